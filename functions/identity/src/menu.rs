//! The menu of a session: the pages that are of use to whoever may call what they need. The pages' addresses are the web's.

use domain::access::{Operation, check};
use domain::identity::Principal;
use schemars::JsonSchema;
use serde::Serialize;

/// A page that the menu leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MenuPage {
    /// 工作台
    Home,
    /// 待办任务
    Todo,
    /// 已办任务
    Done,
    /// What lies in one's pools.
    Pool,
    /// 任务移交
    Handover,
    /// 新增计划
    NewPlan,
    /// 计划查询
    Plans,
    /// 采购计划实施表
    Implementation,
    /// 提出质疑
    NewQuestion,
    /// 质疑查询
    Questions,
    /// 预算查询
    Budgets,
    /// 新增预算
    NewBudget,
    /// 批量导入
    ImportBudgets,
    /// 预算确认
    ConfirmBudgets,
    /// 年结
    Rollover,
}

/// A line of the menu.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MenuEntry {
    /// The page.
    pub page: MenuPage,
    /// What it is called.
    pub label: &'static str,
}

/// Pages that belong together.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MenuGroup {
    /// What they are called.
    pub label: &'static str,
    /// The pages, at least one.
    pub entries: Vec<MenuEntry>,
}

type Line = (MenuPage, &'static str, Option<Operation>);

/// All of it, in order, with what one must be allowed to call.
const MENU: &[(&str, &[Line])] = &[
    ("工作台", &[(MenuPage::Home, "工作台", None)]),
    (
        "我的任务",
        &[
            (MenuPage::Todo, "待办任务", Some(Operation::ListTodo)),
            (MenuPage::Done, "已办任务", Some(Operation::ListDone)),
        ],
    ),
    ("任务移交", &[(MenuPage::Handover, "任务移交", Some(Operation::ListUnderWay))]),
    (
        "计划管理",
        &[
            (MenuPage::NewPlan, "新增计划", Some(Operation::CreatePlan)),
            (MenuPage::Plans, "计划查询", Some(Operation::ListPlans)),
            (MenuPage::Implementation, "采购计划实施表", Some(Operation::ListImplementation)),
        ],
    ),
    (
        "质疑",
        &[
            (MenuPage::NewQuestion, "提出质疑", Some(Operation::RaiseQuestion)),
            (MenuPage::Questions, "质疑查询", Some(Operation::ListQuestions)),
        ],
    ),
    (
        "预算管理",
        &[
            (MenuPage::Budgets, "预算查询", Some(Operation::ListBudgets)),
            (MenuPage::NewBudget, "新增预算", Some(Operation::AddBudget)),
            (MenuPage::ImportBudgets, "批量导入", Some(Operation::ImportBudgetFile)),
            (MenuPage::ConfirmBudgets, "预算确认", Some(Operation::ConfirmBudget)),
            (MenuPage::Rollover, "年结", Some(Operation::GetRollover)),
        ],
    ),
];
/// Where the list of one's pools stands: behind one's own to-dos.
const POOL_AT: usize = 2;

/// The menu of `principal`, whose pools' list is called `pool`, where they have one.
pub(crate) fn menu_of(principal: &Principal, pool: Option<&'static str>) -> Vec<MenuGroup> {
    let may = |needed: Option<Operation>| needed.is_none_or(|operation| check(operation, Some(principal)).is_ok());
    let group = |(label, lines): &(&'static str, &[Line])| {
        let entries = lines.iter().filter(|(_, _, needed)| may(*needed));
        MenuGroup { label, entries: entries.map(|(page, label, _)| MenuEntry { page: *page, label }).collect() }
    };
    let mut menu: Vec<MenuGroup> = MENU.iter().map(group).collect();
    let own = |label| MenuGroup { label, entries: vec![MenuEntry { page: MenuPage::Pool, label }] };
    menu.splice(POOL_AT..POOL_AT, pool.map(own));
    menu.retain(|group| !group.entries.is_empty());
    menu
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::Role;
    use serde_json::json;

    fn labels(roles: &[Role], pool: Option<&'static str>) -> Vec<&'static str> {
        let principal: Principal = serde_json::from_value(json!({
            "person": "p", "name": "林晓", "unit": "u", "unit_name": "单位", "department": "d",
            "department_name": "教务处", "region": "350001", "roles": roles,
        }))
        .unwrap();
        menu_of(&principal, pool).into_iter().flat_map(|group| group.entries).map(|entry| entry.label).collect()
    }

    #[test]
    fn one_finds_what_one_may_call_and_the_list_of_ones_pools() {
        let handler = labels(&[Role::DemandHandler], None);
        assert!(handler.contains(&"新增计划") && handler.contains(&"新增预算") && !handler.contains(&"任务移交"));
        let office = labels(&[Role::FinanceOffice], Some("备案审核"));
        assert_eq!(office.iter().position(|label| *label == "备案审核"), Some(3));
        assert!(!office.contains(&"新增计划"));
        assert_eq!(labels(&[], None), ["工作台"]);
    }
}
