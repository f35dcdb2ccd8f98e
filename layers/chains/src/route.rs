//! What travels through a chain's execution: ids and the state that follows, never what a subject holds.

use domain::events::Follow;
use domain::ids::PlanId;
use domain::subject::{Subject, SubjectId};
use serde::{Deserialize, Serialize};

use crate::todo::Todo;

/// The way from a decided to-do to the next: input of an execution, and output of each of its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Input")]
pub struct Route {
    /// The subject.
    pub subject: SubjectId,
    /// Its round.
    pub round: u32,
    /// The to-do that was decided.
    pub from: u32,
    /// The to-do that is to be opened; `None` for an end.
    pub next: Option<u32>,
    /// The state that follows.
    pub to: String,
}

impl Route {
    /// What an event says is to follow.
    #[must_use]
    pub fn of(subject: &SubjectId, follow: &Follow) -> Self {
        let (Follow::Start { round, from, to, next, .. } | Follow::Resume { round, from, to, next }) = follow;
        Self { subject: subject.clone(), round: *round, from: *from, next: *next, to: to.clone() }
    }

    /// The way that `subject` is on now.
    #[must_use]
    pub fn under_way(subject: &Subject) -> Option<Self> {
        let transit = subject.course.transit.as_ref()?;
        let (from, next, to) = (transit.from, transit.next, transit.to.clone());
        Some(Self { subject: subject.id.clone(), round: subject.course.round, from, next, to })
    }

    /// The way that the decision on `todo` leads.
    #[must_use]
    pub fn after(todo: &Todo) -> Option<Self> {
        let decision = &todo.ended.as_ref()?.decision;
        let (subject, round, from) = (todo.id.subject.clone(), todo.id.round, todo.id.seq);
        Some(Self { subject, round, from, next: (!decision.ends()).then_some(from + 1), to: decision.to.clone() })
    }

    /// Whether `subject` is on this way now.
    #[must_use]
    pub fn is_taken_by(&self, subject: &Subject) -> bool {
        Self::under_way(subject).as_ref() == Some(self)
    }
}

/// As an execution hands it over: one that began before there were other kinds names its plan (decision 0010).
#[derive(Deserialize)]
struct Input {
    #[serde(flatten)]
    of: Named,
    round: u32,
    from: u32,
    next: Option<u32>,
    to: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Named {
    Subject(SubjectId),
    Plan(PlanId),
}

impl From<Input> for Route {
    fn from(Input { of, round, from, next, to }: Input) -> Self {
        let subject = match of {
            Named::Subject(subject) => subject,
            Named::Plan(plan) => plan.into(),
        };
        Self { subject, round, from, next, to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_input_of_an_execution_that_began_before_names_its_plan_and_is_read() {
        let former = json!({"plan": "0af3", "round": 1, "from": 0, "next": 1, "to": "DemandLead"});
        let route: Route = serde_json::from_value(former).unwrap();
        let sent = json!({"subject": "plan.0af3", "round": 1, "from": 0, "next": 1, "to": "DemandLead"});
        assert_eq!(serde_json::to_value(&route).unwrap(), sent);
        assert_eq!(serde_json::from_value::<Route>(sent).unwrap(), route);
        assert!(serde_json::from_value::<Route>(json!({"round": 1, "from": 0, "next": 1, "to": "x"})).is_err());
    }
}
