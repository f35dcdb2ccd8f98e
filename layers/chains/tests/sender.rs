//! What the one who sent a plan may still do (13.1, 13.2), and taking a to-do from its pool (4.6).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says what people do and stops where it fails"
)]

use chains::fact::{BEYOND_APPROVAL, FILING_REFUSED, FactChange};
use chains::overdue::is_told;
use chains::sender::{may_remind, may_withdraw};
use chains::step::Tone;
use chains::{Decision, Kind, Outcome, Task, Todo, chain_of, course, withdraw};
use domain::calendar::DueDay;
use domain::identity::{Principal, Role};
use domain::subject::{Audience, Home, Status, Subject, SubjectKind};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde_json::json;

const DAY: Date = date(2026, 3, 2);

fn person(id: &str, department: &str, roles: &[Role]) -> Principal {
    serde_json::from_value(json!({
        "person": id, "name": id, "unit": "u1", "unit_name": "省档案馆", "department": department,
        "department_name": department, "region": "350001", "roles": roles,
    }))
    .unwrap()
}

fn handler() -> Principal {
    person("handler", "demand", &[Role::DemandHandler])
}

fn lead() -> Principal {
    person("lead", "demand", &[Role::DemandLead])
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(minute * 60).unwrap()
}

fn decision(kind: Kind, to: &str, by: &Principal, person: Option<&Principal>) -> Decision {
    Decision {
        kind,
        name: None,
        label: "送".into(),
        to: to.into(),
        person: person.map(Principal::actor),
        organisation: None,
        by: by.actor(),
        straight: false,
        comes_back: false,
        lasting: kind == Kind::Finish,
        tone: Tone::Onward,
        content: String::new(),
    }
}

fn opened(plan: &mut Subject, seq: u32, step: &str, sent: &Decision, minute: i64) -> Todo {
    let step = chain_of(SubjectKind::Plan).unwrap().steps[step].clone();
    let (person, raiser) = (sent.person.clone(), plan.raiser.clone());
    let task = Task { step, person, raiser, path: vec![], frames: vec![], back: None };
    let due = DueDay { day: DAY, provisional: false };
    let sent = Some((seq - 1, sent, "送审"));
    let todo = Todo::open(course::task_id(plan, seq), &*plan, &task, sent, at(minute), due);
    course::arrive(plan, &todo);
    todo
}

/// A plan that its handler sent to the lead, who has it.
fn with_the_lead() -> (Subject, Todo, Todo) {
    let (id, title) = ("plan.1".parse().unwrap(), "办公设备采购".parse().unwrap());
    let mut plan = Subject::draft(id, title, &handler(), at(0));
    let sending = decision(Kind::Send, "DemandLead", &handler(), Some(&lead()));
    let task = course::raising_task(&plan).unwrap();
    let (sent, _) = course::submit(&mut plan, &task, (&sending, &Outcome::default()), at(1));
    let next = opened(&mut plan, 1, "DemandLead", &sending, 2);
    (plan, sent, next)
}

/// What is told of a plan: its facts, and whether the finance office sees it.
fn told(plan: &Subject) -> (Vec<String>, bool) {
    (plan.course.facts.iter().cloned().collect(), plan.shown_to.contains(&Audience::FinanceOffice))
}

/// A plan at `step` with these facts, shown or not, whose to-do there is sent on `to` and then taken back: what is told
/// of it after each.
fn sent_and_taken_back(step: &str, facts: &[&str], shown: bool, to: &str) -> [(Vec<String>, bool); 2] {
    let (mut plan, ..) = with_the_lead();
    plan.course.facts = facts.iter().map(|fact| (*fact).to_owned()).collect();
    plan.shown_to.extend(shown.then_some(Audience::FinanceOffice));
    let arrival = decision(Kind::Send, step, &lead(), Some(&handler()));
    let todo = opened(&mut plan, 2, step, &arrival, 3);
    let step = chain_of(SubjectKind::Plan).unwrap().steps[step].clone();
    let outcome = step.moves.iter().find(|wanted| wanted.to.as_deref() == Some(to)).map(Outcome::from).unwrap();
    let (person, raiser) = (todo.holder.clone(), plan.raiser.clone());
    let task = Task { step, person, raiser, path: vec![], frames: vec![], back: None };
    let sending = decision(Kind::Send, to, &handler(), Some(&lead()));
    let (sent, _) = course::depart(&mut plan, todo, (&sending, &outcome), at(4));
    let after = told(&plan);
    let next = opened(&mut plan, 3, to, &sending, 5);
    let back = withdraw(&task, false, &handler());
    let _ = course::take_back(&mut plan, &sent, next, &back, at(6));
    [after, told(&plan)]
}

