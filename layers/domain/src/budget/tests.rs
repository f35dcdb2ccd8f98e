//! What becomes of budgets and their money, by example and for any sequence of acts.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::*;
use crate::identity::Principal;
use crate::problem::Fault;

mod anything;
mod rollover;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

pub(super) fn who(department: &str) -> Principal {
    serde_json::from_value(json!({"person": "p", "name": "甲", "unit": "u", "unit_name": "单位",
        "department": department, "department_name": "处", "region": "350001", "roles": ["demand_handler"]}))
    .unwrap()
}

pub(super) fn line(item: &str, general: &str, own: &str) -> Value {
    let funding: Vec<Value> = [("general_budget", general), ("unit_funds", own)]
        .into_iter()
        .filter(|(_, amount)| *amount != "0.00")
        .map(|(source, amount)| json!({"source": source, "amount": amount}))
        .collect();
    json!({"item": item, "unit_price": "5000", "quantity": 20, "measure": "台", "funding": funding})
}

pub(super) fn entry(lines: Value) -> BudgetEntry {
    serde_json::from_value(
        json!({"name": "设备购置", "document_number": "文号", "kind": "initial", "year": 2026, "lines": lines}),
    )
    .unwrap()
}

pub(super) fn name_of(_: &ItemCode) -> Option<String> {
    Some("设备".to_owned())
}

/// A budget with its lines and, confirmed, its accounts.
fn confirmed(entered: Value) -> (Budget, Vec<BudgetLine>, Vec<Account>) {
    let entry = entry(entered);
    let lines = lines(&entry, 2026, 2022, name_of).unwrap();
    let mut budget = Budget::add(BudgetId::derived("p", "k"), entry, &lines, &who("d"), NOW).unwrap();
    let accounts = budget.confirm(&lines, &who("d"), NOW).unwrap();
    (budget, lines, accounts)
}

fn adjusted(
    takes: Value,
    gives: Value,
    change: impl Fn(&mut Vec<Account>),
) -> Result<(Budget, Vec<BudgetLine>), Fault> {
    let (budget, lines, mut accounts) =
        confirmed(json!([line("A02010105", "80000", "20000"), line("A02010104", "0.00", "500")]));
    change(&mut accounts);
    let entry: AdjustmentEntry = serde_json::from_value(json!({"name": "改购", "reason": "需求变化", "takes": takes,
        "lines": gives, "attachment": {"kind": "meeting_minutes", "upload": "1"}}))
    .unwrap();
    let id = BudgetId::derived("p", "a");
    budget.adjust(id, &entry, (&lines, &accounts), (2022, name_of), Ok(Vec::new()), (&who("d"), NOW))
}

#[test]
fn only_its_own_department_confirms_a_budget_and_only_once() {
    let entry = entry(json!([line("A02010105", "80000", "20000")]));
    let lines = lines(&entry, 2026, 2022, name_of).unwrap();
    let mut budget = Budget::add(BudgetId::derived("p", "k"), entry, &lines, &who("d"), NOW).unwrap();
    assert_eq!(budget.confirm(&lines, &who("e"), NOW).unwrap_err().code, "not_found");
    let accounts = budget.confirm(&lines, &who("d"), NOW).unwrap();
    assert_eq!(Fen::sum(accounts.iter().map(|account| account.balance.free)), Some(budget.amount));
    assert_eq!(budget.confirm(&lines, &who("d"), NOW).unwrap_err().code, "already_confirmed");
}

#[test]
fn what_is_offered_follows_from_where_a_budget_stands() {
    use BudgetAct::{Adjust, Cancel, Confirm, Delete, Edit};
    let (mut budget, lines, mut accounts) = confirmed(json!([line("A02010105", "80000", "20000")]));
    let by = who("d");
    let open = |budget: &Budget, accounts: &[Account]| {
        let offers = budget.offers(&who("d"), accounts).into_iter();
        offers.filter(|offer| offer.disabled.is_none()).map(|offer| offer.act).collect::<Vec<_>>()
    };
    assert_eq!(open(&budget, &accounts), [Cancel, Adjust]);
    accounts[0].balance.held = Fen::new(1);
    accounts[0].balance.free = accounts[0].balance.free.minus(Fen::new(1));
    assert_eq!(open(&budget, &accounts), [Adjust]);
    let reason = budget.cancel(&by, &accounts).unwrap_err();
    assert_eq!(reason.code, "budget_in_use");
    assert_eq!(budget.offers(&by, &accounts)[0].disabled, Some(reason.message));
    accounts[0].balance = Balance::confirmed(Fen::new(8_000_000));
    budget.cancel(&by, &accounts).unwrap();
    assert_eq!(open(&budget, &[]), [Edit, Confirm, Delete]);
    let of_origin = |origin: Origin| open(&Budget { origin, ..budget.clone() }, &[]);
    let from = BudgetId::derived("p", "other");
    assert_eq!(of_origin(Origin::CarriedOver { from: from.clone() }), [Confirm]);
    assert_eq!(of_origin(Origin::Adjusted { from, reason: "因".into(), takes: vec![] }), [Confirm, Delete]);
    budget.confirm(&lines, &by, NOW).unwrap();
    assert_eq!(budget.delete(&by).unwrap_err().code, "already_confirmed");
    budget.cancel(&by, &[]).unwrap();
    budget.delete(&by).unwrap();
    assert!(!budget.is_seen_by(&by) && budget.offers(&by, &[]).is_empty());
}

