//! Throw a draft away (删除草稿, 3.1): no list shows it any more and nobody can open it; what happened to it stays.

use domain::access::Operation;
use domain::ids::PlanId;
use domain::problem::Fault;
use domain::warning::no_warning_open;
use lambda::subject_views::names_of;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step, discard};
use store::{Transaction, keys};

use crate::act::with_current;
use crate::view::PlanHead;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::DiscardPlan,
    method: "DELETE",
    path: "/api/plans/{plan}",
    handle: |context, call| Box::pin(discard_plan(context, call)),
    docs: || {
        Docs::answering::<PlanHead>("删除草稿", 200).codes(&[
            "not_the_raiser",
            "not_a_draft",
            "in_transit",
            "warning_open",
        ])
    },
};

async fn discard_plan(context: &Context, call: Call) -> Outcome {
    let id: PlanId = call.path("plan")?;
    let prepare = || -> Preparing<'_, PlanHead> { Box::pin(prepare(context, &call, &id)) };
    let outcome = context.act_on(&call, &keys::subject_pk(&(&id).into()), prepare).await;
    with_current(context, &call, &id, outcome).await
}

async fn prepare(context: &Context, call: &Call, id: &PlanId) -> Result<(Transaction, PlanHead), Problem> {
    let (plan, _) = context.store.plan_with_body(id).await?.ok_or_else(Fault::absent)?;
    let names = names_of(context, call.principal()?, &plan).await?;
    let open = no_warning_open(&plan);
    let discarded = discard(call, plan, "plan_discarded", context.now(), |plan| PlanHead::new(plan, &names))?;
    open?;
    Ok(discarded)
}
