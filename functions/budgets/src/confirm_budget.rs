//! Confirm a budget (预算确认, 2.6): its accounts open with everything free; only then can it be planned on.

use domain::access::Operation;
use domain::ids::BudgetId;
use lambda::{Call, Context, Docs, Outcome, Preparing, Step};
use store::keys;

use crate::confirmation::prepare;
use crate::view::BudgetView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ConfirmBudget,
    method: "POST",
    path: "/api/budgets/{budget}/confirmation",
    handle: |context, call| Box::pin(confirm_budget(context, call)),
    docs: || Docs::answering::<BudgetView>("预算确认", 200).codes(&["already_confirmed"]),
};

async fn confirm_budget(context: &Context, call: Call) -> Outcome {
    let id: BudgetId = call.path("budget")?;
    context
        .act_on(&call, &keys::budget_pk(&id), || -> Preparing<'_, _> { Box::pin(prepare(context, &call, &id)) })
        .await
}
