//! Budgets, their lines and the accounts of the ledger.

use domain::budget::{Account, Adjustment, Budget, BudgetLine, BudgetStatus, Take};
use domain::ids::{BudgetId, UnitId};
use domain::ledger::Movement;
use domain::plan::{Fund, Shift};
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::client::{Store, Table};
use crate::condition::Condition;
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

/// `None` for what no list shows.
fn listed(unit: &UnitId, year: i16, status: BudgetStatus) -> Option<String> {
    let status = match status {
        BudgetStatus::Unconfirmed => "UNCONFIRMED",
        BudgetStatus::Confirmed => "CONFIRMED",
        BudgetStatus::Deleted => return None,
    };
    Some(format!("UNIT#{unit}#BUDGETS#{year:04}#{status}"))
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
        let sk = format!("{}#{}", keys::instant(self.created_at), self.id);
        listed(&self.unit, self.year, self.status).map(|pk| IndexKey::new(Index::ByUnit, pk, sk)).into_iter().collect()
    }
}

impl Record for Account {
    const ENTITY: &'static str = "account";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::account(&self.budget, self.line, self.source.code())
    }
}

impl Record for Adjustment {
    const ENTITY: &'static str = "adjustment";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::adjustment(&self.from, self.created_at, &self.to)
    }
}

impl Transaction {
    /// Move what an adjustment takes from the accounts of `from`; refused as [`Refusal::InsufficientFunds`] where the part
    /// that gives holds less.
    pub fn post(&mut self, from: &BudgetId, takes: &[Take], movement: Movement) -> &mut Self {
        let (gives, gets) = movement.parts();
        let (gives, gets) = (format!("balance.{}", gives.code()), format!("balance.{}", gets.code()));
        for Take { line, source, amount, .. } in takes {
            let refusal = Refusal::InsufficientFunds { account: format!("{from}#{line}#{}", source.code()) };
            let deltas = vec![(gives.as_str(), -amount.get()), (gets.as_str(), amount.get())];
            self.add(Table::Records, keys::account(from, line, source.code()), deltas, refusal);
        }
        self
    }

    /// Close an account that nothing was taken from; refused as [`Refusal::Other`] `budget_in_use` otherwise.
    pub fn close(&mut self, account: &Account) -> &mut Self {
        // The parts sum to what was confirmed, so all of it being free says that every other part is zero.
        let untouched = Condition::exists().equals("balance.free", account.balance.free.get());
        self.delete_if(Table::Records, account.key(), untouched, Refusal::Other("budget_in_use"))
    }

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
        let Some(pk) = listed(unit, year, status) else { return Ok(Page { items: Vec::new(), next: None }) };
        let query = Query::of(pk).index(Index::ByUnit).descending().after(cursor);
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

    /// Access pattern 21: the adjustments of a budget, newest first, `most` of them (预算调剂详情).
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn adjustments(&self, budget: &BudgetId, most: usize) -> Result<Page<Adjustment>> {
        let query = Query::of(keys::budget_pk(budget)).prefix(keys::ADJUSTMENTS).descending().limit(most);
        self.query(Table::Records, query).await
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
            BudgetStatus::Unconfirmed | BudgetStatus::Deleted => Vec::new(),
        };
        Ok(Some(Fund { budget, lines: of.lines, accounts }))
    }
}
