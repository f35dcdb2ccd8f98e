//! Authority is asked when it is used: who holds the step's role now, where the subject belongs (13.3).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says what people do and stops where it fails"
)]

use std::collections::{BTreeMap, HashMap};

use chains::sender::may_hand_over;
use chains::step::{Holder, Scope};
use chains::succession::{gone, succeeds};
use chains::task::Visit;
use chains::{Facts, Kind, Task, Todo, Wanted, chain_of, decide, offers, open};
use domain::calendar::DueDay;
use domain::identity::{Principal, Role};
use domain::subject::{Parties, Subject, SubjectKind};
use jiff::Timestamp;
use serde_json::json;

fn person(id: &str, unit: &str, department: &str, roles: &[Role]) -> Principal {
    serde_json::from_value(
        json!({"person": id, "name": id, "unit": unit, "unit_name": "单位", "department": department,
        "department_name": department, "region": "350001", "roles": roles}),
    )
    .unwrap()
}

fn raiser() -> Principal {
    person("raiser", "u", "d", &[Role::DemandHandler])
}

fn lead() -> Principal {
    person("lead", "u", "d", &[Role::DemandLead])
}

fn subject() -> Subject {
    Subject::draft("plan.1".parse().unwrap(), "办公设备".parse().unwrap(), &raiser(), Timestamp::UNIX_EPOCH)
}

fn at(step: &str, holder: &Principal) -> Task {
    let step = chain_of(SubjectKind::Plan).unwrap().steps[step].clone();
    let (person, raiser) = (Some(holder.actor()), raiser().actor());
    Task { step, person, raiser, path: vec![], frames: vec![], back: None }
}

#[test]
fn who_lost_the_role_or_moved_may_not_act_any_more_and_is_told() {
    let task = at("DemandLead", &lead());
    let moved = person("lead", "u", "other", &[Role::DemandLead]);
    let elsewhere = person("lead", "v", "d", &[Role::DemandLead]);
    let demoted = person("lead", "u", "d", &[Role::DemandHandler]);
    let wanted = Wanted {
        kind: Kind::Send,
        name: None,
        to: None,
        person: None,
        organisation: None,
        straight: false,
        has_opinion: true,
    };
    assert!(task.is_held_by(&lead(), &subject()) && task.lost_by(&lead(), &subject()).is_none());
    for lost in [moved, elsewhere, demoted] {
        assert!(!task.is_held_by(&lost, &subject()) && offers(&task, &lost, &subject(), &Facts::default()).is_empty());
        let refused = decide(&task, &lost, &subject(), &Facts::default(), &wanted).unwrap_err();
        assert_eq!(refused.code, "authority_lost");
        assert!(refused.message.contains("需求处室领导"), "{}", refused.message);
    }
    let stranger = person("stranger", "u", "d", &[Role::DemandLead]);
    assert_eq!(decide(&task, &stranger, &subject(), &Facts::default(), &wanted).unwrap_err().code, "not_found");
}

#[test]
fn a_raiser_who_moved_does_not_send_from_the_new_department() {
    let task = at("Revise", &raiser());
    assert!(task.is_held_by(&raiser(), &subject()));
    for gone in
        [person("raiser", "u", "other", &[Role::DemandHandler]), person("raiser", "u", "d", &[Role::Supervisor])]
    {
        assert!(!task.is_held_by(&gone, &subject()) && task.lost_by(&gone, &subject()).is_some());
    }
}

#[test]
fn a_lead_of_another_department_who_is_asked_answers_there() {
    let asked = person("other-lead", "u", "archive", &[Role::DemandLead]);
    assert!(at("ConsultLead", &asked).is_held_by(&asked, &subject()));
    assert!(!at("DemandLead", &asked).is_held_by(&asked, &subject()));
}

#[test]
fn what_was_opened_before_roles_were_kept_asks_for_the_person_alone() {
    let old: Holder = serde_json::from_value(json!({"by": "chosen"})).unwrap();
    assert_eq!(old, Holder::Chosen { role: None, scope: Scope::Unit });
    assert!(old.may_act(&person("lead", "v", "x", &[]), &subject()));
    assert!(!old.may_act(&raiser(), &subject()));
    let old: Holder = serde_json::from_value(json!({"by": "raiser"})).unwrap();
    assert!(old.may_act(&raiser(), &subject()));
}

