//! The course of a subject of any kind through its chain as a random walk: submitted, decided on, withdrawn, started anew, ended, closed.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says what people do and stops where it fails"
)]

use std::collections::BTreeSet;

use chains::course;
use chains::fact::FILED;
use chains::sender::may_withdraw;
use chains::{
    Decision, Definition, Kind, Outcome, Route, Task, Todo, Wanted, chain_of, decide, offers, open, reopen, withdraw,
};
use domain::calendar::DueDay;
use domain::events::Follow;
use domain::identity::{Principal, Unit};
use domain::plan::Review;
use domain::subject::{Audience, Status, Subject, SubjectKind};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::json;

fn people() -> Vec<Principal> {
    let all = [
        ("handler", "demand", "demand_handler"),
        ("colleague", "demand", "demand_handler"),
        ("lead", "demand", "demand_lead"),
        ("other-lead", "archive", "demand_lead"),
        ("deputy", "leaders", "demand_deputy"),
        ("buyer", "procurement", "procurement_handler"),
        ("buying-lead", "procurement", "procurement_lead"),
        ("chief", "leaders", "unit_lead"),
        ("finance", "finance", "finance_office"),
    ];
    let outside =
        [("seller", "company", "supplier"), ("seller-two", "company", "supplier"), ("agent", "agency", "agency")];
    let person = |(id, department, role): (&str, &str, &str)| {
        let unit = if department == role || role == "supplier" { department } else { "u1" };
        serde_json::from_value(json!({"person": id, "name": id, "unit": unit, "unit_name": "省档案馆",
            "department": department, "department_name": department, "region": "350001", "roles": [role]}))
        .unwrap()
    };
    all.into_iter().chain(outside).map(person).collect()
}

/// The organisation that a move may choose.
fn agency() -> Unit {
    serde_json::from_value(json!({"id": "agency", "name": "代理", "region": "350001", "kind": "agency"})).unwrap()
}

/// A draft of `kind`: a plan's handler raises what is within, a supplier what it asks about a plan.
fn draft_of(kind: SubjectKind, people: &[Principal]) -> Subject {
    let (id, title) = (format!("{}.1", kind.code()).parse().unwrap(), "办公设备采购".parse().unwrap());
    let within = Subject::draft(id, title, &people[0], Timestamp::UNIX_EPOCH);
    let raised_by = chain_of(kind).unwrap().raised_by;
    match people.iter().find(|one| one.holds(raised_by)) {
        Some(seller) if seller.unit != people[0].unit => {
            domain::question::raise("1".parse().unwrap(), &within, "1", seller, Timestamp::UNIX_EPOCH).0
        }
        _ => within,
    }
}

/// A to-do that was opened, with its standing, and as it ended.
struct Passed {
    todo: Todo,
    task: Task,
    /// What was true of the plan when it was decided, and whom it was shown to.
    before: (BTreeSet<String>, BTreeSet<Audience>),
}

fn told(plan: &Subject) -> (BTreeSet<String>, BTreeSet<Audience>) {
    (plan.course.facts.clone(), plan.shown_to.clone())
}

struct Walk {
    chain: Definition,
    people: Vec<Principal>,
    plan: Subject,
    /// The to-dos of the present round by their numbers.
    round: Vec<Passed>,
    ids: BTreeSet<String>,
    seconds: i64,
}

impl Walk {
    fn of(kind: SubjectKind) -> Self {
        let (chain, people) = (chain_of(kind).unwrap().clone(), people());
        let plan = draft_of(kind, &people);
        Self { chain, people, plan, round: Vec::new(), ids: BTreeSet::new(), seconds: 0 }
    }

    fn now(&mut self) -> Timestamp {
        self.seconds += 1;
        Timestamp::from_second(self.seconds).unwrap()
    }

    fn holder(&self, task: &Task) -> Principal {
        self.people.iter().find(|one| task.is_held_by(one, &self.plan)).unwrap().clone()
    }

