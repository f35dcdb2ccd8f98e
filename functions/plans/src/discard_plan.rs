//! Throw a draft away (删除草稿, 3.1): no list shows it any more and nobody can open it; what happened to it stays.

use domain::access::Operation;
use domain::events::Act;
use domain::ids::PlanId;
use domain::problem::Fault;
use domain::warning::no_warning_open;
use lambda::subject_views::names_of;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

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
    let (by, now) = (call.principal()?, context.now());
    let (plan, _) = context.store.plan_with_body(id).await?.ok_or_else(Fault::absent)?;
    let (before, open) = (plan.version, no_warning_open(&plan));
    let mut plan = plan.discarded(by, now)?;
    open?;
    let answer = PlanHead::new(&plan, &names_of(context, by, &plan).await?);
    let act =
        Act { payload: json!({"content_version": plan.content_version}), ..call.act("plan_discarded", now, &answer)? };
    let event = plan.history.record(&keys::subject_pk(&plan.id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &plan, before, Refusal::StaleVersion).event(&event);
    Ok((acts, answer))
}
