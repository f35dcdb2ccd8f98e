//! What more than one area shows.

use domain::budget::{Adjustment, BudgetLine, FundingSource, Take};
use domain::catalogue::ItemCode;
use domain::identity::Actor;
use domain::ids::{BudgetId, UploadId};
use domain::money::{Fen, Yuan};
use domain::text::Name;
use domain::upload::{Upload, UploadStatus};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// An adjustment (预算调剂): the same money before and after.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AdjustmentView {
    /// The budget that was adjusted.
    pub from: BudgetId,
    /// The budget that came of it.
    pub to: BudgetId,
    /// Its name.
    pub name: Name,
    /// Why (调剂理由).
    pub reason: String,
    /// Who made it.
    pub raiser: Actor,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// When it was confirmed, RFC 3339; until then the amount is held.
    pub confirmed_at: Option<String>,
    /// How much, in yuan.
    pub amount: Yuan,
    /// Before (调剂前).
    pub before: Vec<PartView>,
    /// After (调剂后).
    pub after: Vec<PartView>,
}

/// A line and a funding source with its amount: a part of an adjustment, or of a budget.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PartView {
    /// The line.
    pub line: u32,
    /// The item's code.
    pub item: ItemCode,
    /// The item's name.
    pub item_name: String,
    /// The funding source.
    pub source: FundingSource,
    /// Its Chinese name.
    pub source_label: String,
    /// How much, in yuan.
    pub amount: Yuan,
}

impl From<Adjustment> for AdjustmentView {
    fn from(of: Adjustment) -> Self {
        Self {
            amount: Fen::sum(of.takes.iter().map(|take| take.amount)).unwrap_or_default().into(),
            before: of.takes.iter().map(PartView::from).collect(),
            after: of.lines.iter().flat_map(PartView::of_line).collect(),
            from: of.from,
            to: of.to,
            name: of.name,
            reason: of.reason,
            raiser: of.raiser,
            created_at: of.created_at.to_string(),
            confirmed_at: of.confirmed_at.map(|at| at.to_string()),
        }
    }
}

impl From<&Take> for PartView {
    fn from(take: &Take) -> Self {
        Self {
            line: take.line,
            item: take.item.clone(),
            item_name: take.item_name.clone(),
            source: take.source,
            source_label: take.source.label().to_owned(),
            amount: take.amount.into(),
        }
    }
}

impl PartView {
    /// What each funding source gives to a line.
    pub fn of_line(line: &BudgetLine) -> impl Iterator<Item = Self> {
        line.funding.iter().map(|(source, amount)| Self {
            line: line.number,
            item: line.item.clone(),
            item_name: line.item_name.clone(),
            source: *source,
            source_label: source.label().to_owned(),
            amount: (*amount).into(),
        })
    }
}

/// An attachment and what became of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UploadView {
    /// Its id.
    pub id: UploadId,
    /// Its file name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// What became of it (附件状态).
    pub status: UploadStatus,
    /// The Chinese term for that.
    pub status_label: String,
    /// Why it was refused, in Chinese.
    pub reason: Option<String>,
}

impl UploadView {
    /// An attachment as it is told at `now`.
    #[must_use]
    pub fn new(upload: &Upload, now: Timestamp) -> Self {
        let (status, reason) = upload.told_at(now);
        Self {
            id: upload.id.clone(),
            name: upload.declared.name.to_string(),
            size: upload.declared.size,
            status,
            status_label: status.label().to_owned(),
            reason,
        }
    }
}