#[test]
fn what_is_taken_back_leaves_the_facts_and_the_audience_as_they_were() {
    let none = || Vec::<String>::new();
    // A refused filing, applied for again and taken back, is still refused, and the finance office had seen it before.
    let refused = || vec![FILING_REFUSED.to_owned()];
    let found = sent_and_taken_back("Filing", &[FILING_REFUSED], true, "FinanceOffice");
    assert_eq!(found, [(none(), true), (refused(), true)]);
    // Applied for the first time and taken back: the finance office sees it no more.
    assert_eq!(sent_and_taken_back("Filing", &[], false, "FinanceOffice"), [(none(), true), (none(), false)]);
    // The unit's lead takes the approval back: what was changed beyond an earlier one is beyond it again.
    let found = sent_and_taken_back("UnitLead", &[BEYOND_APPROVAL], false, "Filing");
    assert_eq!(found, [(none(), false), (vec![BEYOND_APPROVAL.to_owned()], false)]);
}

#[test]
fn what_a_decision_was_kept_to_have_changed_before_whom_it_was_shown_to_was_no_fact_is_taken_back_too() {
    let kept: FactChange = serde_json::from_value(json!({"set": ["filing_applied"]})).unwrap();
    let (mut plan, ..) = with_the_lead();
    plan.shown_to.insert(Audience::FinanceOffice);
    kept.take_back(&mut plan);
    assert_eq!(told(&plan), (Vec::new(), false));
}

#[test]
fn what_was_sent_comes_back_only_while_the_next_one_has_not_acted() {
    let (plan, sent, next) = with_the_lead();
    let may = |plan: &Subject, next: Option<&Todo>, by: &Principal| {
        may_withdraw(plan, &sent, next, by).map_err(|fault| fault.code)
    };
    assert_eq!(may(&plan, Some(&next), &handler()), Ok(()));
    assert_eq!(may(&plan, Some(&next), &lead()), Err("not_found"), "it is not theirs to take back");
    assert_eq!(may(&plan, None, &handler()), Err("already_decided"));
    let mut moving = plan.clone();
    let (decided, _) = course::depart(
        &mut moving,
        next.clone(),
        (
            &decision(Kind::Send, "ProcurementHandler", &lead(), Some(&person("buyer", "buying", &[]))),
            &Outcome::default(),
        ),
        at(3),
    );
    assert_eq!(may(&moving, Some(&next), &handler()), Err("in_transit"));
    let mut arrived = moving;
    arrived.course.transit = None;
    assert_eq!(may(&arrived, Some(&decided), &handler()), Err("already_decided"));
    let edited = Subject { updated_at: at(5), ..plan.clone() };
    assert_eq!(may(&edited, Some(&next), &handler()), Err("already_decided"), "an edit is an act");
    let mut later = plan.clone();
    later.course.round = 2;
    assert_eq!(may(&later, Some(&next), &handler()), Err("already_decided"));
    let draft = Subject { status: Status::Draft, ..plan };
    assert_eq!(may(&draft, Some(&next), &handler()), Err("already_decided"));
}

#[test]
fn a_number_that_was_given_and_a_withdrawal_are_not_taken_back() {
    let (plan, sent, next) = with_the_lead();
    let filed = Decision { lasting: true, ..decision(Kind::Answer, "Filing", &handler(), None) };
    let others = [Kind::Finish, Kind::Withdraw].map(|kind| decision(kind, "Filing", &handler(), None));
    for lasting in [filed].into_iter().chain(others) {
        let sent = sent.clone().end(lasting, at(1), 1, FactChange::default());
        assert_eq!(may_withdraw(&plan, &sent, Some(&next), &handler()).unwrap_err().code, "move_not_offered");
    }
}

#[test]
fn haste_is_asked_for_once_a_working_day_by_who_sent_or_raised_it() {
    let (_, _, next) = with_the_lead();
    let may = |todo: &Todo, by: &Principal, day| may_remind(todo, by, day).map_err(|fault| fault.code);
    assert_eq!(may(&next, &handler(), DAY), Ok(()));
    assert_eq!(may(&next, &lead(), DAY), Err("not_found"), "whoever has it did not send it");
    assert_eq!(may(&next, &person("stranger", "x", &[]), DAY), Err("not_found"));
    let reminded = next.clone().reminded_by_hand(DAY);
    assert_eq!((reminded.reminders, reminded.version), (1, next.version + 1));
    assert_eq!(may(&reminded, &handler(), DAY), Err("already_reminded"));
    assert_eq!(may(&reminded, &handler(), date(2026, 3, 3)), Ok(()));
    let own = Todo { holder: Some(handler().actor()), ..next.clone() };
    assert_eq!(may(&own, &handler(), DAY), Err("move_not_offered"));
    let ended = next.end(decision(Kind::Send, "DemandDeputy", &lead(), None), at(3), 1, FactChange::default());
    assert_eq!(may(&ended, &handler(), DAY), Err("already_decided"));
}

