//! Budgets, their lines and the accounts of the ledger.

use std::collections::BTreeSet;

use domain::budget::{Account, Adjustment, Budget, BudgetImport, BudgetLine, BudgetStatus, FundingSource, Take};
use domain::ids::{BudgetId, PlanId, UnitId};
use domain::ledger::Movement;
use domain::money::Fen;
use domain::plan::{Fund, Reservation, Shift, shifts};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::client::{Store, Table};
use crate::condition::Condition;
use crate::error::{Refusal, StoreError};
use crate::keys::{self, Key};
use crate::query::Query;
use crate::read::Page;
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

impl Record for BudgetImport {
    const ENTITY: &'static str = "budget_import";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::import(&self.id)
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

    /// Move what `plan`, begun at `begun_at`, holds on the ledger from `before` to `after`: refused as [`Refusal::InsufficientFunds`] with the
    /// account when it is not free. What it holds then is kept with each budget whose accounts move; the plan's own
    /// version guards that. At most two items an account.
    pub fn reserve(
        &mut self,
        (plan, begun_at): (&PlanId, Timestamp),
        before: &[Reservation],
        after: &[Reservation],
    ) -> &mut Self {
        let mut budgets = BTreeSet::new();
        for Shift { budget, line, source, amount } in shifts(before, after) {
            let refusal = Refusal::InsufficientFunds { account: format!("{budget}#{line}#{}", source.code()) };
            let deltas = vec![("balance.free", -amount.get()), ("balance.reserved", amount.get())];
            self.add(Table::Records, keys::account(&budget, line, source.code()), deltas, refusal);
            budgets.insert(budget);
        }
        for budget in budgets {
            let entry = Entry::new((plan, begun_at), budget, after);
            if entry.parts.is_empty() {
                self.remove(Table::Records, entry.key());
            } else {
                self.put(Table::Records, &entry);
            }
        }
        self
    }
}

/// What a plan holds on a budget (占用明细).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The budget.
    pub budget: BudgetId,
    /// The plan.
    pub plan: PlanId,
    /// When the plan was begun.
    pub begun_at: Timestamp,
    /// What it holds on each account.
    pub parts: Vec<EntryPart>,
    /// The words by which a line, or one source of it, finds the plans that hold something there.
    accounts: Vec<String>,
}

/// What a plan holds on an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPart {
    /// The line.
    pub line: u32,
    /// The funding source.
    pub source: FundingSource,
    /// What is reserved.
    pub reserved: Fen,
}

impl Entry {
    fn new((plan, begun_at): (&PlanId, Timestamp), budget: BudgetId, held: &[Reservation]) -> Self {
        let own = held.iter().filter(|one| one.budget == budget);
        let part = |one: &Reservation| EntryPart { line: one.line, source: one.source, reserved: one.amount };
        let parts: Vec<EntryPart> = own.map(part).collect();
        let mut accounts: Vec<String> =
            parts.iter().flat_map(|part| [word(part.line, None), word(part.line, Some(part.source))]).collect();
        accounts.dedup();
        Self { budget, plan: plan.clone(), begun_at, parts, accounts }
    }
}

fn word(line: u32, source: Option<FundingSource>) -> String {
    source.map_or(format!("{line}"), |source| format!("{line}#{}", source.code()))
}

impl Record for Entry {
    const ENTITY: &'static str = "entry";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::entry(&self.budget, self.begun_at, &self.plan)
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
        let query = Query::of(pk).index(Index::ByUnit).descending().contains("name", name).after(cursor);
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

    /// Access pattern 23: what plans hold on a budget, or on a line of it, or on a source of that line; newest plan first.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn entries(
        &self,
        budget: &BudgetId,
        account: Option<(u32, Option<FundingSource>)>,
        cursor: Option<String>,
    ) -> Result<Page<Entry>> {
        let account = account.map(|(line, source)| word(line, source));
        let query = Query::of(keys::budget_pk(budget)).prefix(keys::ENTRIES).descending();
        self.query(Table::Records, query.contains("accounts", account.as_deref()).after(cursor)).await
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
