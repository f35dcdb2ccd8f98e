//! Budgets, their lines and the accounts of the ledger.

use domain::budget::{Account, Budget, BudgetLine, BudgetStatus};
use domain::ids::{BudgetId, UnitId};
use domain::plan::{Fund, Shift};
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::client::{Store, Table};
use crate::error::{Refusal, StoreError};
use crate::keys::{self, Key};
use crate::read::{Page, Query};
use crate::record::{Index, IndexKey, Record};
use crate::transaction::Transaction;

/// The lines of a budget, one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLines {
    /// The budget.
    pub budget: BudgetId,
    /// Its lines.
    pub lines: Vec<BudgetLine>,
}

impl Record for BudgetLines {
    const ENTITY: &'static str = "budget_lines";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::budget_lines(&self.budget)
    }
}

fn listed(unit: &UnitId, year: i16, status: BudgetStatus) -> String {
    let status = match status {
        BudgetStatus::Unconfirmed => "UNCONFIRMED",
        BudgetStatus::Confirmed => "CONFIRMED",
    };
    format!("UNIT#{unit}#BUDGETS#{year:04}#{status}")
}

impl Record for Budget {
    const ENTITY: &'static str = "budget";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::budget(&self.id)
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
    fn indexes(&self) -> Vec<IndexKey> {
        let pk = listed(&self.unit, self.year, self.status);
        vec![IndexKey::new(Index::ByUnit, pk, format!("{}#{}", keys::instant(self.created_at), self.id))]
    }
}

impl Record for Account {
    const ENTITY: &'static str = "account";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::account(&self.budget, self.line, self.source.code())
    }
}

impl Transaction {
    /// Move what a plan holds on the ledger: refused as [`Refusal::InsufficientFunds`] with the account when it is not free.
    pub fn shift(&mut self, shifts: &[Shift]) -> &mut Self {
        for Shift { budget, line, source, amount } in shifts {
            let refusal = Refusal::InsufficientFunds { account: format!("{budget}#{line}#{}", source.code()) };
            let deltas = vec![("balance.free", -amount.get()), ("balance.reserved", amount.get())];
            self.add(Table::Records, keys::account(budget, line, source.code()), deltas, refusal);
        }
        self
    }
}

impl Store {
    /// Access pattern 3: a unit's budgets of a year and status, newest first, with a name that contains `name`.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn budgets(
        &self,
        unit: &UnitId,
        year: i16,
        status: BudgetStatus,
        name: Option<&str>,
        cursor: Option<String>,
    ) -> Result<Page<Budget>> {
        let query = Query::of(listed(unit, year, status)).index(Index::ByUnit).descending().after(cursor);
        let query = name.map_or(query.clone(), |name| query.contains("name", name));
        self.query(Table::Records, query).await
    }

    /// Access pattern 4: a budget's accounts with their balances, at most 40.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn accounts(&self, budget: &BudgetId) -> Result<Vec<Account>> {
        let query = Query::of(keys::budget_pk(budget)).prefix(keys::ACCOUNTS).limit(100);
        Ok(self.query(Table::Records, query).await?.items)
    }

    /// Access pattern 5: a budget with its lines and accounts; `None` when there is none.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn fund(&self, budget: &BudgetId) -> Result<Option<Fund>> {
        let (head, lines) = (keys::budget(budget), keys::budget_lines(budget));
        let mut found = self.batch_get(Table::Records, &[head.clone(), lines.clone()]).await?;
        let Some(budget) = found.take::<Budget>(&head)? else { return Ok(None) };
        let missing = || StoreError::Corrupt { key: lines.clone(), why: "a budget without lines".to_owned() };
        let of = found.take::<BudgetLines>(&lines)?.ok_or_else(missing)?;
        let accounts = match budget.status {
            BudgetStatus::Confirmed => self.accounts(&budget.id).await?,
            BudgetStatus::Unconfirmed => Vec::new(),
        };
        Ok(Some(Fund { budget, lines: of.lines, accounts }))
    }
}
