//! The year-end rollover: its runs, and its report by unit.

use domain::budget::Take;
use domain::budget::rollover::{RolloverRun, UnitRollover};
use domain::identity::{RegionCode, Unit};
use domain::ids::BudgetId;

use crate::Result;
use crate::client::{Store, Table};
use crate::condition::Condition;
use crate::error::Refusal;
use crate::keys::{self, Key};
use crate::query::Query;
use crate::read::Page;
use crate::record::{Index, Record};
use crate::transaction::Transaction;

impl Record for RolloverRun {
    const ENTITY: &'static str = "rollover_run";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::rollover_run(self.year, self.started_at, &self.execution)
    }
}

impl Record for UnitRollover {
    const ENTITY: &'static str = "unit_rollover";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::unit_rollover(self.year, &self.region, &self.unit)
    }
}

impl Transaction {
    /// Carry over all that is free in these accounts of `from`; refused as [`Refusal::InsufficientFunds`] where what is
    /// free is no longer what was read.
    pub fn carry(&mut self, from: &BudgetId, takes: &[Take]) -> &mut Self {
        for Take { line, source, amount, .. } in takes {
            let refusal = Refusal::InsufficientFunds { account: format!("{from}#{line}#{}", source.code()) };
            let deltas = vec![("balance.free", -amount.get()), ("balance.carried", amount.get())];
            let as_read = Condition::exists().equals("balance.free", amount.get());
            self.add_if(Table::Records, keys::account(from, line, source.code()), deltas, as_read, refusal);
        }
        self
    }
}

impl Store {
    /// Access pattern 24: all units, by their ids, 100 a page.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn units(&self, cursor: Option<String>) -> Result<Page<Unit>> {
        let query = Query::of(keys::UNITS).index(Index::ByUnit).limit(100).after(cursor);
        self.query(Table::Records, query).await
    }

    /// How many units there are.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn count_units(&self) -> Result<u32> {
        self.count(Index::ByUnit, keys::UNITS).await
    }

    /// Access pattern 25: the runs that rolled a year over, newest first, `most` of them.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn rollover_runs(&self, year: i16, most: usize) -> Result<Vec<RolloverRun>> {
        let query = Query::of(keys::rollover_pk(year)).prefix(keys::ROLLOVER_RUNS).descending().limit(most);
        Ok(self.query(Table::Records, query).await?.items)
    }

    /// Access pattern 26: what became of the units of a region, or of all, by region and id.
    ///
    /// # Errors
    /// [`crate::StoreError::BadCursor`] or a failure of the store.
    pub async fn unit_rollovers(
        &self,
        year: i16,
        region: Option<&RegionCode>,
        cursor: Option<String>,
    ) -> Result<Page<UnitRollover>> {
        let query = Query::of(keys::rollover_pk(year)).prefix(keys::unit_rollovers(region)).limit(50).after(cursor);
        self.query(Table::Records, query).await
    }
}
