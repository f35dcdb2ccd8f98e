//! What a plan reserves on the ledger's accounts, and what an edit moves.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::budget::{Account, FundingSource, MOST_ACCOUNTS};
use crate::ids::BudgetId;
use crate::ledger::draw;
use crate::money::Fen;
use crate::plan::{Fund, PlanLine};
use crate::problem::{Fault, FieldFault};

/// What a plan holds on one account; more than zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// The budget.
    pub budget: BudgetId,
    /// Its line.
    pub line: u32,
    /// The funding source.
    pub source: FundingSource,
    /// How much is reserved.
    pub amount: Fen,
}

impl Reservation {
    fn place(&self) -> Place {
        (self.budget.clone(), self.line, self.source)
    }
}

/// A movement between free and reserved of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The budget.
    pub budget: BudgetId,
    /// Its line.
    pub line: u32,
    /// The funding source.
    pub source: FundingSource,
    /// Fen from free to reserved; below zero the other way.
    pub amount: Fen,
}

type Place = (BudgetId, u32, FundingSource);

/// What `lines` reserve: each draws on the accounts of its budget line in the order of their sources.
///
/// `held` is what the same plan has reserved already and may draw again.
///
/// # Errors
/// `budget_insufficient` with the first line that is not covered; `too_many_accounts` beyond [`MOST_ACCOUNTS`].
pub fn reserve(
    lines: &[PlanLine],
    funds: &BTreeMap<BudgetId, Fund>,
    held: &[Reservation],
) -> Result<Vec<Reservation>, Fault> {
    let mut wanted: BTreeMap<Place, Fen> = BTreeMap::new();
    for line in lines {
        let mut accounts: Vec<_> = funds
            .get(&line.budget)
            .into_iter()
            .flat_map(|fund| &fund.accounts)
            .filter(|account| account.line == line.budget_line)
            .collect();
        accounts.sort_by_key(|account| account.source);
        let available: Vec<Fen> = accounts
            .iter()
            .map(|account| {
                let place = place_of(account);
                let own = held.iter().filter(|one| one.place() == place).map(|one| one.amount);
                let own = Fen::sum(own).unwrap_or_default();
                let all = account.balance.free.plus(own).unwrap_or(account.balance.free);
                all.minus(wanted.get(&place).copied().unwrap_or_default())
            })
            .collect();
        let drawn = draw(&available, line.total).map_err(|fault| {
            let field = format!("lines[{}]", line.number.saturating_sub(1));
            let message = format!("第{}行{}", line.number, fault.message);
            Fault { fields: vec![FieldFault::new(field, fault.code, message.clone())], message, ..fault }
        })?;
        for (account, part) in accounts.into_iter().zip(drawn).filter(|(_, part)| *part > Fen::ZERO) {
            let sum = wanted.entry(place_of(account)).or_default();
            *sum = sum.plus(part).unwrap_or(part);
        }
    }
    let touched: BTreeSet<Place> = wanted.keys().cloned().chain(held.iter().map(Reservation::place)).collect();
    if touched.len() > MOST_ACCOUNTS {
        let message = format!("一个计划最多使用{MOST_ACCOUNTS}项预算资金来源，请分成多个计划");
        return Err(Fault::field("lines", "too_many_accounts", message));
    }
    let reservation = |((budget, line, source), amount)| Reservation { budget, line, source, amount };
    Ok(wanted.into_iter().map(reservation).collect())
}

fn place_of(account: &Account) -> Place {
    (account.budget.clone(), account.line, account.source)
}

/// What has to move so that a plan that holds `held` holds `wanted`.
#[must_use]
pub fn shifts(held: &[Reservation], wanted: &[Reservation]) -> Vec<Shift> {
    let mut by_place: BTreeMap<Place, Fen> = BTreeMap::new();
    for one in wanted {
        let sum = by_place.entry(one.place()).or_default();
        *sum = sum.plus(one.amount).unwrap_or(one.amount);
    }
    for one in held {
        let sum = by_place.entry(one.place()).or_default();
        *sum = sum.minus(one.amount);
    }
    by_place
        .into_iter()
        .filter(|(_, amount)| *amount != Fen::ZERO)
        .map(|((budget, line, source), amount)| Shift { budget, line, source, amount })
        .collect()
}
