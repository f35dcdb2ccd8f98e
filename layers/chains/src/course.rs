//! How a plan goes on through its chain: submitted, sent on from one to-do, arrived at the next, started anew.
//!
//! Each function changes the plan's header and says what is to follow; the store commits both in one transaction.

use domain::calendar::{DueDay, today};
use domain::events::Follow;
use domain::plan::{Plan, PlanStatus, Review};
use domain::subject::{Place, TaskId, Transit};
use jiff::Timestamp;
use serde::Serialize;

use crate::decision::Decision;
use crate::definition::raising_step;
use crate::fact::{BUDGETS_REVIEWED, FILED, FILING_APPLIED, FILING_REFUSED, FactChange};
use crate::route::Route;
use crate::step::{Kind, OpinionRule, Step};
use crate::task::{Facts, Task};
use crate::todo::{Subject, Todo};

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
pub fn filing_state(plan: &Plan) -> FilingState {
    let course = &plan.course;
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

/// What moves may require of a plan.
#[must_use]
pub fn facts(plan: &Plan) -> Facts {
    Facts { set: plan.course.facts.clone(), content: plan.content.clone(), vacant: Vec::new() }
}

/// What moves may require of a plan whose budgets were looked at: where there is nothing to review nothing is asked for,
/// and a mark counts only while the budgets are those that it was made on.
#[must_use]
pub fn facts_after(plan: &Plan, review: &Review) -> Facts {
    let mut facts = facts(plan);
    let marked = plan.course.facts.contains(BUDGETS_REVIEWED);
    if review.budgets.is_empty() || (marked && review.holds()) {
        facts.set.insert(BUDGETS_REVIEWED.to_owned());
    } else {
        facts.set.remove(BUDGETS_REVIEWED);
    }
    facts
}

/// What a to-do shows of a plan.
#[must_use]
pub fn subject(plan: &Plan) -> Subject<'_> {
    Subject { title: &plan.name, amount: plan.amount, unit_name: &plan.unit_name, region: &plan.region }
}

/// The id of a to-do of the plan's present round.
#[must_use]
pub fn task_id(plan: &Plan, seq: u32) -> TaskId {
    TaskId { plan: plan.id.clone(), round: plan.course.round, seq }
}

/// The id under which a draft's submission is decided: the to-do 0 of the round that it would begin.
#[must_use]
pub fn submission_id(plan: &Plan) -> TaskId {
    TaskId { plan: plan.id.clone(), round: plan.course.round + 1, seq: 0 }
}

/// The task that a draft's raiser decides on when they submit it: stored nowhere until then. Unlike a revision, which
/// answers those who returned the plan, a submission needs no opinion.
///
/// # Errors
/// The chain has no step for the raiser.
pub fn raising_task(plan: &Plan) -> Result<Task, String> {
    let (step, raiser) = (Step { opinion: OpinionRule::Optional, ..raising_step()? }, plan.raiser.clone());
    Ok(Task { step, person: Some(raiser.clone()), raiser, path: Vec::new(), frames: Vec::new(), back: None })
}

/// Begins the next round (送审): the plan leaves its draft, and its submission is the to-do 0, decided at once.
///
/// The caller has set amount, content and facts of the plan before.
#[must_use]
pub fn submit(plan: &mut Plan, task: &Task, decision: &Decision, now: Timestamp) -> (Todo, Follow) {
    let course = &mut plan.course;
    course.round += 1;
    course.attempt = 1;
    course.seq = 0;
    plan.status = PlanStatus::UnderWay;
    let due = DueDay { day: today(now), provisional: false };
    let mut todo = Todo::open(task_id(plan, 0), subject(plan), task, None, now, due);
    "送审".clone_into(&mut todo.label);
    let before = plan.course.facts.clone();
    leave(plan, 0, decision, now);
    let changed = FactChange::between(&before, &plan.course.facts);
    let todo = todo.end(decision.clone(), now, plan.history.next(), changed);
    let follow =
        Follow::Start { round: plan.course.round, attempt: 1, from: 0, to: decision.to.clone(), next: Some(1) };
    (todo, follow)
}

