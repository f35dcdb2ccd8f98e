//! Kinds of organisation (主体类型): who takes part, each with roles of its own.

use serde::{Deserialize, Serialize};

use crate::identity::Role;

/// A kind of organisation.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 采购人
    #[default]
    Purchaser,
    /// 财政部门
    Finance,
    /// 代理机构
    Agency,
    /// 供应商
    Supplier,
    /// 专家库
    ExpertPool,
    /// 平台
    Platform,
}

impl OrganisationKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Purchaser, Self::Finance, Self::Agency, Self::Supplier, Self::ExpertPool, Self::Platform];

    /// The code as it is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Purchaser => "purchaser",
            Self::Finance => "finance",
            Self::Agency => "agency",
            Self::Supplier => "supplier",
            Self::ExpertPool => "expert_pool",
            Self::Platform => "platform",
        }
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Purchaser => "采购人",
            Self::Finance => "财政部门",
            Self::Agency => "代理机构",
            Self::Supplier => "供应商",
            Self::ExpertPool => "专家库",
            Self::Platform => "平台",
        }
    }
}

impl OrganisationKind {
    /// Whether people of such an organisation may hold `role`. A finance department, a public resource centre and the like
    /// are public bodies that buy as well; a supplier has no part in what a purchaser does.
    #[must_use]
    pub fn has(self, role: Role) -> bool {
        let buys_too = self != Self::Supplier && role.organisation() == Self::Purchaser;
        buys_too || role.organisation() == self
    }
}

impl Role {
    /// The kind of organisation whose people hold it.
    #[must_use]
    pub const fn organisation(self) -> OrganisationKind {
        match self {
            Self::DemandHandler
            | Self::DemandLead
            | Self::DemandDeputy
            | Self::ProcurementHandler
            | Self::ProcurementLead
            | Self::ProcurementDeputy
            | Self::UnitLead
            | Self::Supervisor
            | Self::UnitAdmin => OrganisationKind::Purchaser,
            Self::FinanceOffice => OrganisationKind::Finance,
            Self::Agency => OrganisationKind::Agency,
            Self::Supplier => OrganisationKind::Supplier,
            Self::Expert => OrganisationKind::ExpertPool,
            Self::PlatformAdmin => OrganisationKind::Platform,
        }
    }
}
