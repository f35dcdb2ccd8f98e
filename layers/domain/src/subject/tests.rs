//! Who sees a subject, what a new draft is, and what is read of the shape before.

use jiff::Timestamp;
use serde_json::json;

use crate::identity::Principal;
use crate::ids::PlanId;
use crate::money::Fen;
use crate::plan::{Draft, PlanBody, begin};
use crate::subject::{Audience, FormerPlan, Home, Status, Subject, Transit};

fn someone(person: &str, unit: &str, roles: &[&str]) -> Principal {
    serde_json::from_value(json!({"person": person, "name": "甲", "unit": unit, "unit_name": "省档案馆",
        "department": "d", "department_name": "业务处", "region": "350001", "roles": roles}))
    .unwrap()
}

fn handler() -> Principal {
    someone("p", "u", &["demand_handler"])
}

fn drafted() -> (Subject, PlanBody) {
    let draft: Draft = serde_json::from_value(json!({"name": "办公设备采购", "lines": [{}]})).unwrap();
    begin(PlanId::derived("p", "k"), draft, &handler(), Timestamp::UNIX_EPOCH).unwrap()
}

#[test]
fn a_new_draft_belongs_to_its_raisers_unit_and_holds_nothing() {
    let (plan, body) = drafted();
    assert_eq!((plan.status, plan.version, plan.amount, plan.year), (Status::Draft, 1, None, None));
    assert_eq!((&plan.home, &plan.raiser), (&Home::from(&handler()), &handler().actor()));
    assert_eq!((Some(body.plan), body.draft.lines.len(), body.version), (plan.id.plan(), 1, 1));
    assert!(body.lines.is_empty() && body.reservations.is_empty());
    let draft = serde_json::from_value(json!({"name": "多", "lines": vec![json!({}); 41]})).unwrap();
    let refused = begin(PlanId::derived("p", "k"), draft, &handler(), Timestamp::UNIX_EPOCH).unwrap_err();
    assert_eq!(refused.fields[0].code, "too_many");
}

#[test]
fn who_sees_a_subject_depends_on_where_it_stands() {
    let moved = Principal { unit: "v".parse().unwrap(), ..handler() };
    let colleague = someone("c", "u", &["demand_lead"]);
    let stranger = someone("s", "v", &["demand_lead"]);
    let finance = someone("f", "fin", &["finance_office"]);
    let mut far_finance = finance.clone();
    far_finance.region = "350100".to_owned().try_into().unwrap();
    let all = [handler(), moved, colleague, stranger, finance, far_finance];
    let seen = |status: Status, applied: bool| {
        let mut plan = drafted().0;
        plan.status = status;
        if applied {
            plan.shown_to.insert(Audience::FinanceOffice);
        }
        all.iter().map(|who| plan.clone().seen_by(who).is_ok()).collect::<Vec<_>>()
    };
    for (status, applied, wanted) in [
        (Status::Draft, false, [true, true, false, false, false, false]),
        // Withdrawn from the finance office to a draft: it is the raiser's alone again.
        (Status::Draft, true, [true, true, false, false, false, false]),
        (Status::UnderWay, false, [true, true, true, false, false, false]),
        (Status::UnderWay, true, [true, true, true, false, true, false]),
        (Status::Finished, false, [true, true, true, false, false, false]),
        (Status::Finished, true, [true, true, true, false, true, false]),
        (Status::Discarded, true, [false; 6]),
    ] {
        assert_eq!(seen(status, applied), wanted, "{status:?} {applied}");
    }
    let unseen = drafted().0.seen_by(&someone("c", "u", &[])).unwrap_err();
    assert_eq!(unseen.code, "not_found", "what one may not see is not there");
}

#[test]
fn what_was_based_on_another_version_is_refused() {
    let mut plan = drafted().0;
    assert_eq!(plan.at_version(1), Ok(()));
    plan.version += 1;
    assert_eq!(plan.at_version(1), Ok(()), "a reminder changes nothing for whoever edits");
    assert_eq!(plan.mark_content(), 2);
    assert_eq!(plan.at_version(1).unwrap_err().code, "stale_version");
    assert_eq!(plan.at_version(3).unwrap_err().code, "stale_version");
}

#[test]
fn a_status_reads_from_the_code_that_is_stored() {
    for status in Status::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), json!(status.code()));
        assert_eq!(status.code().parse().ok(), (status != Status::Discarded).then_some(status));
    }
    assert!("gone".parse::<Status>().is_err());
    let described = schemars::schema_for!(Status);
    let described = described.get("oneOf").and_then(|all| all.as_array()).map(Vec::len);
    assert_eq!(described, Some(Status::ALL.len()), "none is left out of `ALL`");
}

