//! How a subject goes on through its chain: submitted, sent on from one to-do, arrived at the next, started anew.
//!
//! Each function changes the subject's header and says what is to follow; the store commits both in one transaction.

use domain::calendar::{DueDay, today};
use domain::events::Follow;
use domain::identity::Principal;
use domain::plan::Review;
use domain::subject::{Place, Status, Subject, TaskId, Transit};
use domain::text::Opinion;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::decision::{Decision, Outcome};
use crate::definition::chain_of;
use crate::fact::{BUDGETS_REVIEWED, FILED, FILING_REFUSED, FactChange};
use crate::route::Route;
use crate::step::{Holder, Kind, OpinionRule, Step};
use crate::task::{Facts, Task};
use crate::todo::Todo;

/// The state of the finance office's pool.
const FINANCE_OFFICE: &str = "FinanceOffice";

/// How far a plan's filing (备案) is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FilingState {
    /// 未申请备案
    None,
    /// 不予备案: refused, and not applied for again.
    Refused,
    /// 已申请备案，审核中
    Applied,
    /// 已备案
    Filed,
}

impl FilingState {
    /// The Chinese words shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "未申请备案",
            Self::Refused => "不予备案",
            Self::Applied => "已申请备案，审核中",
            Self::Filed => "已备案",
        }
    }
}

/// How far the filing of `plan` is: applied for while the finance office has it, or is about to.
#[must_use]
pub fn filing_state(subject: &Subject) -> FilingState {
    let course = &subject.course;
    let place = course.place.as_ref().map(|place| place.step.as_str());
    let going = course.transit.as_ref().map(|transit| transit.to.as_str());
    if course.facts.contains(FILED) {
        FilingState::Filed
    } else if place.or(going) == Some(FINANCE_OFFICE) {
        FilingState::Applied
    } else if course.facts.contains(FILING_REFUSED) {
        FilingState::Refused
    } else {
        FilingState::None
    }
}