#[test]
fn a_to_do_of_the_pool_is_taken_by_one_and_given_back_by_the_same() {
    let (mut plan, _, next) = with_the_lead();
    let (first, second) = (person("first", "f", &[Role::FinanceOffice]), person("second", "f", &[Role::FinanceOffice]));
    assert_eq!(next.claimed(&first, at(3), DAY).unwrap_err().code, "move_not_offered", "no pool has it");
    let sending = decision(Kind::Send, "FinanceOffice", &lead(), None);
    let pooled = opened(&mut plan, 2, "FinanceOffice", &sending, 4);
    assert_eq!((pooled.has_it(), pooled.holder_words().as_str()), (None, "采购办"));
    assert_eq!(pooled.clone().released(&first).unwrap_err().code, "not_claimed");
    let taken = pooled.clone().claimed(&first, at(5), DAY).unwrap();
    assert_eq!((taken.version, taken.holder_words().as_str()), (pooled.version + 1, "first"));
    assert_eq!(taken.clone().claimed(&first, at(6), DAY).unwrap_err().code, "already_claimed");
    assert_eq!(taken.clone().claimed(&second, at(6), DAY).unwrap_err().code, "claimed_by_other");
    assert_eq!(taken.clone().released(&second).unwrap_err().code, "claimed_by_other");
    assert!(taken.claimed_by_other(&second.person).is_some() && taken.claimed_by_other(&first.person).is_none());
    let given_back = taken.clone().released(&first).unwrap();
    assert_eq!((given_back.claim, given_back.version), (None, taken.version + 1));
    let sent = Todo { opened_from: Some(0), ..taken.clone() };
    let (plan, submission, _) = with_the_lead();
    assert_eq!(may_withdraw(&plan, &submission, Some(&sent), &handler()).unwrap_err().code, "claimed_by_other");
    let ended = taken.end(decision(Kind::Answer, "Filing", &first, None), at(7), 1, FactChange::default());
    assert_eq!(ended.claimed(&first, at(8), DAY).unwrap_err().code, "already_decided");
}

#[test]
fn a_claim_ends_with_its_day_and_the_pool_has_the_to_do_again() {
    let (mut plan, ..) = with_the_lead();
    let first = person("first", "f", &[Role::FinanceOffice]);
    let sending = decision(Kind::Send, "FinanceOffice", &lead(), None);
    let due = date(2026, 3, 9);
    let pooled = Todo { due, remind_on: due.tomorrow().ok(), ..opened(&mut plan, 2, "FinanceOffice", &sending, 4) };
    let taken = pooled.claimed(&first, at(5), date(2026, 3, 4)).unwrap();
    assert_eq!(taken.remind_on, Some(date(2026, 3, 5)), "it is looked at when the claim ends, before it is due");
    let (still, nobody) = taken.clone().looked_at(date(2026, 3, 4));
    assert_eq!((still.has_it(), nobody, still.remind_on), (Some(&first.actor()), None, Some(date(2026, 3, 5))));
    let (free, lapsed) = taken.clone().looked_at(date(2026, 3, 5));
    assert_eq!((free.has_it(), lapsed, free.remind_on), (None, Some(first.actor()), Some(date(2026, 3, 10))));
    // A to-do that was given back, or claimed before days were kept, is looked at like any other.
    let (given_back, _) = taken.clone().released(&first).unwrap().looked_at(date(2026, 3, 5));
    assert_eq!((given_back.claim.as_ref(), given_back.remind_on), (None, Some(date(2026, 3, 10))));
    let mut old = taken;
    old.claim.as_mut().unwrap().until = None;
    assert_eq!(old.looked_at(date(2026, 3, 3)).1, Some(first.actor()));
}

#[test]
fn every_step_has_a_role_and_only_its_own_lead_hears_of_a_department() {
    let chain = chain_of(SubjectKind::Plan).unwrap();
    for step in chain.steps.keys() {
        assert!(chain.role_of(step).is_some(), "{step}");
    }
    assert_eq!(chain.role_of("ConsultLead"), Some(Role::DemandLead));
    assert_eq!(chain.role_of("Filing"), Some(Role::ProcurementHandler));
    assert_eq!(chain.role_of("Finished"), None);
    let other_lead = person("other", "archive", &[Role::DemandLead]);
    let told =
        |chief: &Principal, role, holder: &Principal| is_told(chief, role, Some(&holder.person), &Home::from(holder));
    assert!(told(&lead(), Role::DemandLead, &handler()) && !told(&other_lead, Role::DemandLead, &handler()));
    assert!(told(&other_lead, Role::UnitLead, &handler()) && !told(&lead(), Role::UnitLead, &lead()));
}

#[test]
fn what_is_overdue_comes_again_on_the_next_working_day() {
    let (_, _, next) = with_the_lead();
    assert_eq!(next.remind_on, Some(date(2026, 3, 3)));
    assert!(!next.is_overdue(DAY) && next.is_overdue(date(2026, 3, 3)));
    let reminded = next.clone().reminded_by_schedule(date(2026, 3, 4));
    assert_eq!((reminded.reminders, reminded.remind_on), (1, Some(date(2026, 3, 4))));
    assert_eq!(reminded.reminded_on, None, "people may still ask for haste");
}
