//! What a budget is of: its type, its funding sources, and where it stands.

use serde::{Deserialize, Serialize};

use super::PaperKind;

/// The type of a budget (预算类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BudgetKind {
    /// 年初预算
    Initial,
    /// 预算追加
    Supplement,
    /// 预算结余
    Surplus,
}

impl BudgetKind {
    /// Every type.
    pub const ALL: [Self; 3] = [Self::Initial, Self::Supplement, Self::Surplus];

    /// The code as it is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Supplement => "supplement",
            Self::Surplus => "surplus",
        }
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Initial => "年初预算",
            Self::Supplement => "预算追加",
            Self::Surplus => "预算结余",
        }
    }

    /// The attachment that a budget of this type cannot be without (2.2): 预算追加 the approval of the treasury.
    #[must_use]
    pub const fn needs(self) -> Option<PaperKind> {
        match self {
            Self::Supplement => Some(PaperKind::TreasuryApproval),
            Self::Initial | Self::Surplus => None,
        }
    }
}

/// A funding source (资金来源).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FundingSource {
    /// 一般公共预算资金
    GeneralBudget,
    /// 政府性基金预算资金
    GovernmentFund,
    /// 国有资本经营预算资金
    StateCapital,
    /// 财政专户管理资金
    SpecialAccount,
    /// 单位资金
    UnitFunds,
}

impl FundingSource {
    /// Every source, in the order in which a plan draws on them.
    pub const ALL: [Self; 5] =
        [Self::GeneralBudget, Self::GovernmentFund, Self::StateCapital, Self::SpecialAccount, Self::UnitFunds];

    /// The code as it is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::GeneralBudget => "general_budget",
            Self::GovernmentFund => "government_fund",
            Self::StateCapital => "state_capital",
            Self::SpecialAccount => "special_account",
            Self::UnitFunds => "unit_funds",
        }
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::GeneralBudget => "一般公共预算资金",
            Self::GovernmentFund => "政府性基金预算资金",
            Self::StateCapital => "国有资本经营预算资金",
            Self::SpecialAccount => "财政专户管理资金",
            Self::UnitFunds => "单位资金",
        }
    }
}

impl std::str::FromStr for FundingSource {
    type Err = &'static str;
    fn from_str(raw: &str) -> Result<Self, &'static str> {
        Self::ALL.into_iter().find(|source| source.code() == raw).ok_or("不是可选的资金来源")
    }
}

/// Where a budget stands (预算状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BudgetStatus {
    /// 待确认
    Unconfirmed,
    /// 已确认
    Confirmed,
    /// 已删除
    Deleted,
}

impl BudgetStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Unconfirmed, Self::Confirmed, Self::Deleted];

    /// The code as it is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Confirmed => "confirmed",
            Self::Deleted => "deleted",
        }
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unconfirmed => "待确认",
            Self::Confirmed => "已确认",
            Self::Deleted => "已删除",
        }
    }
}

impl std::str::FromStr for BudgetStatus {
    type Err = &'static str;
    fn from_str(raw: &str) -> Result<Self, &'static str> {
        let listed = |status: &Self| *status != Self::Deleted && status.code() == raw;
        Self::ALL.into_iter().find(listed).ok_or("不是可选的预算状态")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_that_are_stored_and_sent() {
        let stored = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        for kind in BudgetKind::ALL {
            assert_eq!(stored(serde_json::to_value(kind).unwrap()), kind.code());
        }
        for source in FundingSource::ALL {
            assert_eq!(stored(serde_json::to_value(source).unwrap()), source.code());
        }
        for status in BudgetStatus::ALL {
            assert_eq!(stored(serde_json::to_value(status).unwrap()), status.code());
            assert_eq!(status.code().parse().ok(), (status != BudgetStatus::Deleted).then_some(status));
        }
        assert!("closed".parse::<BudgetStatus>().is_err());
    }
}
