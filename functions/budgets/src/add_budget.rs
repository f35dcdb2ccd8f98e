//! Add a budget (新增预算, 2.2): its lines by catalogue item, its amount the sum of their funding sources.

use domain::access::Operation;
use domain::budget::{Budget, BudgetEntry};
use domain::events::Act;
use domain::ids::BudgetId;
use lambda::{Call, Context, Docs, Outcome, Step};
use serde_json::json;
use store::records::BudgetLines;
use store::{Refusal, Table, Transaction, keys};

use crate::entered;
use crate::view::BudgetView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::AddBudget,
    method: "POST",
    path: "/api/budgets",
    handle: |context, call| Box::pin(add_budget(context, call)),
    docs: || Docs::new::<BudgetEntry, BudgetView>("新增预算", 201).codes(&["invalid_fields"]),
};

async fn add_budget(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let entry: BudgetEntry = call.body()?;
    let id = BudgetId::derived(by.person.as_str(), call.key()?.as_str());
    let subject = keys::budget_pk(&id);
    let now = context.now();
    let (lines, papers) = entered::check(context, &entry, by).await?;
    let mut budget = Budget::add(id, entry, &lines, by, now)?.with_papers(papers);
    let answer = BudgetView::new(&budget, &[]);
    let act = Act { payload: json!({"budget": &answer}), ..call.act("budget_added", now, &answer)? };
    let event = budget.history.record(&subject, act);
    let mut acts = Transaction::new();
    acts.insert(Table::Records, &budget, Refusal::AlreadyExists)
        .insert(Table::Records, &BudgetLines { budget: budget.id.clone(), lines }, Refusal::AlreadyExists)
        .event(&event);
    Ok(context.act_once(&call, &subject, acts, &answer).await?.with_status(201))
}
