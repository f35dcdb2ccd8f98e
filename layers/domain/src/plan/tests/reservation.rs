//! What plans reserve, as properties: exactly their totals, never more than is free, and back again without loss.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::{fund, funds, handler};
use crate::budget::{Account, FundingSource, MOST_ACCOUNTS};
use crate::ids::BudgetId;
use crate::ledger::{Balance, Movement, Posting};
use crate::money::Fen;
use crate::plan::{Fund, PlanLine, Reservation, Shift, reserve, shifts};

type Funds = BTreeMap<BudgetId, Fund>;

fn source(n: usize) -> FundingSource {
    FundingSource::ALL[n % FundingSource::ALL.len()]
}

/// Budgets by their lines, and a line by what each of its sources gives, in fen, 1 or more.
fn opened(budgets: &[Vec<Vec<i64>>]) -> Funds {
    let line = |amounts: &Vec<i64>| {
        let funding = amounts.iter().enumerate().map(|(n, fen)| {
            // Entered last source first: the order to draw in is the sources' own.
            json!({"source": source(amounts.len() - 1 - n), "amount": Fen::new(*fen).to_string()})
        });
        let funding: Vec<Value> = funding.collect();
        json!({"item": "A02010105", "unit_price": "1", "quantity": 1, "measure": "台", "funding": funding})
    };
    funds(budgets.iter().enumerate().map(|(n, lines)| {
        let lines: Vec<Value> = lines.iter().map(line).collect();
        fund(&n.to_string(), &handler(), json!(lines), true)
    }))
}

fn plan_line(number: usize, budget: &BudgetId, budget_line: u32, total: i64) -> PlanLine {
    serde_json::from_value(json!({
        "number": number, "budget": budget, "budget_name": "办公设备购置", "budget_line": budget_line,
        "item": "A02010105", "item_name": "台式计算机", "edition": 2022, "unit_price": total, "quantity": 1,
        "measure": "台", "parameters": "", "total": total,
    }))
    .unwrap()
}

/// Lines on budget lines that are picked among those of `funds`.
fn plan_lines(funds: &Funds, wanted: &[(Index, i64)]) -> Vec<PlanLine> {
    let all: Vec<_> = funds.values().flat_map(|fund| fund.lines.iter().map(|line| (&fund.budget.id, line))).collect();
    let on = |(n, (pick, total)): (usize, &(Index, i64))| {
        let (budget, line) = pick.get(&all);
        plan_line(n + 1, budget, line.number, *total)
    };
    wanted.iter().enumerate().map(on).collect()
}

fn account<'a>(funds: &'a mut Funds, budget: &BudgetId, line: u32, source: FundingSource) -> &'a mut Account {
    let of = &mut funds.get_mut(budget).unwrap().accounts;
    of.iter_mut().find(|account| (account.line, account.source) == (line, source)).unwrap()
}

/// Posts shifts as the store does: refused where a part would fall below zero.
fn posted(mut funds: Funds, shifts: &[Shift]) -> Funds {
    for shift in shifts {
        let account = account(&mut funds, &shift.budget, shift.line, shift.source);
        let (movement, amount) = match shift.amount.get() {
            fen if fen > 0 => (Movement::Reserve, fen),
            fen => (Movement::Release, -fen),
        };
        account.balance = account.balance.after(Posting { movement, amount: Fen::new(amount) }).unwrap();
    }
    funds
}

fn balances(funds: &Funds) -> Vec<Balance> {
    funds.values().flat_map(|fund| &fund.accounts).map(|account| account.balance).collect()
}

fn held_of(held: &[Reservation], account: &Account) -> Fen {
    let own = held
        .iter()
        .filter(|one| (&one.budget, one.line, one.source) == (&account.budget, account.line, account.source));
    Fen::sum(own.map(|one| one.amount)).unwrap()
}

fn sum_of(lines: &[PlanLine]) -> Fen {
    Fen::sum(lines.iter().map(|line| line.total)).unwrap()
}

#[test]
fn a_line_draws_on_its_sources_in_their_order_and_the_next_line_on_what_is_left() {
    let funds = opened(&[vec![vec![100, 50], vec![10]]]);
    let id = funds.keys().next().unwrap();
    let drawn = |totals: &[(u32, i64)]| {
        let lines: Vec<_> =
            totals.iter().enumerate().map(|(n, (line, fen))| plan_line(n + 1, id, *line, *fen)).collect();
        reserve(&lines, &funds, &[])
            .map(|all| all.iter().map(|one| (one.line, one.source, one.amount.get())).collect::<Vec<_>>())
    };
    // Entered as 100 from the second source and 50 from the first.
    assert_eq!(drawn(&[(1, 30)]), Ok(vec![(1, source(0), 30)]));
    assert_eq!(
        drawn(&[(1, 30), (1, 40), (2, 10)]),
        Ok(vec![(1, source(0), 50), (1, source(1), 20), (2, source(0), 10)])
    );
    let fault = drawn(&[(1, 100), (1, 51)]).unwrap_err();
    assert_eq!((fault.code, fault.fields[0].field.as_str()), ("budget_insufficient", "lines[1]"));
    assert_eq!(fault.message, "第2行预算可用金额不足：需要 0.51 元，还差 0.01 元");
    assert_eq!(drawn(&[(3, 1)]).unwrap_err().code, "budget_insufficient", "a line without accounts");
}

