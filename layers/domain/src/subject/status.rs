//! Where a subject stands.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where a subject stands (状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 草稿
    Draft,
    /// 审批中
    UnderWay,
    /// 已办结
    Finished,
    /// 已删除
    Discarded,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Draft, Self::UnderWay, Self::Finished, Self::Discarded];

    /// The code as it is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::UnderWay => "under_way",
            Self::Finished => "finished",
            Self::Discarded => "discarded",
        }
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::UnderWay => "审批中",
            Self::Finished => "已办结",
            Self::Discarded => "已删除",
        }
    }
}

impl FromStr for Status {
    type Err = &'static str;
    /// As a list is asked for it: what was discarded stands in none.
    fn from_str(raw: &str) -> Result<Self, &'static str> {
        let listed = |status: &Self| *status != Self::Discarded && status.code() == raw;
        Self::ALL.into_iter().find(listed).ok_or("不是可选的状态")
    }
}
