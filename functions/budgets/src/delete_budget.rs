//! Delete a budget that is not confirmed (删除, 2.6). Deleting an adjustment gives back what it held, to the fen.

use domain::access::Operation;
use domain::events::Act;
use domain::ids::BudgetId;
use domain::ledger::Movement;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use serde_json::json;
use store::{Condition, Record, Refusal, Table, Transaction, keys};

use crate::act::seen;
use crate::view::BudgetView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::DeleteBudget,
    method: "DELETE",
    path: "/api/budgets/{budget}",
    handle: |context, call| Box::pin(delete_budget(context, call)),
    docs: || {
        let codes = ["already_confirmed", "not_deletable"];
        Docs::answering::<BudgetView>("删除预算", 200).codes(&codes)
    },
};

async fn delete_budget(context: &Context, call: Call) -> Outcome {
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
    budget.delete(by)?;
    let answer = BudgetView::new(&budget, &[]);
    let payload = json!({"from": budget.origin.from(), "released": budget.origin.takes()});
    let act = Act { payload, ..call.act("budget_deleted", now, &answer)? };
    let event = budget.history.record(&keys::budget_pk(id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &budget, was, Refusal::StaleVersion);
    if let Some(adjustment) = budget.adjustment(&fund.lines) {
        acts.post(&adjustment.from, &adjustment.takes, Movement::Unhold);
        acts.delete_if(Table::Records, adjustment.key(), Condition::exists(), Refusal::Gone);
    }
    acts.event(&event);
    Ok((acts, answer))
}
