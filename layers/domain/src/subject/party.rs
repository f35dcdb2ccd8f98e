//! Who takes part in a subject besides whoever raised it: an organisation from outside, or whoever the work comes back to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::identity::{Actor, Principal, Role};
use crate::ids::{DepartmentId, UnitId};
use crate::organisation::OrganisationKind;

/// A part that is taken in a subject (参与方).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// 代理机构
    Agency,
    /// 供应商
    Supplier,
    /// 采购人经办: whoever raised the plan behind the subject, and else their department.
    Handler,
}

impl Party {
    /// Every part.
    pub const ALL: [Self; 3] = [Self::Agency, Self::Supplier, Self::Handler];

    /// The code as it is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Supplier => "supplier",
            Self::Handler => "handler",
        }
    }

    /// The role in which people of an organisation take it; that of the organisations that can be chosen for it.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Agency => Role::Agency,
            Self::Supplier => Role::Supplier,
            Self::Handler => Role::DemandHandler,
        }
    }

    /// The kind of organisation that takes it.
    #[must_use]
    pub const fn organisation(self) -> OrganisationKind {
        self.role().organisation()
    }
}

/// Who takes a part: never one person alone, since people leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taker {
    /// The organisation.
    pub unit: UnitId,
    /// Its department, where the part is one department's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// Who has it first, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Actor>,
}

impl Taker {
    /// An organisation as a whole.
    #[must_use]
    pub const fn organisation(unit: UnitId) -> Self {
        Self { unit, department: None, person: None }
    }

    /// Whether `principal` belongs to it.
    #[must_use]
    pub fn includes(&self, principal: &Principal) -> bool {
        let department = self.department.as_ref().is_none_or(|department| *department == principal.department);
        self.unit == principal.unit && department
    }
}

/// The parts that are taken in a subject.
pub type Parties = BTreeMap<Party, Taker>;
