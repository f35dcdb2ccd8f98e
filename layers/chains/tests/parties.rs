//! Parties from outside: who has their to-dos, what a move gives them, and what they are told (3.13).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says what people do and stops where it fails"
)]

use chains::outside::is_told;
use chains::pool::PoolPlace;
use chains::{
    Decision, Facts, Kind, Outcome, Pool, Task, Todo, Wanted, chain_of, course, decide, offers, open, withdraw,
};
use domain::calendar::DueDay;
use domain::identity::{Principal, Unit};
use domain::question::{ANSWER_COMPLETE, raise};
use domain::subject::{Party, Status, Subject, SubjectKind};
use jiff::Timestamp;
use serde_json::json;

fn person(id: &str, unit: &str, department: &str, role: &str) -> Principal {
    serde_json::from_value(json!({"person": id, "name": id, "unit": unit, "unit_name": unit, "department": department,
        "department_name": department, "region": "350001", "roles": [role]}))
    .unwrap()
}

fn seller() -> Principal {
    person("seller", "company", "sales", "supplier")
}

fn handler() -> Principal {
    person("handler", "school", "demand", "demand_handler")
}

fn agent() -> Principal {
    person("agent", "agency", "projects", "agency")
}

fn organisation(id: &str, kind: &str) -> Unit {
    serde_json::from_value(json!({"id": id, "name": id, "region": "350001", "kind": kind})).unwrap()
}

fn question() -> Subject {
    let (id, title) = ("plan.1".parse().unwrap(), "质谱仪".parse().unwrap());
    let plan = Subject::draft(id, title, &handler(), Timestamp::UNIX_EPOCH);
    raise("1".parse().unwrap(), &plan, "1", &seller(), Timestamp::UNIX_EPOCH).0
}

fn wanted<'a>(kind: Kind, to: &str, organisation: Option<&'a Unit>) -> Wanted<'a> {
    let to = Some(to.to_owned());
    Wanted { kind, name: None, to, person: None, organisation, straight: false, has_opinion: true }
}

/// The question lies at the step after `sent`.
fn at(question: &Subject, previous: &Task, sent: &Decision) -> (Task, Todo) {
    let chain = chain_of(SubjectKind::Question).unwrap();
    let task = open(chain.steps[&sent.to].clone(), previous, sent, &question.parties);
    let due = DueDay { day: "2026-03-11".parse().unwrap(), provisional: false };
    let id = course::task_id(question, question.course.seq + 1);
    let todo = Todo::open(id, question, &task, None, Timestamp::UNIX_EPOCH, due);
    (task, todo)
}

/// Sent by the supplier, and received.
fn received() -> (Subject, Task) {
    let mut question = question();
    let task = course::raising_task(&question).unwrap();
    let (sent, outcome) =
        decide(&task, &seller(), &question, &Facts::default(), &wanted(Kind::Send, "Receive", None)).unwrap();
    let _ = course::submit(&mut question, &task, (&sent, &outcome), Timestamp::UNIX_EPOCH);
    let (task, todo) = at(&question, &task, &sent);
    course::arrive(&mut question, &todo);
    (question, task)
}

/// Forwarded to the agency.
fn forwarded() -> (Subject, Task, Task, Decision) {
    let (mut question, task) = received();
    let agency = organisation("agency", "agency");
    let (sent, outcome) =
        decide(&task, &handler(), &question, &Facts::default(), &wanted(Kind::Send, "AgencyAnswer", Some(&agency)))
            .unwrap();
    let outcome: Outcome = outcome;
    chains::fact::FactChange::make(&outcome, &mut question);
    let (there, _) = at(&question, &task, &sent);
    (question, task, there, sent)
}

#[test]
fn whoever_raised_the_plan_has_a_question_first_and_else_their_department() {
    let (question, task) = received();
    assert_eq!(task.person, Some(handler().actor()));
    assert!(task.is_held_by(&handler(), &question));
    let colleague = person("colleague", "school", "demand", "demand_handler");
    assert!(!task.is_held_by(&colleague, &question), "it lies with the one");
    // The one has left: the department's pool has it.
    let pooled = Task { person: None, ..task };
    assert!(pooled.is_held_by(&colleague, &question));
    let elsewhere = person("colleague", "school", "archive", "demand_handler");
    assert!(!pooled.is_held_by(&elsewhere, &question) && !pooled.is_held_by(&seller(), &question));
    let pool = Pool::of(&pooled.step.holder, &question.home, &question.parties).unwrap();
    assert_eq!(pool.place, PoolPlace::Department("school".parse().unwrap(), "demand".parse().unwrap()));
    assert!(pool.includes(&colleague) && !pool.includes(&elsewhere) && Pool::all_of(&colleague).contains(&pool));
}

#[test]
fn a_move_gives_a_part_to_an_organisation_of_its_kind_and_no_other() {
    let (question, task) = received();
    let refused = |organisation: Option<&Unit>| {
        let wanted = wanted(Kind::Send, "AgencyAnswer", organisation);
        decide(&task, &handler(), &question, &Facts::default(), &wanted).unwrap_err().fields[0].code.clone()
    };
    assert_eq!(refused(None), "organisation_missing");
    assert_eq!(refused(Some(&organisation("company", "supplier"))), "organisation_not_eligible");
    let (question, _, there, sent) = forwarded();
    assert_eq!(sent.organisation.unwrap().id.as_str(), "agency");
    assert_eq!(question.parties[&Party::Agency].unit.as_str(), "agency");
    assert!(there.person.is_none() && there.is_held_by(&agent(), &question));
    let rival = person("rival", "agency-two", "projects", "agency");
    assert!(!there.is_held_by(&rival, &question) && !there.is_held_by(&handler(), &question));
    let pool = Pool::of(&there.step.holder, &question.home, &question.parties).unwrap();
    assert!(pool.includes(&agent()) && pool.is_outside(&question) && Pool::all_of(&agent()).contains(&pool));
}