    /// Everything that the one who has `task` may decide, with each fitting person.
    fn legal(&self, task: &Task, straight: bool) -> Vec<(Decision, Outcome)> {
        let (actor, facts) = (self.holder(task), course::facts_after(&self.plan, &Review::default()));
        let agency = agency();
        let mut legal = Vec::new();
        for offer in offers(task, &actor, &self.plan, &facts) {
            let targets: Vec<_> = match offer.kind {
                Kind::Return => offer.targets.iter().map(|visit| Some(visit.step.clone())).collect(),
                _ => vec![offer.to.clone()],
            };
            for (to, person) in
                targets.iter().flat_map(|to| self.people.iter().map(Some).chain([None]).map(move |one| (to, one)))
            {
                let straight = if offer.kind == Kind::Return { straight && !offer.stepwise } else { offer.straight };
                let wanted = Wanted {
                    kind: offer.kind,
                    name: offer.name.clone(),
                    to: to.clone(),
                    person,
                    organisation: Some(&agency),
                    straight,
                    has_opinion: true,
                };
                legal.extend(decide(task, &actor, &self.plan, &facts, &wanted));
            }
        }
        legal
    }

    fn submits(&mut self, pick: usize) {
        let task = course::raising_task(&self.plan).unwrap();
        let legal = self.legal(&task, false);
        let (decision, outcome) = &legal[pick % legal.len()];
        let (before, id, now) = (self.plan.clone(), course::submission_id(&self.plan), self.now());
        let (todo, follow) = course::submit(&mut self.plan, &task, (decision, outcome), now);
        assert_eq!(todo.id, id, "the draft's submission is decided under the id it was shown under");
        assert_eq!((self.plan.course.round, self.plan.course.attempt), (before.course.round + 1, 1));
        assert!(matches!(follow, Follow::Start { attempt: 1, from: 0, next: Some(1), .. }), "{follow:?}");
        self.round = Vec::new();
        self.ids.insert(todo.id.to_string());
        self.round.push(Passed { todo: todo.clone(), task, before: told(&before) });
        self.left(&before, &todo, decision, &follow);
    }

    fn decides(&mut self, (decision, outcome): &(Decision, Outcome)) {
        let (before, now) = (self.plan.clone(), self.now());
        let open = self.round.last_mut().unwrap();
        open.before = told(&before);
        let (todo, follow) = course::depart(&mut self.plan, open.todo.clone(), (decision, outcome), now);
        let facts = &self.plan.course.facts;
        assert!(outcome.sets.iter().all(|fact| facts.contains(fact)), "{outcome:?}");
        assert!(!outcome.clears.iter().any(|fact| facts.contains(fact)), "{outcome:?}");
        self.went_on(&before, todo, decision, &follow);
    }

    fn went_on(&mut self, before: &Subject, todo: Todo, decision: &Decision, follow: &Follow) {
        assert!(matches!(follow, Follow::Resume { .. }));
        assert_eq!((self.plan.course.round, self.plan.course.attempt), (before.course.round, before.course.attempt));
        self.round.last_mut().unwrap().todo = todo.clone();
        self.left(before, &todo, decision, follow);
    }

    /// What holds of every decision: the to-do is ended by it, and header, event and to-do name the same way on.
    fn left(&self, before: &Subject, todo: &Todo, decision: &Decision, follow: &Follow) {
        assert_eq!(todo.ended.as_ref().map(|ended| &ended.decision), Some(decision));
        assert_eq!(todo.remind_on, None);
        let route = Route::of(&self.plan.id, follow);
        assert_eq!(Route::under_way(&self.plan), Some(route.clone()));
        assert_eq!(Route::after(todo), Some(route.clone()));
        assert_eq!(route.next, (!decision.ends()).then_some(todo.id.seq + 1));
        let status = match decision.kind {
            Kind::Finish => Status::Finished,
            _ if decision.ends() => Status::Draft,
            _ => Status::UnderWay,
        };
        assert_eq!((self.plan.status, &self.plan.course.place), (status, &None));
        assert_eq!(self.plan.version, before.version + 1);
        assert!(self.plan.course.facts.contains(FILED) || decision.name.as_deref() != Some("file"));
        assert!(self.plan.shown_to.contains(&Audience::FinanceOffice) || decision.to != "FinanceOffice");
    }

