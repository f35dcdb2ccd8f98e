//! Review of added and adjusted budgets (审核追加、调剂预算, 2.8, 4.4): which budgets of a plan are to be reviewed, and
//! whether what was reviewed is what is true now.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::budget::{Adjustment, BudgetKind, Origin};
use crate::identity::Actor;
use crate::ids::{BudgetId, PlanId};
use crate::plan::Fund;
use crate::problem::Fault;

/// Why a budget is to be reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewReason {
    /// It was added in the course of the year (预算追加).
    Supplement,
    /// It came of an adjustment (调剂后的预算).
    Adjusted,
    /// Something of it was adjusted to another budget (调出).
    AdjustedAway,
}

impl ReviewReason {
    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Supplement => "预算追加",
            Self::Adjusted => "预算调剂（调入）",
            Self::AdjustedAway => "预算调剂（调出）",
        }
    }
}

/// A budget that a plan draws on, with how it was adjusted.
#[derive(Debug, Clone)]
pub struct Reviewable {
    /// The budget, its lines and accounts.
    pub fund: Fund,
    /// The newest adjustments of it, and the one that it came of, if any.
    pub adjustments: Vec<Adjustment>,
}

impl Reviewable {
    /// `fund` with the newest adjustments that were made of it.
    #[must_use]
    pub fn new(fund: Fund, made: Vec<Adjustment>) -> Self {
        let own = fund.budget.adjustment(&fund.lines);
        Self { adjustments: made.into_iter().chain(own).collect(), fund }
    }

    /// Why it is to be reviewed; nothing where it need not be.
    #[must_use]
    pub fn reasons(&self) -> Vec<ReviewReason> {
        let budget = &self.fund.budget;
        let added = budget.kind == BudgetKind::Supplement && budget.origin == Origin::Added;
        let away = self.adjustments.iter().any(|one| one.from == budget.id);
        [
            (added, ReviewReason::Supplement),
            (matches!(budget.origin, Origin::Adjusted { .. }), ReviewReason::Adjusted),
            (away, ReviewReason::AdjustedAway),
        ]
        .into_iter()
        .filter_map(|(holds, reason)| holds.then_some(reason))
        .collect()
    }

    /// A fingerprint of what is reviewed: another one as soon as the budget is entered anew or adjusted, the same while
    /// plans draw on it, and when an adjustment that was seen is confirmed.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let budget = &self.fund.budget;
        let mut hash = Sha256::new();
        hash.update(format!("{} {} {:?}\n", budget.kind.code(), budget.amount.get(), budget.confirmed_at));
        for account in &self.fund.accounts {
            let away = account.balance.held.plus(account.balance.adjusted).unwrap_or_default();
            hash.update(format!("{} {} {}\n", account.line, account.source.code(), away.get()));
        }
        for adjustment in &self.adjustments {
            hash.update(format!("{} {}\n", adjustment.from, adjustment.to));
        }
        short(hash)
    }
}

/// That the budgets of a plan were reviewed, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewMark {
    /// The plan.
    pub plan: PlanId,
    /// The fingerprint of each budget as it was reviewed.
    pub seen: BTreeMap<BudgetId, String>,
    /// Who reviewed them.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// The budgets of a plan that are to be reviewed, and the last mark.
#[derive(Debug, Clone, Default)]
pub struct Review {
    /// Those to be reviewed, by their ids.
    pub budgets: Vec<Reviewable>,
    /// The last mark, whether it still holds or not.
    pub mark: Option<ReviewMark>,
}

impl Review {
    /// Of all the budgets of a plan.
    #[must_use]
    pub fn new(all: impl IntoIterator<Item = Reviewable>, mark: Option<ReviewMark>) -> Self {
        let mut budgets: Vec<_> = all.into_iter().filter(|one| !one.reasons().is_empty()).collect();
        budgets.sort_by(|one, other| one.fund.budget.id.cmp(&other.fund.budget.id));
        Self { budgets, mark }
    }

    /// Whether `budget` was reviewed as it is now.
    #[must_use]
    pub fn is_seen(&self, budget: &Reviewable) -> bool {
        let seen = self.mark.as_ref().and_then(|mark| mark.seen.get(&budget.fund.budget.id));
        seen.is_some_and(|seen| *seen == budget.fingerprint())
    }

    /// Whether all of them were reviewed as they are now.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.budgets.iter().all(|budget| self.is_seen(budget))
    }

    /// What one reviews: sent along, so that nobody marks what they did not see.
    #[must_use]
    pub fn basis(&self) -> String {
        let mut hash = Sha256::new();
        for budget in &self.budgets {
            hash.update(format!("{} {}\n", budget.fund.budget.id, budget.fingerprint()));
        }
        short(hash)
    }

    /// Marks them as reviewed (审核); `marked` is whether the plan counts as reviewed already, `basis` what was seen.
    ///
    /// # Errors
    /// `nothing_to_review`, `already_reviewed`, `review_changed`.
    pub fn marked(
        &self,
        plan: &PlanId,
        marked: bool,
        basis: &str,
        by: Actor,
        at: Timestamp,
    ) -> Result<ReviewMark, Fault> {
        if self.budgets.is_empty() {
            return Err(Fault::refused("nothing_to_review", "该计划没有使用追加或调剂的预算，无需审核"));
        }
        if marked && self.holds() {
            return Err(Fault::conflict("already_reviewed", "追加、调剂预算已审核"));
        }
        if basis != self.basis() {
            return Err(Fault::conflict("review_changed", "预算或计划已变化，请查看后再审核"));
        }
        let seen = self.budgets.iter().map(|one| (one.fund.budget.id.clone(), one.fingerprint())).collect();
        Ok(ReviewMark { plan: plan.clone(), seen, by, at })
    }
}

fn short(hash: Sha256) -> String {
    let mut text = hex::encode(hash.finalize());
    text.truncate(32);
    text
}