#[test]
fn only_its_raiser_has_a_draft_and_only_while_it_is_one() {
    let (plan, _) = drafted();
    let colleague = someone("c", "u", &["demand_handler"]);
    assert!(plan.clone().draft_of(&handler()).is_ok());
    assert_eq!(plan.clone().draft_of(&colleague).unwrap_err().code, "not_found");
    let sent = Subject { status: Status::UnderWay, ..plan };
    assert_eq!(sent.clone().draft_of(&colleague).unwrap_err().code, "not_the_raiser");
    assert_eq!(sent.draft_of(&handler()).unwrap_err().code, "not_a_draft");
}

#[test]
fn its_raiser_alone_discards_a_draft_and_only_at_rest() {
    let (plan, _) = drafted();
    let now = Timestamp::from_second(60).unwrap();
    let refused = |plan: &Subject, by: &Principal| plan.clone().discarded(by, now).unwrap_err().code;
    let colleague = someone("c", "u", &["demand_handler"]);
    assert_eq!(refused(&plan, &colleague), "not_found");
    let sent = Subject { status: Status::UnderWay, ..plan.clone() };
    assert_eq!((refused(&sent, &colleague), refused(&sent, &handler())), ("not_the_raiser", "not_a_draft"));
    // Withdrawn, but its chain has not ended yet.
    let mut moving = plan.clone();
    moving.course.transit = Some(Transit { since: now, from: 1, to: "Draft".to_owned(), next: None });
    assert_eq!(refused(&moving, &handler()), "in_transit");
    let gone = plan.clone().discarded(&handler(), now).unwrap();
    assert_eq!(gone, Subject { status: Status::Discarded, version: 2, updated_at: now, ..plan });
    assert_eq!(refused(&gone, &handler()), "not_found", "what is thrown away is not there to be thrown away");
}

#[test]
fn a_unit_that_it_was_shown_to_sees_it_and_an_audience_reads_back() {
    let mut plan = drafted().0;
    (plan.status, plan.shown_to) = (Status::UnderWay, [Audience::Unit("v".parse().unwrap())].into());
    assert!(plan.is_seen_by(&someone("s", "v", &["agency"])) && !plan.is_seen_by(&someone("s", "w", &["agency"])));
    for audience in [Audience::FinanceOffice, Audience::Unit("v".parse().unwrap())] {
        assert_eq!(Audience::try_from(audience.to_string()), Ok(audience));
    }
    assert!(Audience::try_from("unit:".to_owned()).is_err() && Audience::try_from("all".to_owned()).is_err());
}

#[test]
fn the_header_of_a_plan_as_it_was_stored_before_is_read_with_whom_it_was_shown_to() {
    let former = json!({
        "id": "0af3", "name": "办公设备采购", "unit": "u", "unit_name": "省档案馆", "department": "d",
        "department_name": "业务处", "region": "350001", "raiser": {"id": "p", "name": "甲"}, "status": "under_way",
        "year": 2026, "amount": 950_000, "content": "c", "version": 7, "content_version": 3,
        "course": {"round": 1, "attempt": 1, "seq": 6, "facts": ["filing_applied", "review_waived"], "transit":
            {"since": "2026-03-02T01:02:03Z", "from": 6, "to": "Filing", "next": 7}},
        "filing_number": "CGXM-2026-350001-00001[2026]00001", "created_at": "2026-03-01T01:02:03Z",
        "updated_at": "2026-03-02T01:02:03Z", "history": {"events": 9, "last_hash": "h"},
    });
    let subject = Subject::from(serde_json::from_value::<FormerPlan>(former).unwrap());
    assert_eq!((subject.id.to_string().as_str(), subject.title.as_str()), ("plan.0af3", "办公设备采购"));
    assert_eq!((&subject.home, subject.amount), (&Home::from(&handler()), Some(Fen::new(950_000))));
    assert_eq!((subject.version, subject.content_version, subject.history.events), (7, 3, 9));
    assert!(subject.course.transit.is_some() && subject.number.is_some());
    assert!(subject.course.facts.iter().eq(["review_waived"]) && subject.shown_to.contains(&Audience::FinanceOffice));
    let stored = serde_json::to_value(&subject).unwrap();
    assert_eq!(serde_json::from_value::<Subject>(stored).unwrap(), subject);
}
