//! Who is signed in (1.1), what they may act as, and which operations they may call.

use chains::Pool;
use chains::pool::PoolPlace;
use domain::access::{Operation, check};
use domain::identity::{Principal, RegionCode, Role};
use domain::ids::{DepartmentId, PersonId, UnitId};
use domain::text::Name;
use lambda::{Answer, Call, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;

use crate::menu::{MenuGroup, menu_of};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::WhoAmI,
    method: "GET",
    path: "/api/session",
    handle: |_, call| Box::pin(async move { who_am_i(&call) }),
    docs: || Docs::answering::<Who>("当前用户", 200),
};

/// A role as it is shown.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RoleView {
    /// Its code.
    pub code: Role,
    /// Its Chinese name.
    pub label: &'static str,
}

/// The one who is signed in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Who {
    /// Who they are.
    pub person: PersonId,
    /// Their name.
    pub name: Name,
    /// Their unit.
    pub unit: UnitId,
    /// Name of their unit.
    pub unit_name: Name,
    /// Their department.
    pub department: DepartmentId,
    /// Name of their department.
    pub department_name: Name,
    /// Region of their unit.
    pub region: RegionCode,
    /// What they may act as.
    pub roles: Vec<RoleView>,
    /// Codes of the operations that they may call.
    pub operations: Vec<&'static str>,
    /// What the list of their pools' to-dos is called (备案审核, 待领取任务); absent for whoever has no such work.
    pub pool: Option<&'static str>,
    /// The pages that are of use to them.
    pub menu: Vec<MenuGroup>,
}

/// What the list of a person's pools is called: the work of an office or of an organisation from outside, never only what
/// a department has to take over now and then.
fn pool_of(principal: &Principal) -> Option<&'static str> {
    let pools = Pool::all_of(principal);
    let office = pools.iter().any(|pool| matches!(pool.place, PoolPlace::Region(_)));
    let organisation = pools.iter().any(|pool| matches!(pool.place, PoolPlace::Unit(_)));
    office.then_some("备案审核").or(organisation.then_some("待领取任务"))
}

impl From<&Principal> for Who {
    fn from(principal: &Principal) -> Self {
        let open = |operation: &&Operation| check(**operation, Some(principal)).is_ok();
        Self {
            person: principal.person.clone(),
            name: principal.name.clone(),
            unit: principal.unit.clone(),
            unit_name: principal.unit_name.clone(),
            department: principal.department.clone(),
            department_name: principal.department_name.clone(),
            region: principal.region.clone(),
            roles: principal.roles.iter().map(|role| RoleView { code: *role, label: role.label() }).collect(),
            operations: Operation::ALL.iter().filter(open).map(|operation| operation.code()).collect(),
            pool: pool_of(principal),
            menu: menu_of(principal, pool_of(principal)),
        }
    }
}

fn who_am_i(call: &Call) -> Outcome {
    Answer::ok(&Who::from(call.principal()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_sees_the_operations_that_the_access_table_allows() {
        let principal: Principal = serde_json::from_value(json!({
            "person": "p", "name": "林晓", "unit": "u", "unit_name": "单位", "department": "d",
            "department_name": "教务处", "region": "350001", "roles": ["demand_handler"],
        }))
        .unwrap();
        let who = serde_json::to_value(Who::from(&principal)).unwrap();
        assert_eq!(who["roles"], json!([{"code": "demand_handler", "label": "需求处室经办"}]));
        assert_eq!(who["pool"], json!(null));
        let office = Principal { roles: vec![Role::FinanceOffice], ..principal };
        assert_eq!(Who::from(&office).pool, Some("备案审核"));
        let operations = who["operations"].as_array().unwrap();
        assert!(operations.contains(&json!("create_plan")) && !operations.contains(&json!("review_budgets")));
    }
}
