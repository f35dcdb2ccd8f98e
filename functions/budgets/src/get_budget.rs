//! One budget with its lines and balances (预算执行情况, 2.1).

use domain::access::Operation;
use domain::ids::BudgetId;
use domain::problem::Fault;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};

use crate::view::BudgetDetail;

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
    let fund = context.store.fund(&id).await?.filter(|fund| fund.budget.is_seen_by(by)).ok_or_else(Fault::absent)?;
    Answer::ok(&BudgetDetail::new(&fund))
}
