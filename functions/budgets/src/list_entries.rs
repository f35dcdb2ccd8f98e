//! What stands behind the figures of a budget (占用明细, 2.1): which plan holds how much, page by page at the same cost.

use domain::access::Operation;
use domain::budget::{Budget, FundingSource};
use domain::identity::Actor;
use domain::ids::{BudgetId, PlanId};
use domain::money::{Fen, Yuan};
use domain::problem::Fault;
use domain::subject::{Status, Subject};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::records::{Entry, EntryPart};
use store::{Key, StoreError, Table, keys};

/// A page of what plans hold.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EntryPage {
    /// The plans, newest first, 20 at most.
    pub items: Vec<EntryView>,
    /// The cursor of the next page; absent at the end. A page found by line may be short and still have one.
    pub next: Option<String>,
}

/// What a plan holds on a budget.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EntryView {
    /// The plan.
    pub plan: PlanId,
    /// Its name (计划名称).
    pub plan_name: Name,
    /// Where it stands.
    pub status: Status,
    /// The Chinese term for that.
    pub status_label: String,
    /// Who raised it.
    pub raiser: Actor,
    /// What it has reserved (计划占用), in yuan: the sum of `parts`.
    pub reserved: Yuan,
    /// By line and funding source; only those that were asked for.
    pub parts: Vec<EntryPartView>,
}

/// What a plan holds on a line and a funding source.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EntryPartView {
    /// The line of the budget.
    pub line: u32,
    /// The funding source.
    pub source: FundingSource,
    /// Its Chinese name.
    pub source_label: String,
    /// What is reserved, in yuan.
    pub reserved: Yuan,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListEntries,
    method: "GET",
    path: "/api/budgets/{budget}/entries",
    handle: |context, call| Box::pin(list_entries(context, call)),
    docs: || {
        Docs::answering::<EntryPage>("预算占用明细", 200)
            .query("line", "只看这条明细")
            .query("source", "只看这条明细的这项资金来源")
            .query("cursor", "上一页的next")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

async fn list_entries(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: BudgetId = call.path("budget")?;
    let (line, source): (Option<u32>, Option<FundingSource>) = (call.query_as("line")?, call.query_as("source")?);
    if line.is_none() && source.is_some() {
        return Err(Fault::field("line", "missing_field", "按资金来源查看时，请指定明细").into());
    }
    let budget: Option<Budget> = context.store.get(Table::Records, &keys::budget(&id)).await?;
    budget.filter(|budget| budget.is_seen_by(by)).ok_or_else(Fault::absent)?;
    let account = line.map(|line| (line, source));
    let page = context.store.entries(&id, account, call.query("cursor").map(str::to_owned)).await?;
    let plans = plans(context, &page.items).await?;
    let items = page.items.into_iter().zip(plans).map(|(entry, plan)| view(entry, plan, account)).collect();
    Answer::ok(&EntryPage { items, next: page.next })
}

fn view(entry: Entry, plan: Subject, account: Option<(u32, Option<FundingSource>)>) -> EntryView {
    let asked = |part: &EntryPart| {
        account.is_none_or(|(line, source)| part.line == line && source.is_none_or(|source| part.source == source))
    };
    let parts: Vec<EntryPart> = entry.parts.into_iter().filter(asked).collect();
    EntryView {
        plan: entry.plan,
        plan_name: plan.title,
        status_label: plan.status.label().to_owned(),
        status: plan.status,
        raiser: plan.raiser,
        reserved: Fen::sum(parts.iter().map(|part| part.reserved)).unwrap_or_default().into(),
        parts: parts.into_iter().map(EntryPartView::from).collect(),
    }
}

impl From<EntryPart> for EntryPartView {
    fn from(part: EntryPart) -> Self {
        let EntryPart { line, source, reserved } = part;
        Self { line, source, source_label: source.label().to_owned(), reserved: reserved.into() }
    }
}

/// The plan of each entry, in their order.
async fn plans(context: &Context, entries: &[Entry]) -> Result<Vec<Subject>, StoreError> {
    let keys: Vec<_> = entries.iter().map(|entry| keys::subject_head(&(&entry.plan).into())).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = context.store.batch_get(Table::Records, &keys).await?;
    let missing = |key: Key| StoreError::Corrupt { key, why: "an entry without its plan".to_owned() };
    keys.into_iter().map(|key| found.take::<Subject>(&key)?.ok_or_else(|| missing(key))).collect()
}
