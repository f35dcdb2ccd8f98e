//! What confirming a budget writes (预算确认, 2.6): its accounts, and for an adjustment what leaves the adjusted budget.

use domain::events::Act;
use domain::ids::BudgetId;
use domain::ledger::Movement;
use lambda::{Call, Context, Problem};
use serde_json::json;
use store::{Condition, Refusal, Table, Transaction, keys};

use crate::act::seen;
use crate::view::BudgetView;

/// At most 84 items: header, adjustment, 40 accounts that give, 40 that open, event.
pub(crate) async fn prepare(
    context: &Context,
    call: &Call,
    id: &BudgetId,
) -> Result<(Transaction, BudgetView), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let fund = seen(&context.store, id, by).await?;
    let mut budget = fund.budget;
    let was = budget.version;
    let accounts = budget.confirm(&fund.lines, by, now)?;
    let answer = BudgetView::new(&budget, &accounts);
    let payload = json!({"accounts": &accounts, "from": budget.origin.from(), "adjusted": budget.origin.takes()});
    let act = Act { payload, ..call.act("budget_confirmed", now, &answer)? };
    let event = budget.history.record(&keys::budget_pk(id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &budget, was, Refusal::StaleVersion);
    for account in &accounts {
        acts.insert(Table::Records, account, Refusal::AlreadyExists);
    }
    if let Some(adjustment) = budget.adjustment(&fund.lines) {
        acts.post(&adjustment.from, &adjustment.takes, Movement::Adjust);
        acts.replace_if(Table::Records, &adjustment, Condition::exists(), Refusal::Gone);
    }
    acts.event(&event);
    Ok((acts, answer))
}
