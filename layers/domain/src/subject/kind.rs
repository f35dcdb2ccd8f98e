//! The kinds of subject: one row for each. Whatever differs between kinds is a column here, data of its chain, or a step of
//! its own; nothing between submission and end asks for the kind.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::BadId;

/// When the people of a subject's own unit see it, besides those who have or had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitSees {
    /// From its submission on.
    UnderWay,
}

/// What is known of a kind.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// Stable code, snake case: first part of a subject's id.
    code: &'static str,
    /// Prefix of its partitions.
    prefix: &'static str,
    /// Name of its lists within a unit.
    list: &'static str,
    /// The Chinese term.
    label: &'static str,
    /// Name of its chain: the ASL file and the state machine.
    chain: &'static str,
    /// When its unit sees it.
    unit_sees: UnitSees,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $row:expr;)*) => {
        /// A kind of subject.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum SubjectKind {
            $($(#[$doc])* $name,)*
        }

        impl SubjectKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            const fn row(self) -> Row {
                match self { $(Self::$name => $row,)* }
            }
        }
    };
}

kinds! {
    /// 采购计划
    Plan = Row { code: "plan", prefix: "PLAN", list: "PLANS", label: "采购计划", chain: "plan-approval", unit_sees: UnitSees::UnderWay };
    /// 预警审批
    Warning = Row { code: "warning", prefix: "WARNING", list: "WARNINGS", label: "预警审批", chain: "early-warning", unit_sees: UnitSees::UnderWay };
    /// 供应商质疑
    Question = Row { code: "question", prefix: "QUESTION", list: "QUESTIONS", label: "供应商质疑", chain: "supplier-question", unit_sees: UnitSees::UnderWay };
}

impl SubjectKind {
    /// Stable code, e.g. `plan`: first part of a subject's id.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.row().code
    }

    /// Prefix of its partitions, e.g. `PLAN`.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        self.row().prefix
    }

    /// Name of its lists within a unit, e.g. `PLANS`.
    #[must_use]
    pub const fn list(self) -> &'static str {
        self.row().list
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.row().label
    }

    /// Name of its chain, e.g. `plan-approval`: the ASL file and the state machine.
    #[must_use]
    pub const fn chain(self) -> &'static str {
        self.row().chain
    }

    /// When its unit sees it.
    #[must_use]
    pub const fn unit_sees(self) -> UnitSees {
        self.row().unit_sees
    }
}

impl FromStr for SubjectKind {
    type Err = BadId;
    fn from_str(raw: &str) -> Result<Self, BadId> {
        Self::ALL.iter().copied().find(|kind| kind.code() == raw).ok_or(BadId)
    }
}
