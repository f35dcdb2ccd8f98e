//! Confirm a budget (预算确认, 2.6): its accounts open with everything free; only then can it be planned on.

use domain::access::Operation;
use domain::events::Act;
use domain::ids::BudgetId;
use domain::problem::Fault;
use lambda::{Call, Context, Docs, Outcome, Step};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

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
    let by = call.principal()?;
    let id: BudgetId = call.path("budget")?;
    let subject = keys::budget_pk(&id);
    let fund = context.store.fund(&id).await?.filter(|fund| fund.budget.is_seen_by(by)).ok_or_else(Fault::absent)?;
    let now = context.now();
    let (mut budget, before) = (fund.budget.clone(), fund.budget.version);
    let accounts = match budget.confirm(&fund.lines, by, now) {
        Ok(accounts) => accounts,
        Err(fault) => return context.earlier_or(&call, &subject, fault).await,
    };
    let answer = BudgetView::new(&budget, &accounts);
    let act = Act { payload: json!({"accounts": &accounts}), ..call.act("budget_confirmed", now, &answer)? };
    let event = budget.history.record(&subject, act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &budget, before, Refusal::StaleVersion);
    for account in &accounts {
        acts.insert(Table::Records, account, Refusal::AlreadyExists);
    }
    acts.event(&event);
    context.act_and_answer(&call, &subject, acts, &answer).await
}
