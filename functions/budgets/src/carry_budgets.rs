//! Carries over the budgets of a batch of units (年结, 2.7), a transaction for each budget; what was carried over before is
//! left alone, so that a batch may be run again, or twice at once. A unit that fails stops no other.

use std::time::{Duration, Instant};

use domain::budget::rollover::{CarriedOver, UnitRollover, after_carrying};
use domain::budget::{Account, BudgetStatus};
use domain::events::Act;
use domain::identity::Unit;
use domain::ids::{BudgetId, UnitId};
use domain::plan::Fund;
use jiff::Timestamp;
use lambda::{Context, EventHandler, Failure, system};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::records::BudgetLines;
use store::{CommitError, Condition, Refusal, Table, Transaction, keys};

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(carry_budgets(context, event));

/// After so long the rest is left to the next call.
const PATIENCE: Duration = Duration::from_secs(120);
/// Tries of a budget on which others act at the same time.
const TRIES: u32 = 12;

/// What is to be done, and what is left to do.
#[derive(Debug, Serialize, Deserialize)]
struct Batch {
    /// The year.
    year: i16,
    /// The units, the first of them perhaps begun.
    units: Vec<UnitId>,
    /// How many failed.
    #[serde(default)]
    failed: u32,
    /// How far the first unit is.
    #[serde(default)]
    begun: Option<Begun>,
}

/// A unit of which some budgets are done.
#[derive(Debug, Serialize, Deserialize)]
struct Begun {
    report: UnitRollover,
    cursor: Option<String>,
}

async fn carry_budgets(context: &Context, event: Value) -> Result<Value, Failure> {
    let mut batch: Batch = serde_json::from_value(event)?;
    let since = Instant::now();
    while let Some(unit) = batch.units.first().cloned() {
        match unit_over(context, batch.year, &unit, batch.begun.take(), since).await {
            Ok(None) => {
                batch.units.remove(0);
            }
            Ok(Some(begun)) => {
                batch.begun = Some(begun);
                break;
            }
            // The state tries again where the same may work in a moment.
            Err(failure) if failure.kind == "StoreUnavailable" => return Err(failure),
            Err(Failure { kind, message }) => {
                tracing::error!(kind, inside = message, unit = unit.as_str(), "not rolled over");
                batch.failed += 1;
                batch.units.remove(0);
            }
        }
    }
    Ok(serde_json::to_value(batch)?)
}

/// All budgets of a unit, then its report; how far it came when time was up.
async fn unit_over(
    context: &Context,
    year: i16,
    id: &UnitId,
    begun: Option<Begun>,
    since: Instant,
) -> Result<Option<Begun>, Failure> {
    let store = &context.store;
    let mut begun = match begun {
        Some(begun) => begun,
        None => {
            let unit: Option<Unit> = store.get(Table::Records, &keys::unit(id)).await?;
            let unit = unit.ok_or_else(|| Failure::new("UnitMissing", "a unit that is only in the index"))?;
            Begun { report: UnitRollover::begin(year, &unit, context.now()), cursor: None }
        }
    };
    loop {
        let page = store.budgets(id, year, BudgetStatus::Confirmed, None, begun.cursor.take()).await?;
        for budget in page.items {
            begun.report.count(&budget_over(context, year, &budget.id).await?);
        }
        begun.cursor = page.next;
        match &begun.cursor {
            None => break,
            Some(_) if since.elapsed() > PATIENCE => return Ok(Some(begun)),
            Some(_) => {}
        }
    }
    let mut cursor = None;
    loop {
        let page = store.budgets(id, year, BudgetStatus::Unconfirmed, None, cursor).await?;
        page.items.iter().for_each(|budget| begun.report.count_unconfirmed(budget));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let mut acts = Transaction::new();
    acts.put(Table::Records, &begun.report);
    store.commit(acts, None).await?;
    Ok(None)
}

/// One budget; its accounts as they are then.
async fn budget_over(context: &Context, year: i16, id: &BudgetId) -> Result<Vec<Account>, Failure> {
    for tried in 0..TRIES {
        let fund = context.store.fund(id).await?.filter(|fund| fund.budget.year == year);
        let Some(fund) = fund else { return Ok(Vec::new()) };
        let now = context.now();
        let Some(over) = fund.budget.carry_over(&fund.lines, &fund.accounts, now) else { return Ok(fund.accounts) };
        let after = after_carrying(&fund.accounts, &over.takes)?;
        match context.store.commit(acts(&fund, over, now)?, None).await {
            Ok(()) => return Ok(after),
            Err(CommitError::Refused(_)) => {
                tokio::time::sleep(Duration::from_millis(u64::from(10 * (tried + 1)))).await
            }
            Err(CommitError::Store(error)) => return Err(error.into()),
        }
    }
    Err(Failure::new("BudgetBusy", format!("{id} is written by others all the time")))
}

/// At most 45 items: the budget as it was read, the new one with its lines, 40 accounts, the event.
fn acts(fund: &Fund, over: CarriedOver, now: Timestamp) -> Result<Transaction, Failure> {
    let CarriedOver { mut budget, lines, takes } = over;
    let from = &fund.budget;
    let act = Act {
        act: "budget_carried_over",
        at: now,
        actor: system()?,
        key: format!("rollover-{:04}", from.year),
        body_hash: String::new(),
        answer: Value::Null,
        payload: json!({"from": &from.id, "year": budget.year, "carried": &takes, "lines": &lines}),
        follow: None,
    };
    let event = budget.history.record(&keys::budget_pk(&budget.id), act);
    let mut acts = Transaction::new();
    acts.insert(Table::Records, &budget, Refusal::AlreadyExists)
        .require(Table::Records, keys::budget(&from.id), Condition::version(from.version), Refusal::StaleVersion)
        .carry(&from.id, &takes)
        .insert(Table::Records, &BudgetLines { budget: budget.id.clone(), lines }, Refusal::AlreadyExists)
        .event(&event);
    Ok(acts)
}
