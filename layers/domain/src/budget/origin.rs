//! Where a budget comes from (来源): entered, adjusted from another one, or carried over from the year before.

use serde::{Deserialize, Serialize};

use super::Take;
use crate::ids::BudgetId;

/// Where a budget comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// Entered by its department (新增预算).
    #[default]
    Added,
    /// Adjusted from another budget (预算调剂).
    Adjusted {
        /// The other budget.
        from: BudgetId,
        /// Why.
        reason: String,
        /// What it takes from there.
        takes: Vec<Take>,
    },
    /// Carried over from a budget of the year before (年结).
    CarriedOver {
        /// That budget.
        from: BudgetId,
    },
}

impl Origin {
    /// The code as it is stored and sent.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Adjusted { .. } => "adjusted",
            Self::CarriedOver { .. } => "carried_over",
        }
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Added => "新增预算",
            Self::Adjusted { .. } => "预算调剂",
            Self::CarriedOver { .. } => "年结预算",
        }
    }

    /// The budget that it comes from.
    #[must_use]
    pub const fn from(&self) -> Option<&BudgetId> {
        match self {
            Self::Added => None,
            Self::Adjusted { from, .. } | Self::CarriedOver { from } => Some(from),
        }
    }

    /// What it takes from there when it is confirmed, and holds until then.
    #[must_use]
    pub fn takes(&self) -> &[Take] {
        match self {
            Self::Adjusted { takes, .. } => takes,
            Self::Added | Self::CarriedOver { .. } => &[],
        }
    }
}