#[test]
fn what_was_given_is_taken_back_with_the_move() {
    let (mut question, task) = received();
    let before = question.clone();
    let agency = organisation("agency", "agency");
    let wanted = wanted(Kind::Send, "AgencyAnswer", Some(&agency));
    let (_, outcome) = decide(&task, &handler(), &question, &Facts::default(), &wanted).unwrap();
    let change = chains::fact::FactChange::make(&outcome, &mut question);
    assert!(!change.is_nothing() && question.is_seen_by(&agent()));
    let stored: chains::fact::FactChange = serde_json::from_value(serde_json::to_value(&change).unwrap()).unwrap();
    stored.take_back(&mut question);
    assert_eq!((question.parties, question.shown_to), (before.parties, before.shown_to));
    assert_eq!(withdraw(&task, false, &handler()).organisation, None);
}

#[test]
fn an_agency_answers_or_gives_back_to_the_one_before_alone() {
    let (question, _, there, _) = forwarded();
    let all = offers(&there, &agent(), &question, &Facts::default());
    let back = all.iter().find(|offer| offer.kind == Kind::Return).unwrap();
    assert_eq!(back.targets.iter().map(|visit| visit.step.as_str()).collect::<Vec<_>>(), ["Receive"]);
    let finish = all.iter().find(|offer| offer.kind == Kind::Finish).unwrap();
    assert!(finish.disabled.is_some(), "not before every point is answered");
    let facts = Facts { set: [ANSWER_COMPLETE.to_owned()].into(), ..Facts::default() };
    let (_, outcome) = decide(&there, &agent(), &question, &facts, &wanted(Kind::Finish, "Finished", None)).unwrap();
    assert_eq!(outcome.does, [chains::step::Effect::SendAnswer]);
    let returned = decide(&there, &agent(), &question, &facts, &wanted(Kind::Return, "Receive", None)).unwrap().0;
    let again = at(&question, &there, &returned).0;
    let mut after = question.clone();
    let change = chains::fact::FactChange::make(&back.outcome, &mut after);
    assert!(
        !after.parties.contains_key(&Party::Agency) && !after.is_seen_by(&agent()),
        "it has no part in it any more"
    );
    change.take_back(&mut after);
    assert_eq!(after.parties, question.parties);
    assert_eq!(again.person, Some(handler().actor()), "it goes back to whoever forwarded it");
}

#[test]
fn the_seven_days_run_on_while_it_is_forwarded_and_begin_anew_after_a_supplement() {
    let (question, task, there, sent) = forwarded();
    let steps = &chain_of(SubjectKind::Question).unwrap().steps;
    let received = at(&question, &task, &Decision { to: "Receive".into(), ..sent.clone() }).1;
    assert_eq!(received.legal_period(&there.step).map(|due| due.day), Some("2026-03-11".parse().unwrap()));
    assert_eq!(received.legal_period(&steps["Raise"]), None);
    let raised = Todo { step: "Raise".into(), ..received };
    assert_eq!(raised.legal_period(&steps["Receive"]), None);
}

#[test]
fn from_outside_one_sees_ones_own_steps_and_what_was_sent_there() {
    let (question, task, there, sent) = forwarded();
    let question = Subject { status: Status::UnderWay, ..question };
    let chain = chain_of(SubjectKind::Question).unwrap();
    let todo = |step: &str, decision: Decision| {
        let (_, todo) = at(&question, &task, &sent);
        let pool = todo.pool.clone().filter(|_| step == "AgencyAnswer");
        let todo = Todo { step: step.to_owned(), pool, ..todo };
        todo.end(decision, Timestamp::UNIX_EPOCH, 1, chains::fact::FactChange::default())
    };
    let to_agency = todo("Receive", sent.clone());
    let to_supplier =
        todo("Receive", Decision { to: "Raise".into(), kind: Kind::Return, organisation: None, ..sent.clone() });
    let back =
        todo("AgencyAnswer", Decision { to: "Receive".into(), kind: Kind::Return, organisation: None, ..sent.clone() });
    let told = |who: &Principal, todo: &Todo| is_told(chain, &question, who, todo);
    assert_eq!((told(&agent(), &to_agency), told(&agent(), &to_supplier), told(&agent(), &back)), (true, false, true));
    assert_eq!(
        (told(&seller(), &to_agency), told(&seller(), &to_supplier), told(&seller(), &back)),
        (false, true, false)
    );
    let rival = person("rival", "agency-two", "projects", "agency");
    let parties = [(Party::Agency, domain::subject::Taker::organisation(rival.unit.clone()))];
    let later = Subject { parties: question.parties.clone().into_iter().chain(parties).collect(), ..question.clone() };
    assert!(later.parties[&Party::Agency].includes(&rival));
    let told_later = |todo: &Todo| is_told(chain, &later, &rival, todo);
    assert!(!told_later(&to_agency) && !told_later(&back), "another agency reads nothing of the one before");
    for todo in [&to_agency, &to_supplier, &back] {
        assert!(told(&person("head", "school", "leaders", "unit_lead"), todo), "within one sees all");
    }
    assert!(there.is_held_by(&agent(), &question));
}
