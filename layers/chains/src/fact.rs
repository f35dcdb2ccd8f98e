//! The facts (事实) that moves require, set or clear: their names, and what an act changed of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// That a plan was sent to the finance office: from then on its region's office may see it.
pub const FILING_APPLIED: &str = "filing_applied";
/// That a plan has its filing number.
pub const FILED: &str = "filed";
/// That the region files ordinary plans without a review (4.6).
pub const REVIEW_WAIVED: &str = "review_waived";
/// That the added and adjusted budgets of a plan were reviewed (2.8); whether that still holds, its budgets tell.
pub const BUDGETS_REVIEWED: &str = "budgets_reviewed";
/// That the finance office refused the filing, and it was not applied for again.
pub const FILING_REFUSED: &str = "filing_refused";
/// That the plan was changed beyond what the unit's lead approved, who has to see it again.
pub const BEYOND_APPROVAL: &str = "beyond_approval";

/// What an act changed of a subject's facts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FactChange {
    /// Those that it made true.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub set: BTreeSet<String>,
    /// Those that it ended.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub cleared: BTreeSet<String>,
}

impl FactChange {
    /// From what was true to what is.
    #[must_use]
    pub fn between(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Self {
        Self { set: after - before, cleared: before - after }
    }

    /// Whether it changed nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.set.is_empty() && self.cleared.is_empty()
    }

    /// Makes true again what the act ended, and untrue what it made true; what others changed meanwhile stays.
    pub fn take_back(&self, facts: &mut BTreeSet<String>) {
        facts.retain(|fact| !self.set.contains(fact));
        facts.extend(self.cleared.iter().cloned());
    }
}