#[test]
fn a_to_do_is_handed_to_another_holder_of_the_role_by_its_sender_or_the_units_administrator() {
    let task = at("DemandLead", &lead());
    let second = person("second", "u", "d", &[Role::DemandLead]);
    let handed = task.clone().handed_to(&second, &raiser(), &subject()).unwrap();
    assert!(handed.is_held_by(&second, &subject()) && !handed.is_held_by(&lead(), &subject()));
    let both = person("raiser", "u", "d", &[Role::DemandHandler, Role::DemandLead]);
    for wrong in
        [lead(), both, person("x", "u", "other", &[Role::DemandLead]), person("x", "u", "d", &[Role::UnitLead])]
    {
        assert_eq!(
            task.clone().handed_to(&wrong, &raiser(), &subject()).unwrap_err().fields[0].code,
            "person_not_eligible"
        );
    }
    let pooled = Task { person: None, ..at("FinanceOffice", &lead()) };
    assert_eq!(pooled.handed_to(&second, &raiser(), &subject()).unwrap_err().code, "move_not_offered");
    let due = DueDay { day: "2026-03-02".parse().unwrap(), provisional: false };
    let id = "plan.1.1.1".parse().unwrap();
    let todo = Todo::open(id, &subject(), &task, None, Timestamp::UNIX_EPOCH, due);
    let todo = Todo { sent_by: Some(raiser().actor()), arrived: Some(Kind::Send), ..todo };
    let admin = person("admin", "u", "office", &[Role::UnitAdmin]);
    let may = |by: &Principal| may_hand_over(&todo, by, &subject().home).map_err(|fault| fault.code);
    assert_eq!((may(&raiser()), may(&admin)), (Ok(()), Ok(())));
    assert_eq!(may(&person("admin", "v", "office", &[Role::UnitAdmin])), Err("not_found"));
    assert_eq!(may(&lead()), Err("not_found"), "whoever has it does not give it away");
    let moved = person("raiser", "v", "d", &[Role::DemandHandler]);
    assert_eq!(may(&moved), Err("not_found"), "a sender who is of another unit now");
    for arrived in [Kind::Answer, Kind::Withdraw, Kind::Stay] {
        let came = Todo { arrived: Some(arrived), ..todo.clone() };
        assert!(may_hand_over(&came, &raiser(), &subject().home).is_err(), "{arrived:?} gave nothing away");
    }
    let both = person("both", "u", "d", &[Role::DemandLead, Role::UnitAdmin]);
    assert!(task.clone().handed_to(&both, &both, &subject()).is_err(), "nobody hands it to themselves");
    let waits = Visit { step: "DemandLead".into(), label: "领导".into(), person: second.actor() };
    let asked = Task { frames: vec![waits], ..at("ConsultLead", &lead()) };
    assert!(asked.handed_to(&second, &raiser(), &subject()).is_err(), "whoever asked does not answer");
    let given = todo.clone().handed_to(second.actor());
    assert_eq!((given.holder, given.version), (Some(second.actor()), todo.version + 1));
}

#[test]
fn what_a_successor_of_the_raiser_acted_on_comes_back_to_them() {
    let successor = person("successor", "u", "d", &[Role::DemandHandler]);
    let handed = at("Revise", &raiser()).handed_to(&successor, &lead(), &subject()).unwrap();
    assert!(handed.is_held_by(&successor, &subject()) && !handed.is_held_by(&raiser(), &subject()));
    let wanted = |person| Wanted {
        kind: Kind::Send,
        name: None,
        to: Some("DemandLead".into()),
        person,
        organisation: None,
        straight: false,
        has_opinion: true,
    };
    let chief = lead();
    let (sent, _) = decide(&handed, &successor, &subject(), &Facts::default(), &wanted(Some(&chief))).unwrap();
    let steps = &chain_of(SubjectKind::Plan).unwrap().steps;
    let with_lead = open(steps["DemandLead"].clone(), &handed, &sent, &Parties::new());
    let back = Wanted { kind: Kind::Return, to: Some("Revise".into()), ..wanted(None) };
    let (returned, _) = decide(&with_lead, &chief, &subject(), &Facts::default(), &back).unwrap();
    let both = person("successor", "u", "d", &[Role::DemandHandler, Role::DemandLead]);
    let own = Task { person: Some(both.actor()), ..with_lead.clone() };
    assert!(!own.is_held_by(&both, &subject()), "nobody decides on what they made in the raiser's place");
    let again = open(steps["Revise"].clone(), &with_lead, &returned, &Parties::new());
    assert!(again.is_held_by(&successor, &subject()) && again.raiser == raiser().actor());
}

