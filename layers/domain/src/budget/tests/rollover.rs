//! Year-end rollover by example.

use super::*;
use crate::budget::rollover::{UnitRollover, after_carrying, year_over};
use crate::identity::Unit;

#[test]
fn what_is_free_of_each_source_is_carried_over_and_the_rest_stays() {
    let (budget, lines, mut accounts) = confirmed(json!([
        line("A02010105", "80000", "20000"),
        line("A02010104", "500", "0.00"),
        line("A05010201", "9", "0.00")
    ]));
    let reserve = |account: &mut Account, fen: i64| {
        account.balance.free = account.balance.free.minus(Fen::new(fen));
        account.balance.reserved = Fen::new(fen);
    };
    reserve(&mut accounts[0], 7_700_001);
    reserve(&mut accounts[2], 50_000);
    let of = budget.carry_over(&lines, &accounts, NOW).unwrap();
    let funding: Vec<_> =
        of.lines.iter().map(|line| (line.number, line.amount.get(), line.quantity, line.funding.len())).collect();
    assert_eq!(funding, [(1, 299_999 + 2_000_000, 4, 2), (3, 900, 1, 1)]);
    assert_eq!(
        (of.budget.year, of.budget.kind, of.budget.status),
        (2027, BudgetKind::Surplus, BudgetStatus::Unconfirmed)
    );
    assert_eq!((of.budget.amount, of.budget.origin.from()), (Fen::new(2_300_899), Some(&budget.id)));
    let after = after_carrying(&accounts, &of.takes).unwrap();
    assert!(after.iter().zip(&accounts).all(|(now, before)| now.balance.total() == before.balance.total()));
    assert!(after.iter().all(|account| account.balance.free == Fen::ZERO));
    assert_eq!(budget.carry_over(&lines, &after, NOW), None);
    let unit: Unit = serde_json::from_value(json!({"id": "u", "name": "单位", "region": "350001"})).unwrap();
    let mut report = UnitRollover::begin(2026, &unit, NOW);
    report.count(&after);
    report.count_unconfirmed(&of.budget);
    assert_eq!((report.budgets, report.accounts, report.carried), (1, 3, of.budget.amount));
    assert_eq!((report.reserved, report.free, report.unconfirmed), (Fen::new(7_750_001), Fen::ZERO, 1));
}

#[test]
fn nothing_is_carried_over_of_what_is_not_confirmed_or_used_up_and_what_is_freed_later_stays() {
    let (budget, lines, mut accounts) = confirmed(json!([line("A02010105", "100", "0.00")]));
    let open = Budget { status: BudgetStatus::Unconfirmed, ..budget.clone() };
    assert_eq!(open.carry_over(&lines, &accounts, NOW), None);
    accounts[0].balance = Balance { reserved: Fen::new(10_000), ..Balance::default() };
    assert_eq!(budget.carry_over(&lines, &accounts, NOW), None);
    accounts[0].balance = Balance { carried: Fen::new(4_000), free: Fen::new(6_000), ..Balance::default() };
    assert_eq!(budget.carry_over(&lines, &accounts, NOW), None);
}

#[test]
fn a_year_that_is_not_over_is_not_rolled_over() {
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(year_over(day("2027-01-01"), None).unwrap(), 2026);
    assert_eq!(year_over(day("2027-01-01"), Some(2025)).unwrap(), 2025);
    assert_eq!(year_over(day("2026-12-31"), Some(2026)).unwrap_err().code, "year_not_over");
}