    /// The execution is gone: the next attempt goes where the plan was going, and nowhere else.
    fn starts_anew(&mut self) {
        let (before, now) = (self.plan.clone(), self.now());
        let follow = course::restart(&mut self.plan, now);
        match Route::under_way(&before).filter(|route| route.next.is_some()) {
            Some(route) => {
                assert_eq!(follow.map(|follow| Route::of(&self.plan.id, &follow)), Some(route));
                assert_eq!(self.plan.course.attempt, before.course.attempt + 1);
                assert_eq!((self.plan.version, self.plan.status), (before.version + 1, before.status));
            }
            None => assert_eq!((follow, &self.plan), (None, &before), "nothing to start, nothing changed"),
        }
    }

    fn arrives(&mut self) {
        let (before, route, now) = (self.plan.clone(), Route::under_way(&self.plan).unwrap(), self.now());
        let previous = self.round.last().unwrap();
        let decision = previous.todo.ended.as_ref().unwrap().decision.clone();
        let step = self.chain.steps[&route.to].clone();
        let task = match decision.kind {
            Kind::Withdraw => reopen(step, &self.round[previous.todo.opened_from.unwrap() as usize].task),
            _ => open(step, &previous.task, &decision, &self.plan.parties),
        };
        let due = DueDay { day: "2026-03-02".parse().unwrap(), provisional: false };
        let sent = Some((route.from, &decision, previous.todo.label.as_str()));
        let id = course::task_id(&self.plan, route.next.unwrap());
        let todo = Todo::open(id, &self.plan, &task, sent, now, due);
        assert_eq!(todo.id.seq as usize, self.round.len(), "to-dos are numbered without gaps");
        assert!(self.ids.insert(todo.id.to_string()), "no id is given twice");
        course::arrive(&mut self.plan, &todo);
        let place = self.plan.course.place.clone().unwrap();
        assert_eq!(
            (place.step, place.holder, self.plan.course.seq),
            (todo.step.clone(), todo.holder.clone(), todo.id.seq)
        );
        assert_eq!((&self.plan.course.transit, self.plan.version), (&None, before.version + 1));
        assert!(!route.is_taken_by(&self.plan));
        self.round.push(Passed { todo, task, before: Default::default() });
    }

    /// Whoever sent it here takes it back, if they still may.
    fn withdraws(&mut self) -> bool {
        let newest = self.round.last().unwrap().todo.clone();
        let sent = &self.round[newest.opened_from.unwrap() as usize];
        let by = &sent.todo.ended.as_ref().unwrap().decision.by;
        let by = self.people.iter().find(|one| one.person == by.id).unwrap();
        if may_withdraw(&self.plan, &sent.todo, Some(&newest), by).is_err() {
            return false;
        }
        let decision = withdraw(&sent.task, sent.todo.id.seq == 0, by);
        let (sent, earlier) = (sent.todo.clone(), sent.before.clone());
        let (before, now) = (self.plan.clone(), self.now());
        let (todo, follow) = course::take_back(&mut self.plan, &sent, newest, &decision, now);
        self.went_on(&before, todo, &decision, &follow);
        assert_eq!(told(&self.plan), earlier, "facts are as they were before what was taken back");
        true
    }