#[test]
fn what_goes_back_to_somebody_who_is_gone_is_given_to_another_of_the_role() {
    let (subject, chief) = (subject(), person("chief", "u", "p", &[Role::ProcurementLead]));
    let visit = |step: &str, of: &Principal| Visit { step: step.into(), label: step.into(), person: of.actor() };
    let mut task = at("ProcurementLead", &chief);
    task.path = vec![visit("Revise", &raiser()), visit("DemandLead", &lead())];
    let known =
        |people: &[Principal]| people.iter().map(|one| (one.person.clone(), one.clone())).collect::<HashMap<_, _>>();
    let moved = person("lead", "u", "other", &[Role::DemandLead]);
    assert_eq!(gone(&task, &subject, &known(&[raiser(), lead()])), BTreeMap::new());
    for people in [vec![raiser()], vec![raiser(), moved]] {
        let left = gone(&task, &subject, &known(&people));
        assert_eq!(left, BTreeMap::from([("DemandLead".to_owned(), Role::DemandLead)]));
        let facts = Facts { gone: left, ..Facts::default() };
        let back = |to: &str, person| {
            let to = Some(to.to_owned());
            let wanted = Wanted { to, person, has_opinion: true, ..Wanted::of(Kind::Return) };
            decide(&task, &chief, &subject, &facts, &wanted)
                .map(|(decision, _)| decision.person)
                .map_err(|fault| fault.code)
        };
        let (new, other) =
            (person("new", "u", "d", &[Role::DemandLead]), person("new", "u", "other", &[Role::DemandLead]));
        assert_eq!(back("DemandLead", Some(&new)), Ok(Some(new.actor())));
        assert_eq!(back("DemandLead", None), Err("invalid_fields"));
        assert_eq!(back("DemandLead", Some(&other)), Err("invalid_fields"), "of another department");
        assert_eq!(back("DemandLead", Some(&chief)), Err("invalid_fields"), "whoever returns it");
        assert_eq!(back("Revise", Some(&new)), Ok(Some(raiser().actor())), "who is there still has it");
    }
    let asker = visit("DemandLead", &lead());
    let asked = Task { frames: vec![asker], ..at("ConsultLead", &person("other", "u", "other", &[Role::DemandLead])) };
    let left = gone(&asked, &subject, &HashMap::new());
    assert_eq!(left.get("DemandLead"), Some(&Role::DemandLead));
    let answer = offers(
        &asked,
        &person("other", "u", "other", &[Role::DemandLead]),
        &subject,
        &Facts { gone: left, ..Facts::default() },
    );
    let answer = answer.iter().find(|offer| offer.kind == Kind::Answer).unwrap();
    assert_eq!((answer.role, answer.scope, answer.person.is_none()), (Some(Role::DemandLead), None, true));
    assert!(succeeds(&asked, &raiser(), &subject, "DemandLead", &person("new", "u", "d", &[Role::DemandLead])));
}

#[test]
fn who_takes_the_raisers_place_has_not_passed_it_on_and_passes_on_nothing_of_it_later() {
    let subject = subject();
    let visit = |step: &str, of: &Principal| Visit { step: step.into(), label: step.into(), person: of.actor() };
    let handler = person("handler", "u", "p", &[Role::ProcurementHandler]);
    let both = person("both", "u", "d", &[Role::DemandHandler, Role::DemandLead]);
    let mut task = at("ProcurementHandler", &handler);
    task.path = vec![visit("Revise", &raiser()), visit("DemandLead", &both)];
    assert!(!succeeds(&task, &handler, &subject, "Revise", &both), "they passed it on already");
    let successor = person("successor", "u", "d", &[Role::DemandHandler, Role::ProcurementLead]);
    assert!(succeeds(&task, &handler, &subject, "Revise", &successor));
    let facts = Facts { gone: BTreeMap::from([("Revise".to_owned(), Role::DemandHandler)]), ..Facts::default() };
    let to = |step: &str| Some(step.to_owned());
    let back = Wanted {
        to: to("Revise"),
        person: Some(&successor),
        straight: true,
        has_opinion: true,
        ..Wanted::of(Kind::Return)
    };
    let (returned, _) = decide(&task, &handler, &subject, &facts, &back).unwrap();
    let steps = &chain_of(SubjectKind::Plan).unwrap().steps;
    let revised = open(steps["Revise"].clone(), &task, &returned, &Parties::new());
    assert!(revised.is_held_by(&successor, &subject));
    assert!(
        revised.clone().handed_to(&both, &handler, &subject).is_err(),
        "what comes straight back would pass their step by"
    );
    let on = Wanted { to: to("ProcurementHandler"), straight: true, has_opinion: true, ..Wanted::of(Kind::Send) };
    let (sent, _) = decide(&revised, &successor, &subject, &Facts::default(), &on).unwrap();
    let again = open(steps["ProcurementHandler"].clone(), &revised, &sent, &Parties::new());
    assert_eq!(again.path.first().map(|visit| visit.person.id.clone()), Some(successor.person.clone()));
    let chief =
        Wanted { to: to("ProcurementLead"), person: Some(&successor), has_opinion: true, ..Wanted::of(Kind::Send) };
    let refused = decide(&again, &handler, &subject, &Facts::default(), &chief).unwrap_err();
    assert_eq!(refused.fields[0].code, "person_not_eligible", "nobody decides on what they made in the raiser's place");
}
