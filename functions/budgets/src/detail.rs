//! A budget as its own page shows it: lines, attachments, adjustments before and after, and what may be done with it.

use domain::budget::{Adjustment, BudgetOffer, Paper, PaperKind};
use domain::identity::Principal;
use domain::ids::UploadId;
use domain::plan::Fund;
use lambda::views::AdjustmentView;
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
    /// What the one who asks may do with it now, or why not.
    pub acts: Vec<BudgetOffer>,
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