    /// The execution ends as the plan had; hearing of it again, or of another way, changes nothing.
    fn closes(&mut self) {
        let route = Route::under_way(&self.plan).unwrap();
        let before = self.plan.clone();
        let other = Route { from: route.from + 1, ..route.clone() };
        assert!(!course::close(&mut self.plan, &other));
        assert_eq!(self.plan, before);
        assert!(course::close(&mut self.plan, &route));
        assert_eq!((&self.plan.course.transit, self.plan.version), (&None, before.version + 1));
        let closed = self.plan.clone();
        assert!(!course::close(&mut self.plan, &route));
        assert_eq!(self.plan, closed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_subject_is_always_at_one_place_or_on_its_way_and_every_end_is_noted_once(
        kind in prop::sample::select(SubjectKind::ALL),
        choices in proptest::collection::vec((any::<u16>(), any::<u8>(), any::<bool>()), 1..80),
    ) {
        let mut walk = Walk::of(kind);
        for (pick, act, straight) in choices {
            let course = &walk.plan.course;
            prop_assert!(course.place.is_none() || course.transit.is_none());
            let pick = usize::from(pick);
            match (&course.place, &course.transit) {
                (None, None) => {
                    prop_assert_ne!(walk.plan.status, Status::UnderWay);
                    walk.starts_anew();
                    if walk.plan.status == Status::Finished {
                        break;
                    }
                    walk.submits(pick);
                }
                (None, Some(_)) if act % 5 == 0 => walk.starts_anew(),
                (None, Some(transit)) if transit.next.is_none() => walk.closes(),
                (None, Some(_)) => walk.arrives(),
                (Some(_), _) => {
                    prop_assert_eq!(walk.plan.status, Status::UnderWay);
                    walk.starts_anew();
                    if act % 4 == 0 && walk.withdraws() {
                        continue;
                    }
                    let legal = walk.legal(&walk.round.last().unwrap().task, straight);
                    prop_assert!(!legal.is_empty());
                    walk.decides(&legal[pick % legal.len()]);
                }
            }
        }
    }
}

/// `who` sends the plan to `to`, and it arrives there or ends.
fn sends(walk: &mut Walk, to: &str) {
    let legal = walk.legal(&walk.round.last().unwrap().task, false);
    let good = |(one, _): &&(Decision, Outcome)| one.name.as_deref() != Some("refuse");
    let there = |(one, _): &&(Decision, Outcome)| one.to == to && one.kind != Kind::Return;
    let decision = legal.iter().filter(good).find(there).unwrap().clone();
    walk.decides(&decision);
    if walk.plan.course.transit.as_ref().unwrap().next.is_some() {
        walk.arrives();
    }
}

#[test]
fn a_withdrawn_submission_is_a_draft_again_and_its_next_round_has_ids_of_its_own() {
    let mut walk = Walk::of(SubjectKind::Plan);
    walk.submits(0);
    walk.arrives();
    assert!(walk.withdraws());
    assert_eq!(walk.plan.status, Status::Draft);
    walk.closes();
    walk.submits(0);
    assert_eq!(walk.plan.course.round, 2);
    walk.starts_anew();
    assert_eq!(walk.plan.course.attempt, 2);
    walk.arrives();
}

#[test]
fn a_plan_reaches_its_end_with_its_filing() {
    let mut walk = Walk::of(SubjectKind::Plan);
    let task = course::raising_task(&walk.plan).unwrap();
    let legal = walk.legal(&task, false);
    walk.submits(legal.iter().position(|(one, _)| one.to == "DemandLead").unwrap());
    walk.arrives();
    for to in ["ProcurementHandler", "ProcurementLead", "UnitLead", "Filing", "FinanceOffice", "Filing", "Finished"] {
        sends(&mut walk, to);
    }
    assert_eq!(walk.plan.status, Status::Finished);
    assert!(walk.plan.course.facts.contains(FILED) && walk.plan.shown_to.contains(&Audience::FinanceOffice));
    walk.closes();
    assert_eq!((walk.plan.course.place, walk.plan.course.transit), (None, None));
}
