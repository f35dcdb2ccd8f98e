//! The acts on a budget, and which of them are on offer to whom, each with the reason why it cannot be done now.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Account, Budget, BudgetStatus};
use crate::identity::{Principal, Role};

/// An act on a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BudgetAct {
    /// 修改
    Edit,
    /// 预算确认
    Confirm,
    /// 撤销
    Cancel,
    /// 预算调剂
    Adjust,
    /// 删除
    Delete,
}

impl BudgetAct {
    /// Every act.
    pub const ALL: [Self; 5] = [Self::Edit, Self::Confirm, Self::Cancel, Self::Adjust, Self::Delete];

    /// Those that a budget of this status can have.
    const fn of(status: BudgetStatus) -> &'static [Self] {
        match status {
            BudgetStatus::Unconfirmed => &[Self::Edit, Self::Confirm, Self::Delete],
            BudgetStatus::Confirmed => &[Self::Cancel, Self::Adjust],
            BudgetStatus::Deleted => &[],
        }
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Edit => "修改",
            Self::Confirm => "预算确认",
            Self::Cancel => "撤销",
            Self::Adjust => "预算调剂",
            Self::Delete => "删除",
        }
    }
}

/// An act that is on offer, or shown disabled with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BudgetOffer {
    /// The act.
    pub act: BudgetAct,
    /// The Chinese term for it.
    pub label: String,
    /// Why it cannot be done now; absent when it can.
    pub disabled: Option<String>,
}

impl Budget {
    /// What `by` may do with it as it stands, and why not: the acts of its status, which the access table opens to demand
    /// handlers alone. One without a reason is one that [`Budget::may`] accepts.
    #[must_use]
    pub fn offers(&self, by: &Principal, accounts: &[Account]) -> Vec<BudgetOffer> {
        if by.unit != self.unit || !by.holds(Role::DemandHandler) {
            return Vec::new();
        }
        let reason = |act| match self.may(act, by, accounts) {
            Ok(()) => None,
            Err(_) if by.department != self.department => Some(format!("由{}办理", self.department_name)),
            Err(fault) => Some(fault.message),
        };
        let offer = |act: &BudgetAct| BudgetOffer { act: *act, label: act.label().to_owned(), disabled: reason(*act) };
        BudgetAct::of(self.status).iter().map(offer).collect()
    }
}
