//! Pools (待领取): who of several may take a to-do that nobody was chosen for.

use std::collections::BTreeSet;

use domain::identity::{Principal, RegionCode, Role};
use domain::ids::{DepartmentId, UnitId};
use domain::subject::{Home, Parties, Subject, SubjectKind};
use serde::{Deserialize, Serialize};

use crate::definition::chain_of;
use crate::step::{Holder, Scope};

/// Whoever has a role at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pool {
    /// The role.
    pub role: Role,
    /// The place.
    #[serde(flatten)]
    pub place: PoolPlace,
}

/// Where a pool lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolPlace {
    /// All units of a region.
    Region(RegionCode),
    /// A unit.
    Unit(UnitId),
    /// A department of a unit.
    Department(UnitId, DepartmentId),
}

impl PoolPlace {
    /// The place within `scope`, seen from `here`.
    fn within(scope: Scope, here: &Home) -> Self {
        match scope {
            Scope::Region => Self::Region(here.region.clone()),
            Scope::Unit => Self::Unit(here.unit.clone()),
            Scope::Department | Scope::OtherDepartment => Self::Department(here.unit.clone(), here.department.clone()),
        }
    }

    /// The unit that it lies in; `None` for a region.
    #[must_use]
    pub const fn unit(&self) -> Option<&UnitId> {
        match self {
            Self::Region(_) => None,
            Self::Unit(unit) | Self::Department(unit, _) => Some(unit),
        }
    }
}

impl Pool {
    /// The pool that has a to-do of a step which `holder` holds and nobody was chosen for; `None` where that is a person.
    #[must_use]
    pub fn of(holder: &Holder, home: &Home, parties: &Parties) -> Option<Self> {
        match holder {
            Holder::Pool { role, scope } => Some(Self { role: *role, place: PoolPlace::within(*scope, home) }),
            Holder::Party { party, role } => {
                let taker = parties.get(party)?;
                let place = match &taker.department {
                    Some(department) => PoolPlace::Department(taker.unit.clone(), department.clone()),
                    None => PoolPlace::Unit(taker.unit.clone()),
                };
                Some(Self { role: *role, place })
            }
            Holder::Chosen { .. } | Holder::Raiser { .. } => None,
        }
    }

    /// Every pool of a chain that `principal` is one of.
    #[must_use]
    pub fn all_of(principal: &Principal) -> BTreeSet<Self> {
        let here = Home::from(principal);
        let holders = SubjectKind::ALL.iter().filter_map(|kind| chain_of(*kind).ok());
        let holders = holders.flat_map(|chain| chain.steps.values()).map(|step| &step.holder);
        let pool = |holder: &Holder| {
            let (role, scope) = holder.pooled()?;
            principal.holds(role).then(|| Self { role, place: PoolPlace::within(scope, &here) })
        };
        holders.filter_map(pool).collect()
    }

    /// Whether `principal` is one of it.
    #[must_use]
    pub fn includes(&self, principal: &Principal) -> bool {
        let Principal { unit, department, region, .. } = principal;
        let there = match &self.place {
            PoolPlace::Region(place) => place == region,
            PoolPlace::Unit(place) => place == unit,
            PoolPlace::Department(of, place) => of == unit && place == department,
        };
        there && principal.holds(self.role)
    }

    /// Whether it lies in another unit than `subject` belongs to.
    #[must_use]
    pub fn is_elsewhere(&self, subject: &Subject) -> bool {
        self.place.unit().is_some_and(|unit| *unit != subject.home.unit)
    }

    /// Whether it lies outside the unit that `subject` belongs to, or of the region's offices.
    #[must_use]
    pub fn is_outside(&self, subject: &Subject) -> bool {
        self.place.unit() != Some(&subject.home.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn person(unit: &str, role: &str) -> Principal {
        serde_json::from_value(json!({"person": "p", "name": "甲", "unit": unit, "unit_name": "单位",
            "department": "d", "department_name": "处", "region": "350001", "roles": [role]}))
        .unwrap()
    }

    #[test]
    fn a_pool_is_stored_by_its_place_as_it_was_before_there_were_others() {
        let former = json!({"role": "finance_office", "region": "350001"});
        let pool: Pool = serde_json::from_value(former.clone()).unwrap();
        assert_eq!(serde_json::to_value(&pool).unwrap(), former);
        let of_unit = json!({"role": "agency", "unit": "a"});
        assert_eq!(serde_json::to_value(serde_json::from_value::<Pool>(of_unit.clone()).unwrap()).unwrap(), of_unit);
    }

    #[test]
    fn everyone_knows_the_pools_they_are_one_of() {
        let of = |role: &str| Pool::all_of(&person("u", role)).into_iter().map(|pool| pool.place).collect::<Vec<_>>();
        assert_eq!(of("finance_office"), [PoolPlace::Region("350001".to_owned().try_into().unwrap())]);
        assert_eq!(of("unit_lead"), []);
    }
}
