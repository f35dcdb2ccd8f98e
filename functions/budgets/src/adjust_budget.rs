//! Adjust a confirmed budget (预算调剂, 2.5): a budget of other items for the same money, to be confirmed. What it takes is
//! held from now on; its event tells what moved, as the event of a plan does.

use domain::access::Operation;
use domain::budget::AdjustmentEntry;
use domain::events::Act;
use domain::ids::BudgetId;
use domain::ledger::Movement;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use serde_json::json;
use store::records::{BudgetLines, EDITION};
use store::{Refusal, Table, Transaction, keys};

use crate::act::{read_papers, seen};
use crate::view::BudgetView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::AdjustBudget,
    method: "POST",
    path: "/api/budgets/{budget}/adjustments",
    handle: |context, call| Box::pin(adjust_budget(context, call)),
    docs: || {
        let codes = ["invalid_fields", "not_confirmed", "budget_insufficient"];
        Docs::new::<AdjustmentEntry, BudgetView>("预算调剂", 201).codes(&codes)
    },
};

async fn adjust_budget(context: &Context, call: Call) -> Outcome {
    let asked: AdjustmentEntry = call.body()?;
    let id = BudgetId::derived(call.principal()?.person.as_str(), call.key()?.as_str());
    let outcome = context
        .act_on(&call, &keys::budget_pk(&id), || -> Preparing<'_, _> { Box::pin(prepare(context, &call, &id, &asked)) })
        .await;
    outcome.map(|answer| answer.with_status(201))
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &BudgetId,
    asked: &AdjustmentEntry,
) -> Result<(Transaction, BudgetView), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let from: BudgetId = call.path("budget")?;
    let fund = seen(&context.store, &from, by).await?;
    let names = context.store.item_names(asked.lines.iter().map(|line| &line.item));
    let papers = read_papers(&context.store, std::slice::from_ref(&asked.attachment), by);
    let (names, papers) = tokio::try_join!(names, papers)?;
    let known = (EDITION, |code: &_| names.get(code).cloned());
    let ground = (fund.lines.as_slice(), fund.accounts.as_slice());
    let (mut budget, lines) = fund.budget.adjust(id.clone(), asked, ground, known, papers, (by, now))?;
    let answer = BudgetView::new(&budget, &[]);
    let payload = json!({"budget": &answer, "from": &from, "held": budget.origin.takes(), "lines": &lines});
    let act = Act { payload, ..call.act("budget_adjustment_added", now, &answer)? };
    let event = budget.history.record(&keys::budget_pk(id), act);
    let mut acts = Transaction::new();
    acts.insert(Table::Records, &budget, Refusal::AlreadyExists);
    if let Some(adjustment) = budget.adjustment(&lines) {
        acts.insert(Table::Records, &adjustment, Refusal::AlreadyExists);
    }
    acts.insert(Table::Records, &BudgetLines { budget: id.clone(), lines }, Refusal::AlreadyExists)
        .post(&from, budget.origin.takes(), Movement::Hold)
        .event(&event);
    Ok((acts, answer))
}