#[test]
fn a_plan_touches_at_most_forty_accounts_with_those_that_an_edit_leaves() {
    let funds = opened(&[vec![vec![1]; MOST_ACCOUNTS], vec![vec![1]]]);
    let (ids, full) = (funds.keys().collect::<Vec<_>>(), |id: &BudgetId| funds[id].lines.len() == MOST_ACCOUNTS);
    let (large, small) = (ids.iter().find(|id| full(id)).unwrap(), ids.iter().find(|id| !full(id)).unwrap());
    let mut lines: Vec<_> = (1..=MOST_ACCOUNTS).map(|n| plan_line(n, large, u32::try_from(n).unwrap(), 1)).collect();
    let held = reserve(&lines, &funds, &[]).unwrap();
    assert_eq!(held.len(), MOST_ACCOUNTS);
    let elsewhere = [plan_line(1, small, 1, 1)];
    assert_eq!(reserve(&elsewhere, &funds, &held).unwrap_err().fields[0].code, "too_many_accounts");
    assert!(reserve(&elsewhere, &funds, &held[1..]).is_ok());
    lines.push(plan_line(41, small, 1, 1));
    assert_eq!(reserve(&lines, &funds, &[]).unwrap_err().fields[0].code, "too_many_accounts");
}

fn budgets() -> impl Strategy<Value = Vec<Vec<Vec<i64>>>> {
    let line = proptest::collection::vec(1i64..500, 1..4);
    proptest::collection::vec(proptest::collection::vec(line, 1..4), 1..4)
}

fn wanted() -> impl Strategy<Value = Vec<(Index, i64)>> {
    proptest::collection::vec((any::<Index>(), 1i64..400), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// A plan is submitted beside others, edited, and goes back to a draft.
    #[test]
    fn what_is_reserved_is_the_total_and_never_more_than_what_is_free_or_held(
        budgets in budgets(), others in wanted(), first in wanted(), second in wanted(),
    ) {
        let empty = opened(&budgets);
        let others = reserve(&plan_lines(&empty, &others), &empty, &[]).unwrap_or_default();
        let start = posted(empty, &shifts(&[], &others));
        let first = plan_lines(&start, &first);
        let Ok(held) = reserve(&first, &start, &[]) else { return Ok(()) };
        prop_assert_eq!(Fen::sum(held.iter().map(|one| one.amount)), Some(sum_of(&first)));
        prop_assert!(held.iter().all(|one| one.amount > Fen::ZERO));
        let submitted = posted(start.clone(), &shifts(&[], &held));

        let second = plan_lines(&start, &second);
        let edited = reserve(&second, &submitted, &held);
        // What is held may be drawn again: an edit is covered exactly when it would be without the plan.
        let fresh = reserve(&second, &start, &[]);
        prop_assert_eq!(edited.as_ref().map_err(|fault| fault.code), fresh.as_ref().map_err(|fault| fault.code));
        let Ok(now) = edited else { return Ok(()) };
        prop_assert_eq!(Fen::sum(now.iter().map(|one| one.amount)), Some(sum_of(&second)));
        for account in submitted.values().flat_map(|fund| &fund.accounts) {
            let most = account.balance.free.plus(held_of(&held, account)).unwrap();
            prop_assert!(held_of(&now, account) <= most);
        }

        let moved = posted(submitted.clone(), &shifts(&held, &now));
        let (before, after) = (balances(&start), balances(&moved));
        for (before, after) in before.iter().zip(&after) {
            prop_assert_eq!(before.total(), after.total());
            prop_assert!(after.free >= Fen::ZERO && after.reserved >= Fen::ZERO);
        }
        let reserved = |all: &[Balance]| Fen::sum(all.iter().map(|one| one.reserved)).unwrap();
        prop_assert_eq!(reserved(&after).minus(reserved(&before)), sum_of(&second));
        prop_assert_eq!(balances(&posted(moved, &shifts(&now, &[]))), before, "a draft holds nothing");
    }

    #[test]
    fn a_shift_there_and_back_is_none(budgets in budgets(), first in wanted(), second in wanted()) {
        let funds = opened(&budgets);
        let held = |wanted| reserve(&plan_lines(&funds, wanted), &funds, &[]).unwrap_or_default();
        let (first, second) = (held(&first), held(&second));
        prop_assert_eq!(shifts(&first, &first), []);
        let there = shifts(&first, &second);
        prop_assert!(there.iter().all(|shift| shift.amount != Fen::ZERO));
        let back: Vec<_> = there.into_iter().map(|shift| Shift { amount: Fen::ZERO.minus(shift.amount), ..shift }).collect();
        prop_assert_eq!(shifts(&second, &first), back);
    }
}
