//! One budget with its lines, balances and adjustments (预算执行情况, 预算调剂详情, 2.1).

use domain::access::Operation;
use domain::ids::BudgetId;
use domain::problem::Fault;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};

use crate::detail::BudgetDetail;

/// Most adjustments that are shown.
const MOST: usize = 20;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::GetBudget,
    method: "GET",
    path: "/api/budgets/{budget}",
    handle: |context, call| Box::pin(get_budget(context, call)),
    docs: || Docs::answering::<BudgetDetail>("预算执行情况", 200),
};

async fn get_budget(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: BudgetId = call.path("budget")?;
    let (fund, adjustments) = tokio::try_join!(context.store.fund(&id), context.store.adjustments(&id, MOST))?;
    let fund = fund.filter(|fund| fund.budget.is_seen_by(by)).ok_or_else(Fault::absent)?;
    Answer::ok(&BudgetDetail::new(&fund, adjustments.items, adjustments.next.is_some(), by))
}
