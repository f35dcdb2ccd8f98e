//! The rules of plans, by table and by property.

mod content;
mod reservation;
mod review;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::budget::{self, Account, Budget, BudgetEntry};
use crate::identity::Principal;
use crate::ids::BudgetId;
use crate::plan::Fund;

fn someone(person: &str, unit: &str, roles: &[&str]) -> Principal {
    serde_json::from_value(json!({"person": person, "name": "甲", "unit": unit, "unit_name": "省档案馆",
        "department": "d", "department_name": "业务处", "region": "350001", "roles": roles}))
    .unwrap()
}

fn handler() -> Principal {
    someone("p", "u", &["demand_handler"])
}

/// A budget of the year 2026 with these lines, as `by` entered it; its accounts are open when it is confirmed.
fn fund(key: &str, by: &Principal, lines: Value, confirmed: bool) -> Fund {
    let entry: BudgetEntry = serde_json::from_value(json!({
        "name": "办公设备购置", "document_number": "闽财预〔2026〕1号", "kind": "initial", "year": 2026, "lines": lines,
    }))
    .unwrap();
    let lines = budget::lines(&entry, 2026, 2022, |_| Some("计算机".into())).unwrap();
    let id = BudgetId::derived("p", key);
    let mut budget = Budget::add(id, entry, &lines, by, Timestamp::UNIX_EPOCH).unwrap();
    let mut accounts: Vec<Account> = Vec::new();
    if confirmed {
        accounts = budget.confirm(&lines, by, Timestamp::UNIX_EPOCH).unwrap();
    }
    Fund { budget, lines, accounts }
}

fn funds(all: impl IntoIterator<Item = Fund>) -> BTreeMap<BudgetId, Fund> {
    all.into_iter().map(|fund| (fund.budget.id.clone(), fund)).collect()
}