#[test]
fn what_another_department_or_role_does_is_not_offered() {
    let (budget, _, accounts) = confirmed(json!([line("A02010105", "80000", "20000")]));
    let reasons = |by: &Principal| {
        let offers = budget.offers(by, &accounts).into_iter();
        offers.map(|offer| offer.disabled.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(reasons(&who("e")), ["由处办理", "由处办理"]);
    assert!(reasons(&Principal { roles: vec![crate::identity::Role::DemandLead], ..who("d") }).is_empty());
    assert!(reasons(&Principal { unit: crate::ids::UnitId::try_from("v".to_owned()).unwrap(), ..who("d") }).is_empty());
}

#[test]
fn a_line_keeps_its_number_while_its_item_stays_and_no_number_comes_twice() {
    let (mut budget, lines, accounts) = confirmed(json!([
        line("A02010105", "1", "0.00"),
        line("A02010104", "2", "0.00"),
        line("A02010105", "3", "0.00")
    ]));
    let by = who("d");
    budget.cancel(&by, &accounts).unwrap();
    let mut edited = |before: &[BudgetLine], items: &[&str]| {
        let entry = entry(json!(items.iter().map(|item| line(item, "5", "0.00")).collect::<Vec<_>>()));
        let after = super::lines(&entry, 2026, 2022, name_of).unwrap();
        budget.edit(&entry, before, after, Vec::new(), &by).unwrap()
    };
    let numbers = |lines: &[BudgetLine]| lines.iter().map(|line| line.number).collect::<Vec<_>>();
    let second = edited(&lines, &["A02010104", "A05010201", "A02010105"]);
    assert_eq!(numbers(&second), [2, 4, 1]);
    let third = edited(&second, &["A02010105", "A02010105", "A05010201"]);
    assert_eq!(numbers(&third), [1, 5, 4]);
    assert_eq!(budget.amount, Fen::new(1_500));
}

#[test]
fn an_adjustment_keeps_the_amount_of_each_source_to_the_fen() {
    let take = |line: u32, source: &str, amount: &str| json!({"line": line, "source": source, "amount": amount});
    let takes = json!([take(1, "general_budget", "100.01"), take(2, "unit_funds", "500")]);
    let (budget, lines) = adjusted(takes.clone(), json!([line("A05010201", "100.01", "500")]), |_| {}).unwrap();
    assert_eq!((budget.amount, budget.status), (Fen::new(60_001), BudgetStatus::Unconfirmed));
    assert_eq!((budget.origin.takes().len(), lines.len(), budget.kind), (2, 1, BudgetKind::Initial));
    assert_eq!(budget.adjustment(&lines).unwrap().reason, "需求变化");
    for gives in
        [line("A05010201", "100.00", "500"), line("A05010201", "600.01", "0.00"), line("A05010201", "500", "100.01")]
    {
        let fault = adjusted(takes.clone(), json!([gives]), |_| {}).unwrap_err();
        assert!(fault.fields.iter().all(|field| field.code == "adjustment_unbalanced"), "{fault:?}");
    }
    let wrong = |takes: Value| {
        let fault = adjusted(takes, json!([line("A05010201", "1", "0.00")]), |_| {}).unwrap_err();
        fault.fields.into_iter().map(|field| field.field).collect::<Vec<_>>()
    };
    assert_eq!(wrong(json!([])), ["takes"]);
    assert_eq!(
        wrong(json!([take(3, "general_budget", "1"), take(2, "general_budget", "1")])),
        ["takes[0].line", "takes[1].line"]
    );
    assert_eq!(
        wrong(json!([take(1, "general_budget", "0"), take(1, "general_budget", "1")])),
        ["takes[0].amount", "takes[1].line"]
    );
}

#[test]
fn what_plans_have_reserved_cannot_be_adjusted() {
    let reserve = |accounts: &mut Vec<Account>| {
        accounts[0].balance.reserved = Fen::new(7_999_900);
        accounts[0].balance.free = Fen::new(100);
    };
    let takes = |amount: &str| json!([{"line": 1, "source": "general_budget", "amount": amount}]);
    let of = |amount: &str| adjusted(takes(amount), json!([line("A05010201", amount, "0.00")]), reserve);
    assert!(of("1").is_ok());
    let fault = of("1.01").unwrap_err();
    assert_eq!((fault.code, fault.fields[0].field.as_str()), ("budget_insufficient", "takes[0].amount"));
}
