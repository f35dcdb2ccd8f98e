//! Take the confirmation of a new budget back (撤销, 2.4), as long as nothing has used it: it can be edited again.

use domain::access::Operation;
use domain::events::Act;
use domain::ids::BudgetId;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::act::seen;
use crate::view::BudgetView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::CancelBudget,
    method: "DELETE",
    path: "/api/budgets/{budget}/confirmation",
    handle: |context, call| Box::pin(cancel_budget(context, call)),
    docs: || {
        let codes = ["not_confirmed", "not_editable", "budget_in_use"];
        Docs::answering::<BudgetView>("撤销预算", 200).codes(&codes)
    },
};

async fn cancel_budget(context: &Context, call: Call) -> Outcome {
    let id: BudgetId = call.path("budget")?;
    context
        .act_on(&call, &keys::budget_pk(&id), || -> Preparing<'_, _> { Box::pin(prepare(context, &call, &id)) })
        .await
}

async fn prepare(context: &Context, call: &Call, id: &BudgetId) -> Result<(Transaction, BudgetView), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let fund = seen(&context.store, id, by).await?;
    let mut budget = fund.budget;
    let was = budget.version;
    budget.cancel(by, &fund.accounts)?;
    let answer = BudgetView::new(&budget, &[]);
    let act = Act { payload: json!({"closed": &fund.accounts}), ..call.act("budget_cancelled", now, &answer)? };
    let event = budget.history.record(&keys::budget_pk(id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &budget, was, Refusal::StaleVersion);
    for account in &fund.accounts {
        acts.close(account);
    }
    acts.event(&event);
    Ok((acts, answer))
}
