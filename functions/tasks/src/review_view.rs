//! The added and adjusted budgets of a plan as the procurement department sees them (2.8).

use chains::step::Reviews;
use domain::budget::{BudgetKind, Paper, PaperKind};
use domain::identity::Actor;
use domain::ids::{BudgetId, UploadId};
use domain::money::Yuan;
use domain::plan::{Review, ReviewReason, Reviewable};
use domain::text::Name;
use lambda::views::{AdjustmentView, PartView};
use schemars::JsonSchema;
use serde::Serialize;

/// The budgets to be reviewed, and whether they were.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BudgetReviewView {
    /// What is seen now: sent along with a review.
    pub basis: String,
    /// Whether the caller may mark them as reviewed now.
    pub reviewable: bool,
    /// Whether all of them were reviewed as they are now (已审核).
    pub reviewed: bool,
    /// Who reviewed last; also where that no longer holds.
    pub reviewed_by: Option<Actor>,
    /// When, RFC 3339.
    pub reviewed_at: Option<String>,
    /// The budgets, at least one.
    pub budgets: Vec<ReviewedBudgetView>,
}

/// A budget that is to be reviewed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReviewedBudgetView {
    /// Its id.
    pub id: BudgetId,
    /// Its name.
    pub name: Name,
    /// Approval document number (批文文号).
    pub document_number: String,
    /// Its type.
    pub kind: BudgetKind,
    /// The Chinese term for its type.
    pub kind_label: String,
    /// Its year.
    pub year: i16,
    /// Its amount, in yuan.
    pub amount: Yuan,
    /// The department that raised it.
    pub department_name: Name,
    /// Why it is to be reviewed.
    pub reasons: Vec<ReasonView>,
    /// Whether it was reviewed as it is now.
    pub reviewed: bool,
    /// Its lines by funding source.
    pub lines: Vec<PartView>,
    /// Its attachments.
    pub attachments: Vec<ReviewedPaperView>,
    /// How it was adjusted, before and after: the newest 20, and the adjustment that it came of.
    pub adjustments: Vec<AdjustmentView>,
}

/// Why a budget is to be reviewed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReasonView {
    /// The code.
    pub code: ReviewReason,
    /// The Chinese term.
    pub label: String,
}

/// An attachment of such a budget.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReviewedPaperView {
    /// The Chinese term for its kind.
    pub kind_label: String,
    /// Its kind.
    pub kind: PaperKind,
    /// The upload.
    pub upload: UploadId,
    /// The file's name.
    pub name: String,
}

impl BudgetReviewView {
    /// `None` where there is nothing to review. `counts` is whether the plan has the mark as its fact, `open` whether the
    /// caller has the to-do.
    pub(crate) fn new(review: &Review, reviews: Reviews, counts: bool, open: bool) -> Option<Self> {
        let reviewed = counts && review.holds();
        let mark = review.mark.as_ref().filter(|_| counts);
        let view = || Self {
            basis: review.basis(),
            reviewable: open && reviews == Reviews::Marks && !reviewed,
            reviewed,
            reviewed_by: mark.map(|mark| mark.by.clone()),
            reviewed_at: mark.map(|mark| mark.at.to_string()),
            budgets: review.budgets.iter().map(|one| budget(one, counts && review.is_seen(one))).collect(),
        };
        (!review.budgets.is_empty()).then(view)
    }
}

fn budget(of: &Reviewable, reviewed: bool) -> ReviewedBudgetView {
    let budget = &of.fund.budget;
    ReviewedBudgetView {
        id: budget.id.clone(),
        name: budget.name.clone(),
        document_number: budget.document_number.clone(),
        kind: budget.kind,
        kind_label: budget.kind.label().to_owned(),
        year: budget.year,
        amount: budget.amount.into(),
        department_name: budget.department_name.clone(),
        reasons: of.reasons().into_iter().map(|code| ReasonView { code, label: code.label().to_owned() }).collect(),
        reviewed,
        lines: of.fund.lines.iter().flat_map(PartView::of_line).collect(),
        attachments: budget.papers.iter().map(ReviewedPaperView::from).collect(),
        adjustments: of.adjustments.iter().cloned().map(AdjustmentView::from).collect(),
    }
}

impl From<&Paper> for ReviewedPaperView {
    fn from(paper: &Paper) -> Self {
        let Paper { kind, upload, name } = paper;
        Self { kind: *kind, kind_label: kind.label().to_owned(), upload: upload.clone(), name: name.clone() }
    }
}
