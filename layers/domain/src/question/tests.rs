use serde_json::{Value, json};

use super::*;
use crate::subject::{Audience, Status};

fn person(id: &str, unit: &str, role: &str) -> Principal {
    serde_json::from_value(json!({"person": id, "name": id, "unit": unit, "unit_name": unit, "department": "d",
        "department_name": "处", "region": "350001", "roles": [role]}))
    .unwrap()
}

fn plan() -> Subject {
    let by = person("lin", "school", "demand_handler");
    let mut plan = Subject::draft("plan.1".parse().unwrap(), "质谱仪".parse().unwrap(), &by, Timestamp::UNIX_EPOCH);
    plan.number = Some("[2026]1号".to_owned());
    plan.course.facts.insert("filed".to_owned());
    plan
}

fn letter() -> Value {
    json!({
        "address": "福州市软件大道1号", "postcode": "350003", "contact": "潘磊", "phone": "0591-87654321",
        "questioned": "document", "known_on": "2026-03-02", "document_on": "2026-03-02", "demand": "修改评分标准", "attachments": ["a"],
        "matters": [{"matter": "评分标准指向特定产品", "facts": "第三章第2条", "basis": "政府采购法第二十二条"}],
    })
}

fn faults(change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
    let mut typed = letter();
    change(&mut typed);
    let letter: Letter = serde_json::from_value(typed).unwrap();
    let faults = letter.faults("2026-03-03".parse().unwrap());
    faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn a_question_belongs_to_the_purchaser_and_its_parties_are_known() {
    let supplier = person("pan", "company", "supplier");
    let (question, body) = raise("q".parse().unwrap(), &plan(), "[2026]1号", &supplier, Timestamp::UNIX_EPOCH);
    assert_eq!((&question.home, &question.about), (&plan().home, &vec![plan().id]));
    assert_eq!((question.raiser.clone(), body.filing_number.as_str()), (supplier.actor(), "[2026]1号"));
    assert_eq!(question.parties[&Party::Handler].person, Some(plan().raiser));
    assert!(question.is_seen_by(&supplier) && question.is_suppliers(&supplier));
    let lin = person("lin", "school", "demand_handler");
    assert!(!question.is_seen_by(&lin), "a draft is its raiser's alone");
    let colleague = person("luo", "company", "supplier");
    let mut sent = Subject { status: Status::UnderWay, ..question };
    assert!(sent.is_seen_by(&lin) && !sent.is_seen_by(&colleague));
    sent.shown_to.insert(Audience::Party(Party::Supplier));
    assert!(sent.is_seen_by(&colleague));
    assert!(!sent.is_seen_by(&person("other", "rival", "supplier")));
    assert!(!sent.is_seen_by(&person("clerk", "company", "expert")), "only people of the part's role");
}

#[test]
fn a_number_names_the_plan_that_is_filed_under_it_now() {
    let refused = |plan: Option<&Subject>, number: &str| filed_under(plan, number, "filed").is_err();
    assert!(!refused(Some(&plan()), "[2026]1号"));
    assert!(refused(None, "[2026]1号") && refused(Some(&plan()), "[2026]2号"));
    let mut returned = plan();
    returned.course.facts.clear();
    assert!(refused(Some(&returned), "[2026]1号"));
}

#[test]
fn a_letter_lacks_nothing_that_the_law_asks_for_when_it_is_sent() {
    assert_eq!(faults(|_| ()), []);
    let all: Letter = serde_json::from_value(json!({})).unwrap();
    let told = all.faults("2026-03-03".parse().unwrap());
    let fields: Vec<_> = told.iter().map(|fault| fault.field.as_str()).collect();
    let wanted = [
        "address",
        "postcode",
        "contact",
        "phone",
        "questioned",
        "document_on",
        "known_on",
        "matters",
        "demand",
        "attachments",
    ];
    assert_eq!(fields, wanted);
    let missing = |name: &str| vec![(name.to_owned(), "missing_field".to_owned())];
    assert_eq!(
        faults(|typed| typed["matters"][0] = json!({"matter": "一", "facts": "二"})),
        missing("matters[0].basis")
    );
    let wrong = |name: &str| vec![(name.to_owned(), "invalid_value".to_owned())];
    assert_eq!(faults(|typed| typed["postcode"] = json!("35000３")), wrong("postcode"));
    assert_eq!(faults(|typed| typed["phone"] = json!("没有电话1234567")), wrong("phone"));
    assert_eq!(faults(|typed| typed["known_on"] = json!("2026-03-04")), wrong("known_on"));
}

#[test]
fn a_letter_of_too_many_points_is_not_kept() {
    let many: Letter = serde_json::from_value(json!({"matters": vec![json!({}); 21]})).unwrap();
    assert_eq!(many.check_limits().unwrap_err().fields[0].field, "matters");
    let most: Letter = serde_json::from_value(json!({"matters": vec![json!({}); 20]})).unwrap();
    assert!(most.check_limits().is_ok());
}

#[test]
fn an_answer_answers_every_point_and_no_more() {
    let item = json!({"upheld": false, "answer": "评分标准依需求设定", "basis": "采购需求管理办法"});
    let answer =
        |items: Vec<Value>| -> Answer { serde_json::from_value(json!({"items": items, "impact": "nothing"})).unwrap() };
    let fields =
        |answer: &Answer, points| answer.faults(points).into_iter().map(|fault| fault.field).collect::<Vec<_>>();
    assert!(fields(&answer(vec![item.clone()]), 1).is_empty());
    assert_eq!(fields(&answer(vec![item.clone()]), 2), ["items[1].upheld", "items[1].answer", "items[1].basis"]);
    assert_eq!(fields(&answer(vec![item.clone(), item]), 1), ["items"]);
    assert_eq!(fields(&Answer::default(), 0), ["impact"]);
    let again = Answer {
        impact: Some(Impact::ProcureAgain),
        ..answer(vec![json!({"upheld": false, "answer": "否", "basis": "无"})])
    };
    assert_eq!(fields(&again, 1), ["impact"], "what is not upheld changes nothing");
}

#[test]
fn a_supplier_is_told_where_to_complain_and_until_when() {
    let told = right_to_complain(&"福建省本级".parse().unwrap());
    assert!(told.contains("15个工作日") && told.contains("福建省本级财政部门"), "{told}");
}
