//! Edit a budget that is not confirmed (修改, 2.2, 2.4): all of it anew, under the version that was read.

use domain::access::Operation;
use domain::budget::{BudgetEntry, BudgetKind, LineEntry, PaperEntry};
use domain::events::Act;
use domain::ids::BudgetId;
use domain::text::{Line, Name};
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use store::records::BudgetLines;
use store::{Condition, Refusal, Table, Transaction, keys};

use crate::act::seen;
use crate::entered;
use crate::view::BudgetView;

/// The budget as it shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetEdit {
    /// The version that was read.
    version: u64,
    /// Its name (预算名称).
    name: Name,
    /// Approval document number (批文文号).
    document_number: Line<60>,
    /// Its type.
    kind: BudgetKind,
    /// Its year, e.g. 2026.
    year: i16,
    /// Its lines, 1 to 40.
    lines: Vec<LineEntry>,
    /// Its attachments, up to 10.
    #[serde(default)]
    attachments: Vec<PaperEntry>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::EditBudget,
    method: "PUT",
    path: "/api/budgets/{budget}",
    handle: |context, call| Box::pin(edit_budget(context, call)),
    docs: || {
        let codes = ["invalid_fields", "already_confirmed", "not_editable", "stale_version"];
        Docs::new::<BudgetEdit, BudgetView>("修改预算", 200).codes(&codes)
    },
};

async fn edit_budget(context: &Context, call: Call) -> Outcome {
    let id: BudgetId = call.path("budget")?;
    let asked: BudgetEdit = call.body()?;
    context
        .act_on(&call, &keys::budget_pk(&id), || -> Preparing<'_, _> { Box::pin(prepare(context, &call, &id, &asked)) })
        .await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &BudgetId,
    asked: &BudgetEdit,
) -> Result<(Transaction, BudgetView), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let fund = seen(&context.store, id, by).await?;
    let (mut budget, before) = (fund.budget, fund.lines);
    let was = budget.version;
    if asked.version != was {
        let current = serde_json::to_value(BudgetView::new(&budget, &fund.accounts)).map_err(Problem::internal)?;
        return Err(Problem::from(Refusal::StaleVersion).with("current", current));
    }
    let entry = asked.entry();
    let (lines, papers) = entered::check(context, &entry, by).await?;
    let lines = budget.edit(&entry, &before, lines, papers, by)?;
    let answer = BudgetView::new(&budget, &[]);
    let payload = json!({"budget": &answer, "before": &before, "lines": &lines, "papers": &budget.papers});
    let act = Act { payload, ..call.act("budget_edited", now, &answer)? };
    let event = budget.history.record(&keys::budget_pk(id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &budget, was, Refusal::StaleVersion)
        .replace_if(Table::Records, &BudgetLines { budget: id.clone(), lines }, Condition::exists(), Refusal::Gone)
        .event(&event);
    Ok((acts, answer))
}

impl BudgetEdit {
    fn entry(&self) -> BudgetEntry {
        BudgetEntry {
            name: self.name.clone(),
            document_number: self.document_number.clone(),
            kind: self.kind,
            year: self.year,
            lines: self.lines.clone(),
            attachments: self.attachments.clone(),
        }
    }
}
