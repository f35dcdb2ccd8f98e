//! Year-end rollover (年结, 2.7): what is free of each line becomes a carried-over budget (预算结余) of the next year, to be
//! confirmed. What plans, contracts and adjustments hold stays where it is.
//!
//! The carried-over budget's id derives from the year and the budget, so there is one at most, however often and by how
//! many at once a year is rolled over. What becomes free afterwards stays free where it is.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Account, Budget, BudgetKind, BudgetLine, BudgetStatus, FundingSource, Origin, Take};
use crate::events::History;
use crate::identity::{RegionCode, Unit};
use crate::ids::{BudgetId, UnitId};
use crate::ledger::{Movement, Part, Posting};
use crate::money::Fen;
use crate::problem::Fault;
use crate::text::Name;

/// The year to be rolled over on `today`: the last one that is over, or the one asked for if it is.
///
/// # Errors
/// `year_not_over`, so that nobody takes away what the running year still needs.
pub fn year_over(today: Date, asked: Option<i16>) -> Result<i16, Fault> {
    let last = today.year() - 1;
    match asked {
        Some(year) if year > last => Err(Fault::refused("year_not_over", format!("{year}年尚未结束，不能年结"))),
        asked => Ok(asked.unwrap_or(last)),
    }
}

/// A budget that is carried over, its lines, and what it takes from each account: all that is free there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedOver {
    /// The budget of the next year, to be confirmed.
    pub budget: Budget,
    /// Its lines, under the numbers that they had.
    pub lines: Vec<BudgetLine>,
    /// What moves from free to carried.
    pub takes: Vec<Take>,
}

impl Budget {
    /// Id of the budget that this one is carried over to.
    #[must_use]
    pub fn carried_id(&self) -> BudgetId {
        BudgetId::derived(&format!("rollover-{:04}", self.year), self.id.as_str())
    }

    /// What is carried over of it; `None` where nothing is free, and where it was carried over before.
    #[must_use]
    pub fn carry_over(&self, lines: &[BudgetLine], accounts: &[Account], now: Timestamp) -> Option<CarriedOver> {
        let done = accounts.iter().any(|account| account.balance.carried > Fen::ZERO);
        if self.status != BudgetStatus::Confirmed || done {
            return None;
        }
        let (mut carried, mut takes) = (Vec::new(), Vec::new());
        for line in lines {
            let free = |source: FundingSource| {
                let of = |account: &&Account| (account.line, account.source) == (line.number, source);
                accounts.iter().find(of).map_or(Fen::ZERO, |account| account.balance.free)
            };
            let funding = line.funding.iter().map(|(source, _)| (*source, free(*source)));
            let funding: Vec<_> = funding.filter(|(_, amount)| *amount > Fen::ZERO).collect();
            let Some(amount) = Fen::sum(funding.iter().map(|(_, amount)| *amount)).filter(|sum| *sum > Fen::ZERO)
            else {
                continue;
            };
            let (item, item_name) = (&line.item, &line.item_name);
            takes.extend(funding.iter().map(|(source, amount)| Take {
                line: line.number,
                item: item.clone(),
                item_name: item_name.clone(),
                source: *source,
                amount: *amount,
            }));
            carried.push(BudgetLine { quantity: left(line, amount), funding, amount, ..line.clone() });
        }
        let amount = Fen::sum(carried.iter().map(|line| line.amount)).filter(|sum| *sum > Fen::ZERO)?;
        let budget = Self {
            id: self.carried_id(),
            kind: BudgetKind::Surplus,
            year: self.year + 1,
            status: BudgetStatus::Unconfirmed,
            amount,
            created_at: now,
            confirmed_at: None,
            origin: Origin::CarriedOver { from: self.id.clone() },
            version: 1,
            history: History::default(),
            ..self.clone()
        };
        Some(CarriedOver { budget, lines: carried, takes })
    }
}

