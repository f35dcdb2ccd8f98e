//! Before the year's end (年结预览, 2.7): what of the unit's budgets would be carried over, what stays with plans, contracts
//! and adjustments, and what is not confirmed.

use domain::access::Operation;
use domain::budget::BudgetStatus;
use domain::money::{Fen, Yuan};
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;

use crate::list_budgets::{accounts, wanted_year};
use crate::rollover_view::{RolloverPreviewView, UnconfirmedView};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::PreviewRollover,
    method: "GET",
    path: "/api/rollover/preview",
    handle: |context, call| Box::pin(preview_rollover(context, call)),
    docs: || {
        Docs::answering::<RolloverPreview>("年结预览", 200)
            .query("year", "预算年份，默认为今年")
            .query("cursor", "上一页的next")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

/// A page of what would be carried over.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RolloverPreview {
    /// The year that ends.
    pub year: i16,
    /// The unit's confirmed budgets of the year, newest first, 20 at most.
    pub items: Vec<RolloverPreviewView>,
    /// What would be carried over of this page, in yuan.
    pub carries: Yuan,
    /// What stays with plans, contracts and adjustments of this page, in yuan.
    pub straddles: Yuan,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
    /// The newest 20 budgets that are not confirmed; with the first page alone.
    pub unconfirmed: Vec<UnconfirmedView>,
    /// Whether there are more of them.
    pub more_unconfirmed: bool,
}

async fn preview_rollover(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let year = wanted_year(context, &call)?;
    let cursor = call.query("cursor").map(str::to_owned);
    let first = cursor.is_none();
    let page = context.store.budgets(&by.unit, year, BudgetStatus::Confirmed, None, cursor).await?;
    let of = accounts(context, &page.items).await?;
    let items =
        page.items.iter().map(|budget| RolloverPreviewView::new(budget, of.get(&budget.id).map_or(&[], Vec::as_slice)));
    let items: Vec<_> = items.collect();
    let (unconfirmed, more) = match first {
        true => {
            let page = context.store.budgets(&by.unit, year, BudgetStatus::Unconfirmed, None, None).await?;
            (page.items.iter().map(UnconfirmedView::from).collect(), page.next.is_some())
        }
        false => (Vec::new(), false),
    };
    let sum = |amounts: Vec<Yuan>| Fen::sum(amounts.into_iter().map(Yuan::fen)).unwrap_or_default().into();
    Answer::ok(&RolloverPreview {
        year,
        carries: sum(items.iter().map(|one| one.carries).collect()),
        straddles: sum(items.iter().flat_map(|one| [one.reserved, one.contracted, one.held]).collect()),
        items,
        next: page.next,
        unconfirmed,
        more_unconfirmed: more,
    })
}
