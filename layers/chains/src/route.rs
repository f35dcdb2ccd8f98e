//! What travels through a chain's execution: ids and the state that follows, never what a plan holds.

use domain::events::Follow;
use domain::ids::PlanId;
use domain::plan::Plan;
use serde::{Deserialize, Serialize};

use crate::todo::Todo;

/// The way from a decided to-do to the next: input of an execution, and output of each of its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The plan.
    pub plan: PlanId,
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
    pub fn of(plan: &PlanId, follow: &Follow) -> Self {
        let (Follow::Start { round, from, to, next, .. } | Follow::Resume { round, from, to, next }) = follow;
        Self { plan: plan.clone(), round: *round, from: *from, next: *next, to: to.clone() }
    }

    /// The way that `plan` is on now.
    #[must_use]
    pub fn under_way(plan: &Plan) -> Option<Self> {
        let transit = plan.course.transit.as_ref()?;
        let (from, next, to) = (transit.from, transit.next, transit.to.clone());
        Some(Self { plan: plan.id.clone(), round: plan.course.round, from, next, to })
    }

    /// The way that the decision on `todo` leads.
    #[must_use]
    pub fn after(todo: &Todo) -> Option<Self> {
        let decision = &todo.ended.as_ref()?.decision;
        let (plan, round, from) = (todo.id.plan.clone(), todo.id.round, todo.id.seq);
        Some(Self { plan, round, from, next: (!decision.ends()).then_some(from + 1), to: decision.to.clone() })
    }

    /// Whether `plan` is on this way now.
    #[must_use]
    pub fn is_taken_by(&self, plan: &Plan) -> bool {
        Self::under_way(plan).as_ref() == Some(self)
    }
}
