//! Where a subject belongs, and who else may see it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::identity::{Principal, RegionCode, Role};
use crate::ids::{BadId, DepartmentId, UnitId};
use crate::subject::{Parties, Party};

/// Where a subject belongs, and where someone looks from: ids alone. Their names are the organisation's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The unit (单位).
    pub unit: UnitId,
    /// The department (处室).
    pub department: DepartmentId,
    /// Region of the unit (区划).
    pub region: RegionCode,
}

impl From<&Principal> for Home {
    fn from(of: &Principal) -> Self {
        Self { unit: of.unit.clone(), department: of.department.clone(), region: of.region.clone() }
    }
}

/// Whoever else may see a subject: it was sent to them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Audience {
    /// The finance office (采购办) of the subject's region.
    FinanceOffice,
    /// The people of a unit.
    Unit(UnitId),
    /// The people of whoever takes a part: the agency's, the supplier's.
    Party(Party),
}

const FINANCE_OFFICE: &str = "finance_office";

impl Audience {
    pub(super) fn includes(&self, principal: &Principal, home: &Home, parties: &Parties) -> bool {
        match self {
            Self::FinanceOffice => principal.holds(Role::FinanceOffice) && principal.region == home.region,
            Self::Unit(unit) => principal.unit == *unit,
            Self::Party(party) => {
                principal.holds(party.role()) && parties.get(party).is_some_and(|taker| taker.includes(principal))
            }
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FinanceOffice => f.write_str(FINANCE_OFFICE),
            Self::Unit(unit) => write!(f, "unit:{unit}"),
            Self::Party(party) => write!(f, "party:{}", party.code()),
        }
    }
}

impl TryFrom<String> for Audience {
    type Error = BadId;
    fn try_from(raw: String) -> Result<Self, BadId> {
        match raw.split_once(':') {
            None if raw == FINANCE_OFFICE => Ok(Self::FinanceOffice),
            Some(("unit", unit)) => unit.parse().map(Self::Unit),
            Some(("party", code)) => {
                Party::ALL.into_iter().find(|party| party.code() == code).map(Self::Party).ok_or(BadId)
            }
            _ => Err(BadId),
        }
    }
}

impl From<Audience> for String {
    fn from(audience: Audience) -> String {
        audience.to_string()
    }
}
