//! What people do: read, decide by the chain's rules, and write under the versions that were read.

use std::collections::BTreeMap;

use chains::sender::may_withdraw;
use chains::{Decision, Kind, Outcome, Wanted, course, decide, offers, raising_task, withdraw};
use domain::events::History;
use domain::identity::{Principal, Role};
use domain::subject::{Status, Subject};
use jiff::Timestamp;
use serde_json::json;

use super::{Act, Acting, Bound, Mutant, One, Opened, Step};

pub(crate) const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn person(id: &str, role: Role) -> Principal {
    let value = json!({"person": id, "name": id, "unit": "u", "unit_name": "单位", "department": "d",
        "department_name": "处", "region": "350001", "roles": [role]});
    serde_json::from_value(value).unwrap()
}

pub(crate) fn people() -> [Principal; 3] {
    [person("raiser", Role::DemandHandler), person("lead", Role::DemandLead), person("deputy", Role::DemandDeputy)]
}

impl One {
    pub(crate) fn new(left: Bound, mutant: Option<Mutant>) -> Self {
        let [raiser, ..] = people();
        let (id, title) = ("warning.1".parse().unwrap(), "办公设备".parse().unwrap());
        Self {
            head: Subject::draft(id, title, &raiser, NOW),
            todos: BTreeMap::new(),
            acting: Vec::new(),
            stream: Vec::new(),
            runs: BTreeMap::new(),
            tokens: 0,
            left,
            mutant,
            torn: false,
        }
    }

    /// All that may happen next.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if self.acting.len() < 2 {
            let acts = [Act::Submit, Act::Forward, Act::Return, Act::Withdraw];
            steps.extend(acts.into_iter().filter(|act| self.read(*act).is_some()).map(Step::Begin));
        }
        steps.extend((0..self.acting.len()).map(Step::Commit));
        steps.extend(self.machinery_steps());
        steps
    }

    pub(crate) fn after(&self, step: &Step) -> Self {
        let mut next = self.clone();
        match step {
            Step::Begin(act) => {
                let acting = next.read(*act);
                match act {
                    Act::Withdraw => next.left.withdrawals -= 1,
                    Act::Forward | Act::Return => next.left.decisions -= 1,
                    Act::Submit => {}
                }
                next.acting.extend(acting);
            }
            Step::Commit(n) => next.commits(*n),
            other => next.machinery(other),
        }
        next
    }

    /// What comes of an act on what is stored now; `None` where the rules refuse it.
    fn read(&self, act: Act) -> Option<Acting> {
        match act {
            Act::Submit => self.submission(),
            Act::Forward | Act::Return if self.left.decisions > 0 => self.decision(act),
            Act::Withdraw if self.left.withdrawals > 0 => self.withdrawal(),
            _ => None,
        }
    }

    fn submission(&self) -> Option<Acting> {
        let head = &self.head;
        let rests = head.at_rest().is_ok() || self.mutant == Some(Mutant::SubmitsInTransit);
        if head.status != Status::Draft || !rests || head.course.round > 1 {
            return None;
        }
        let [raiser, lead, _] = people();
        let task = raising_task(head).ok()?;
        let wanted = Wanted {
            kind: Kind::Send,
            name: None,
            to: None,
            person: Some(&lead),
            organisation: None,
            straight: false,
            has_opinion: true,
        };
        let (decision, outcome) = decide(&task, &raiser, head, &course::facts(head), &wanted).ok()?;
        let mut after = head.clone();
        let sent = (&decision, &outcome);
        let (todo, follow) = course::submit(&mut after, &task, sent, NOW);
        told(&mut after);
        Some(Acting { read: (head.version, None), head: after, ended: Opened { todo, task, token: None }, follow })
    }

    fn decision(&self, act: Act) -> Option<Acting> {
        let course = &self.head.course;
        let id = (course.round, course.seq);
        let open = self.todos.get(&id).filter(|open| open.todo.ended.is_none() && course.transit.is_none())?;
        let (decision, outcome) = self.chosen(open, act)?;
        let mut after = self.head.clone();
        let (todo, follow) = course::depart(&mut after, open.todo.clone(), (&decision, &outcome), NOW);
        told(&mut after);
        let read = (self.head.version, Some((id, open.todo.version)));
        Some(Acting { read, head: after, ended: Opened { todo, ..open.clone() }, follow })
    }

    fn chosen(&self, open: &Opened, act: Act) -> Option<(Decision, Outcome)> {
        let people = people();
        let head = &self.head;
        let actor = people.iter().find(|one| open.task.is_held_by(one, head))?;
        let facts = course::facts(&self.head);
        let back = act == Act::Return;
        let fits = |kind| (kind == Kind::Return) == back;
        let all = offers(&open.task, actor, head, &facts);
        let offer = all.iter().find(|offer| fits(offer.kind) && offer.disabled.is_none())?;
        let to = if back { offer.targets.first().map(|visit| visit.step.clone()) } else { offer.to.clone() };
        let wanted = |person| Wanted {
            kind: offer.kind,
            name: offer.name.clone(),
            to: to.clone(),
            person,
            organisation: None,
            straight: offer.straight,
            has_opinion: true,
        };
        people.iter().map(Some).chain([None]).find_map(|one| decide(&open.task, actor, head, &facts, &wanted(one)).ok())
    }

    /// Whoever sent it where it lies takes it back.
    fn withdrawal(&self) -> Option<Acting> {
        let course = &self.head.course;
        let id = (course.round, course.seq);
        let next = self.todos.get(&id)?;
        let sent = self.todos.get(&(course.round, next.todo.opened_from?))?;
        let by = &sent.todo.ended.as_ref()?.decision.by;
        let by = people().into_iter().find(|one| one.person == by.id)?;
        let may = may_withdraw(&self.head, &sent.todo, Some(&next.todo), &by).is_ok();
        (may || self.mutant == Some(Mutant::WithdrawalAnytime)).then_some(())?;
        let decision = withdraw(&sent.task, sent.todo.id.seq == 0, &by);
        let mut after = self.head.clone();
        let (todo, follow) = course::take_back(&mut after, &sent.todo, next.todo.clone(), &decision, NOW);
        told(&mut after);
        let read = (self.head.version, Some((id, next.todo.version)));
        Some(Acting { read, head: after, ended: Opened { todo, ..next.clone() }, follow })
    }

    /// One transaction: header and to-do under the versions that were read, and the event.
    fn commits(&mut self, n: usize) {
        let Acting { read: (version, read), head, ended, follow } = self.acting.remove(n);
        let id = (ended.todo.id.round, ended.todo.id.seq);
        let unchanged = match read {
            Some((id, version)) => self.todos.get(&id).is_some_and(|one| one.todo.version == version),
            None => !self.todos.contains_key(&id),
        };
        if self.mutant != Some(Mutant::NoVersionCondition) && (self.head.version != version || !unchanged) {
            return;
        }
        self.torn |= self.todos.get(&id).is_some_and(|one| one.todo.ended.is_some());
        let token = self.todos.get(&id).and_then(|one| one.token);
        self.head = head;
        self.todos.insert(id, Opened { token, ..ended });
        self.stream.push(follow);
    }
}

/// An event more; its hash is left out, so that the same standing is the same state.
pub(crate) fn told(head: &mut Subject) {
    head.history = History { events: head.history.events + 1, ..History::default() };
}