/// What the history keeps of a decision on `todo`.
#[must_use]
pub fn said(todo: &Todo, decision: &Decision, opinion: Option<&Opinion>, subject: &Subject) -> Map<String, Value> {
    let kept = [
        ("task", json!(todo.id)),
        ("step", json!(todo.step)),
        ("label", json!(todo.label)),
        ("decision", json!(decision)),
        ("opinion", json!(opinion)),
        ("content_version", json!(subject.content_version)),
    ];
    kept.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What moves may require of a subject.
#[must_use]
pub fn facts(subject: &Subject) -> Facts {
    Facts { set: subject.course.facts.clone(), content: subject.content.clone(), ..Facts::default() }
}

/// What moves may require of a plan whose budgets were looked at: where there is nothing to review nothing is asked for,
/// and a mark counts only while the budgets are those that it was made on.
#[must_use]
pub fn facts_after(subject: &Subject, review: &Review) -> Facts {
    let mut facts = facts(subject);
    let marked = subject.course.facts.contains(BUDGETS_REVIEWED);
    if review.budgets.is_empty() || (marked && review.holds()) {
        facts.set.insert(BUDGETS_REVIEWED.to_owned());
    } else {
        facts.set.remove(BUDGETS_REVIEWED);
    }
    facts
}

/// The id of a to-do of the subject's present round.
#[must_use]
pub fn task_id(subject: &Subject, seq: u32) -> TaskId {
    TaskId { subject: subject.id.clone(), round: subject.course.round, seq }
}

/// The id under which a draft's submission is decided: the to-do 0 of the round that it would begin.
#[must_use]
pub fn submission_id(subject: &Subject) -> TaskId {
    TaskId { subject: subject.id.clone(), round: subject.course.round + 1, seq: 0 }
}

/// The task that a draft's raiser decides on when they submit it: stored nowhere until then. Unlike a revision, which
/// answers those who returned it, a submission needs no opinion.
///
/// # Errors
/// The chain has no step for the raiser.
pub fn raising_task(subject: &Subject) -> Result<Task, String> {
    let (step, raiser) = (
        Step { opinion: OpinionRule::Optional, ..chain_of(subject.id.kind)?.raising_step()?.clone() },
        subject.raiser.clone(),
    );
    Ok(Task { step, person: Some(raiser.clone()), raiser, path: Vec::new(), frames: Vec::new(), back: None })
}

/// Begins the next round (送审): the subject leaves its draft, and its submission is the to-do 0, decided at once.
///
/// The caller has set content and facts of the subject before.
#[must_use]
pub fn submit(
    subject: &mut Subject,
    task: &Task,
    (decision, outcome): (&Decision, &Outcome),
    now: Timestamp,
) -> (Todo, Follow) {
    let course = &mut subject.course;
    (course.round, course.attempt, course.seq) = (course.round + 1, 1, 0);
    subject.status = Status::UnderWay;
    let due = DueDay { day: today(now), provisional: false };
    let mut todo = Todo::open(task_id(subject, 0), subject, task, None, now, due);
    "送审".clone_into(&mut todo.label);
    let changed = FactChange::make(outcome, subject);
    leave(subject, 0, decision, now);
    let todo = todo.end(decision.clone(), now, subject.history.next(), changed);
    let follow =
        Follow::Start { round: subject.course.round, attempt: 1, from: 0, to: decision.to.clone(), next: Some(1) };
    (todo, follow)
}

/// Sends a subject on from `todo`, which `decision` ends; what its move says becomes true.
#[must_use]
pub fn depart(
    subject: &mut Subject,
    todo: Todo,
    (decision, outcome): (&Decision, &Outcome),
    now: Timestamp,
) -> (Todo, Follow) {
    let (from, number) = (todo.id.seq, subject.history.next());
    let mut outcome = outcome.clone();
    outcome.clears.extend(works(subject, &todo.step));
    let changed = FactChange::make(&outcome, subject);
    leave(subject, from, decision, now);
    (todo.end(decision.clone(), now, number, changed), resume(subject, from, decision))
}

/// Takes back what was decided on `sent` (撤回): `next`, which nobody has acted on, ends, and what the decision changed is
/// as it was before.
#[must_use]
pub fn take_back(
    subject: &mut Subject,
    sent: &Todo,
    next: Todo,
    decision: &Decision,
    now: Timestamp,
) -> (Todo, Follow) {
    let (from, number) = (next.id.seq, subject.history.next());
    leave(subject, from, decision, now);
    let worked = works(subject, &next.step);
    subject.course.facts.retain(|fact| !worked.contains(fact));
    if let Some(ended) = &sent.ended {
        ended.changed.take_back(subject);
    }
    (next.end(decision.clone(), now, number, FactChange::default()), resume(subject, from, decision))
}

/// The facts that the work at `step` sets.
fn works(subject: &Subject, step: &str) -> Vec<String> {
    let chain = chain_of(subject.id.kind).ok();
    chain.and_then(|chain| chain.steps.get(step)).map(|step| step.works.clone()).unwrap_or_default()
}

fn resume(subject: &Subject, from: u32, decision: &Decision) -> Follow {
    let next = subject.course.transit.as_ref().and_then(|transit| transit.next);
    Follow::Resume { round: subject.course.round, from, to: decision.to.clone(), next }
}

fn leave(subject: &mut Subject, from: u32, decision: &Decision, now: Timestamp) {
    let ends = decision.ends();
    if ends {
        subject.status = if decision.kind == Kind::Finish { Status::Finished } else { Status::Draft };
    }
    subject.course.place = None;
    subject.course.transit =
        Some(Transit { since: now, from, to: decision.to.clone(), next: (!ends).then_some(from + 1) });
    subject.version += 1;
    subject.updated_at = now;
}

/// The subject has arrived at `todo`.
pub fn arrive(subject: &mut Subject, todo: &Todo) {
    subject.course.seq = todo.id.seq;
    subject.course.transit = None;
    subject.course.place = Some(Place {
        step: todo.step.clone(),
        label: todo.label.clone(),
        holder: todo.holder.clone(),
        since: todo.opened_at,
    });
    subject.version += 1;
}

/// Whether `holder`, who has the subject, may not act on it any more where it is; or is no more.
#[must_use]
pub fn is_stuck(subject: &Subject, holder: Option<&Principal>) -> bool {
    let chain = chain_of(subject.id.kind).ok();
    let step = subject.course.place.as_ref().and_then(|place| chain?.steps.get(&place.step));
    let may = |holder| step.is_none_or(|step| step.holder.may_act(holder, subject));
    !holder.is_some_and(may)
}

/// The to-do where the subject lies is with somebody else now.
pub fn hand_over(subject: &mut Subject, todo: &Todo) {
    if let Some(place) = &mut subject.course.place {
        place.holder.clone_from(&todo.holder);
    }
    let step = chain_of(subject.id.kind).ok().and_then(|chain| chain.steps.get(&todo.step));
    if let Some(Holder::Party { party, .. }) = step.map(|step| &step.holder)
        && let Some(taker) = subject.parties.get_mut(party)
    {
        taker.person.clone_from(&todo.holder);
    }
    subject.version += 1;
}

/// The next attempt for a subject whose execution is gone while it is in transit: it starts where the subject was going.
///
/// `None` where nothing is on its way, or the subject was only to end: then there is nothing to start.
pub fn restart(subject: &mut Subject, now: Timestamp) -> Option<Follow> {
    let round = subject.course.round;
    let transit = subject.course.transit.as_mut()?;
    let next = Some(transit.next?);
    transit.since = now;
    let (from, to) = (transit.from, transit.to.clone());
    subject.course.attempt += 1;
    subject.version += 1;
    Some(Follow::Start { round, attempt: subject.course.attempt, from, to, next })
}

/// The chain's execution has ended along `route`, as the subject had already; `false` when that was noted before.
pub fn close(subject: &mut Subject, route: &Route) -> bool {
    let ends = route.next.is_none() && route.is_taken_by(subject);
    if ends {
        subject.course.transit = None;
        subject.version += 1;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filing_is_applied_for_only_while_the_finance_office_has_it() {
        let by = serde_json::from_value(json!({"person": "p", "name": "甲", "unit": "u", "unit_name": "单位",
            "department": "d", "department_name": "处", "region": "350001", "roles": ["demand_handler"]}))
        .unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let mut plan = Subject::draft("plan.1".parse().unwrap(), "办公设备".parse().unwrap(), &by, now);
        assert_eq!(filing_state(&plan), FilingState::None);
        plan.course.transit = Some(Transit { since: now, from: 5, to: FINANCE_OFFICE.to_owned(), next: Some(6) });
        assert_eq!(filing_state(&plan), FilingState::Applied);
        let place = |step: &str| Place { step: step.to_owned(), label: String::new(), holder: None, since: now };
        plan.course.transit = None;
        plan.course.place = Some(place(FINANCE_OFFICE));
        assert_eq!(filing_state(&plan), FilingState::Applied);
        plan.course.place = Some(place("Filing"));
        assert_eq!(filing_state(&plan), FilingState::None);
        plan.course.facts.insert(FILING_REFUSED.to_owned());
        assert_eq!(filing_state(&plan), FilingState::Refused);
        plan.course.facts.insert(FILED.to_owned());
        assert_eq!(filing_state(&plan), FilingState::Filed);
    }
}
