//! List the unit's budgets (预算查询, 2.1) of a year and status, newest first, each with what became of its amount.

use std::collections::BTreeMap;

use domain::access::Operation;
use domain::budget::{Account, Budget, BudgetOffer, BudgetStatus};
use domain::calendar::today;
use domain::ids::BudgetId;
use domain::problem::Fault;
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use tokio::task::JoinSet;

use crate::view::BudgetView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListBudgets,
    method: "GET",
    path: "/api/budgets",
    handle: |context, call| Box::pin(list_budgets(context, call)),
    docs: || {
        Docs::answering::<BudgetPage>("预算查询", 200)
            .query("year", "预算年份，默认为今年")
            .query("status", "unconfirmed（待确认）或 confirmed（已确认，默认）")
            .query("name", "预算名称的一部分")
            .query("cursor", "上一页的next")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

/// A page of budgets.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BudgetPage {
    /// The budgets, newest first, 20 at most.
    pub items: Vec<BudgetRow>,
    /// The cursor of the next page; absent at the end. A page found by name may be short and still have one.
    pub next: Option<String>,
}

/// A budget of the list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BudgetRow {
    /// The budget.
    #[serde(flatten)]
    pub budget: BudgetView,
    /// What the one who asks may do with it now, or why not.
    pub acts: Vec<BudgetOffer>,
}

async fn list_budgets(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let year = wanted_year(context, &call)?;
    let status = call.query_as("status")?.unwrap_or(BudgetStatus::Confirmed);
    let name: Option<Name> = call.query_as("name")?;
    let cursor = call.query("cursor").map(str::to_owned);
    let page = context.store.budgets(&by.unit, year, status, name.as_ref().map(Name::as_str), cursor).await?;
    let accounts = accounts(context, &page.items).await?;
    let row = |budget: &Budget| {
        let accounts = accounts.get(&budget.id).map(Vec::as_slice).unwrap_or_default();
        BudgetRow { budget: BudgetView::new(budget, accounts), acts: budget.offers(by, accounts) }
    };
    Answer::ok(&BudgetPage { items: page.items.iter().map(row).collect(), next: page.next })
}

/// The year that is asked for, or this one.
pub(crate) fn wanted_year(context: &Context, call: &Call) -> Result<i16, Problem> {
    let year = call.query_as("year")?.unwrap_or_else(|| today(context.now()).year());
    match (2000..=2100).contains(&year) {
        true => Ok(year),
        false => Err(Fault::field("year", "invalid_value", "年份应为2000至2100").into()),
    }
}

/// The accounts of those that are confirmed, read at once.
pub(crate) async fn accounts(
    context: &Context,
    budgets: &[Budget],
) -> Result<BTreeMap<BudgetId, Vec<Account>>, Problem> {
    let mut reads = JoinSet::new();
    for budget in budgets.iter().filter(|budget| budget.status == BudgetStatus::Confirmed) {
        let (store, id) = (context.store.clone(), budget.id.clone());
        reads.spawn(async move { store.accounts(&id).await.map(|accounts| (id, accounts)) });
    }
    let all: Result<BTreeMap<_, _>, _> = reads.join_all().await.into_iter().collect();
    Ok(all?)
}