/// How many pieces `amount` still pays for: at least one, at most those there were.
fn left(line: &BudgetLine, amount: Fen) -> u32 {
    let pieces = amount.get().checked_div(line.unit_price.get()).unwrap_or_default();
    u32::try_from(pieces).unwrap_or(u32::MAX).clamp(1, line.quantity.max(1))
}

/// What became of a unit's budgets of a year (年结报告), in the amounts that are true when it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRollover {
    /// The year that was rolled over.
    pub year: i16,
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: Name,
    /// Its region.
    pub region: RegionCode,
    /// Budgets of which something was carried over.
    pub budgets: u32,
    /// Accounts (line × funding source) of which something was carried over.
    pub accounts: u32,
    /// The sum carried over (结转).
    pub carried: Fen,
    /// What plans hold (计划占用): it stays with them.
    pub reserved: Fen,
    /// What contracts hold (合同占用).
    pub contracted: Fen,
    /// What adjustments that are not confirmed hold (调剂占用).
    pub held: Fen,
    /// What became free after it was carried over.
    pub free: Fen,
    /// Budgets of the year that were never confirmed (未确认), so that nothing of them is carried over.
    pub unconfirmed: u32,
    /// Their sum.
    pub unconfirmed_amount: Fen,
    /// When.
    pub at: Timestamp,
}

impl UnitRollover {
    /// Of nothing yet.
    #[must_use]
    pub fn begin(year: i16, unit: &Unit, at: Timestamp) -> Self {
        Self {
            year,
            unit: unit.id.clone(),
            unit_name: unit.name.clone(),
            region: unit.region.clone(),
            budgets: 0,
            accounts: 0,
            carried: Fen::ZERO,
            reserved: Fen::ZERO,
            contracted: Fen::ZERO,
            held: Fen::ZERO,
            free: Fen::ZERO,
            unconfirmed: 0,
            unconfirmed_amount: Fen::ZERO,
            at,
        }
    }

    /// And a confirmed budget, with its accounts as they are now.
    pub fn count(&mut self, accounts: &[Account]) {
        let carried = accounts.iter().filter(|account| account.balance.carried > Fen::ZERO).count();
        self.budgets += u32::from(carried > 0);
        self.accounts = self.accounts.saturating_add(u32::try_from(carried).unwrap_or(u32::MAX));
        for (sum, part) in [
            (&mut self.carried, Part::Carried),
            (&mut self.reserved, Part::Reserved),
            (&mut self.contracted, Part::Contracted),
            (&mut self.held, Part::Held),
            (&mut self.free, Part::Free),
        ] {
            *sum = Fen::sum(accounts.iter().map(|account| account.balance.part(part)).chain([*sum])).unwrap_or(*sum);
        }
    }

    /// And a budget that was never confirmed.
    pub fn count_unconfirmed(&mut self, budget: &Budget) {
        self.unconfirmed += 1;
        self.unconfirmed_amount = self.unconfirmed_amount.plus(budget.amount).unwrap_or(self.unconfirmed_amount);
    }
}

/// `accounts` after `takes` were carried over.
///
/// # Errors
/// As [`crate::ledger::Balance::after`].
pub fn after_carrying(accounts: &[Account], takes: &[Take]) -> Result<Vec<Account>, Fault> {
    let carried = |account: &Account| {
        let of = |take: &&Take| (take.line, take.source) == (account.line, account.source);
        let amount = takes.iter().find(of).map_or(Fen::ZERO, |take| take.amount);
        let balance = account.balance.after(Posting { movement: Movement::Carry, amount })?;
        Ok(Account { balance, ..account.clone() })
    };
    accounts.iter().map(carried).collect()
}

/// One run of the rollover (年结进度), as far as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolloverRun {
    /// The year that is rolled over.
    pub year: i16,
    /// Name of its execution.
    pub execution: String,
    /// When it began.
    pub started_at: Timestamp,
    /// All units.
    pub units: u32,
    /// Those that were looked at so far.
    pub done: u32,
    /// Of these, those that failed and need another run.
    pub failed: u32,
    /// When it had looked at all of them.
    pub finished_at: Option<Timestamp>,
}
