//! What is true of a plan now, for whoever collided with it.

use domain::ids::PlanId;
use lambda::subject_views::names_of;
use lambda::{Call, Context, Outcome, Problem};

use crate::view::PlanHead;

/// An outcome whose conflict says what is true now, to whoever may know it; any other is left as it is.
pub(crate) async fn with_current(context: &Context, call: &Call, plan: &PlanId, outcome: Outcome) -> Outcome {
    match outcome {
        Err(problem) if problem.status == 409 => Err(current(context, call, plan, problem).await),
        outcome => outcome,
    }
}

async fn current(context: &Context, call: &Call, plan: &PlanId, problem: Problem) -> Problem {
    let (Ok(by), Ok(Some((plan, _)))) = (call.principal(), context.store.plan_with_body(plan).await) else {
        return problem;
    };
    let Ok(names) = names_of(context, by, &plan).await else { return problem };
    match serde_json::to_value(PlanHead::new(&plan, &names)) {
        Ok(current) if plan.is_seen_by(by) => problem.with("current", current),
        _ => problem,
    }
}