/// Sends a plan on from `todo`, which the decision on its `task` ends; what the move clears is no longer true.
#[must_use]
pub fn depart(plan: &mut Plan, task: &Task, todo: Todo, decision: &Decision, now: Timestamp) -> (Todo, Follow) {
    let before = plan.course.facts.clone();
    for fact in task.cleared(decision) {
        plan.course.facts.remove(fact);
    }
    let (from, number) = (todo.id.seq, plan.history.next());
    leave(plan, from, decision, now);
    let changed = FactChange::between(&before, &plan.course.facts);
    (todo.end(decision.clone(), now, number, changed), resume(plan, from, decision))
}

/// Takes back what was decided on `sent` (撤回): `next`, which nobody has acted on, ends, and what the decision changed of
/// the facts is as it was before.
#[must_use]
pub fn take_back(plan: &mut Plan, sent: &Todo, next: Todo, decision: &Decision, now: Timestamp) -> (Todo, Follow) {
    let (from, number) = (next.id.seq, plan.history.next());
    leave(plan, from, decision, now);
    if let Some(ended) = &sent.ended {
        ended.changed.take_back(&mut plan.course.facts);
    }
    (next.end(decision.clone(), now, number, FactChange::default()), resume(plan, from, decision))
}

fn resume(plan: &Plan, from: u32, decision: &Decision) -> Follow {
    let next = plan.course.transit.as_ref().and_then(|transit| transit.next);
    Follow::Resume { round: plan.course.round, from, to: decision.to.clone(), next }
}

fn leave(plan: &mut Plan, from: u32, decision: &Decision, now: Timestamp) {
    let ends = decision.ends();
    let facts = &mut plan.course.facts;
    if decision.to == FINANCE_OFFICE {
        facts.insert(FILING_APPLIED.to_owned());
        facts.remove(FILING_REFUSED);
    }
    match decision.kind {
        Kind::File => facts.insert(FILED.to_owned()),
        Kind::Refuse => facts.insert(FILING_REFUSED.to_owned()),
        _ => false,
    };
    if ends {
        plan.status = if decision.kind == Kind::Finish { PlanStatus::Finished } else { PlanStatus::Draft };
    }
    plan.course.place = None;
    plan.course.transit =
        Some(Transit { since: now, from, to: decision.to.clone(), next: (!ends).then_some(from + 1) });
    plan.version += 1;
    plan.updated_at = now;
}

/// The plan has arrived at `todo`.
pub fn arrive(plan: &mut Plan, todo: &Todo) {
    plan.course.seq = todo.id.seq;
    plan.course.transit = None;
    plan.course.place = Some(Place {
        step: todo.step.clone(),
        label: todo.label.clone(),
        holder: todo.holder.clone(),
        since: todo.opened_at,
    });
    plan.version += 1;
}

/// The next attempt for a plan whose execution is gone while it is in transit: it starts where the plan was going.
///
/// `None` where nothing is on its way, or the plan was only to end: then there is nothing to start.
pub fn restart(plan: &mut Plan, now: Timestamp) -> Option<Follow> {
    let round = plan.course.round;
    let transit = plan.course.transit.as_mut()?;
    let next = Some(transit.next?);
    transit.since = now;
    let (from, to) = (transit.from, transit.to.clone());
    plan.course.attempt += 1;
    plan.version += 1;
    Some(Follow::Start { round, attempt: plan.course.attempt, from, to, next })
}

/// The chain's execution has ended along `route`, as the plan had already; `false` when that was noted before.
pub fn close(plan: &mut Plan, route: &Route) -> bool {
    let ends = route.next.is_none() && route.is_taken_by(plan);
    if ends {
        plan.course.transit = None;
        plan.version += 1;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_filing_is_applied_for_only_while_the_finance_office_has_it() {
        let by = serde_json::from_value(json!({"person": "p", "name": "甲", "unit": "u", "unit_name": "单位",
            "department": "d", "department_name": "处", "region": "350001", "roles": ["demand_handler"]}))
        .unwrap();
        let draft = serde_json::from_value(json!({"name": "办公设备"})).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let (mut plan, _) = Plan::draft("1".parse().unwrap(), draft, &by, now).unwrap();
        assert_eq!(filing_state(&plan), FilingState::None);
        plan.course.facts.insert(FILING_APPLIED.to_owned());
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
