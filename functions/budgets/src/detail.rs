//! A budget as its own page shows it: lines, attachments, adjustments before and after, and what may be done with it.

use domain::budget::{Adjustment, BudgetAct, BudgetLine, FundingSource, Paper, PaperKind, Take};
use domain::catalogue::ItemCode;
use domain::identity::{Actor, Principal};
use domain::ids::{BudgetId, UploadId};
use domain::money::Yuan;
use domain::plan::Fund;
use domain::text::Name;
use schemars::JsonSchema;
use serde::Serialize;

use crate::view::{BudgetView, LineView};

/// A budget with its lines.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BudgetDetail {
    /// The budget as a list shows it.
    #[serde(flatten)]
    pub budget: BudgetView,
    /// Its lines, in their order.
    pub lines: Vec<LineView>,
    /// Its attachments.
    pub attachments: Vec<PaperView>,
    /// How it was adjusted (预算调剂详情), newest first, 20 at most; of a budget that came of an adjustment, that one too.
    pub adjustments: Vec<AdjustmentView>,
    /// Whether it was adjusted more often than that.
    pub more_adjustments: bool,
    /// What the one who asks may do with it now.
    pub acts: Vec<BudgetAct>,
}

/// An attachment of a budget.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PaperView {
    /// Its kind.
    pub kind: PaperKind,
    /// The Chinese term for its kind.
    pub kind_label: String,
    /// The upload.
    pub upload: UploadId,
    /// The file's name.
    pub name: String,
}

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

/// A part of an adjustment: a line and a funding source.
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

impl BudgetDetail {
    pub(crate) fn new(fund: &Fund, adjustments: Vec<Adjustment>, more_adjustments: bool, by: &Principal) -> Self {
        let own = fund.budget.adjustment(&fund.lines);
        Self {
            budget: BudgetView::new(&fund.budget, &fund.accounts),
            lines: fund.lines.iter().map(|line| LineView::new(line, &fund.accounts)).collect(),
            attachments: fund.budget.papers.iter().map(PaperView::from).collect(),
            adjustments: adjustments.into_iter().chain(own).map(AdjustmentView::from).collect(),
            more_adjustments,
            acts: fund.budget.offers(by, &fund.accounts),
        }
    }
}

impl From<&Paper> for PaperView {
    fn from(paper: &Paper) -> Self {
        let Paper { kind, upload, name } = paper;
        Self { kind: *kind, kind_label: kind.label().to_owned(), upload: upload.clone(), name: name.clone() }
    }
}

impl From<Adjustment> for AdjustmentView {
    fn from(of: Adjustment) -> Self {
        Self {
            amount: domain::money::Fen::sum(of.takes.iter().map(|take| take.amount)).unwrap_or_default().into(),
            before: of.takes.iter().map(PartView::from).collect(),
            after: of.lines.iter().flat_map(parts).collect(),
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

fn parts(line: &BudgetLine) -> impl Iterator<Item = PartView> {
    line.funding.iter().map(|(source, amount)| PartView {
        line: line.number,
        item: line.item.clone(),
        item_name: line.item_name.clone(),
        source: *source,
        source_label: source.label().to_owned(),
        amount: (*amount).into(),
    })
}
