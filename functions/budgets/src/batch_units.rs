//! The next units whose budgets are rolled over (年结, 2.7), in batches, and how far the run is: called between two rounds
//! of `statemachines/budget-rollover.asl.json`, which holds what it answers as its state.

use domain::budget::rollover::{RolloverRun, year_over};
use domain::calendar::today;
use domain::ids::UnitId;
use jiff::Timestamp;
use lambda::{Context, EventHandler, Failure};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Table, Transaction};

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(batch_units(context, event));

/// Units of one call of `carry-budgets`.
const OF_BATCH: usize = 20;

/// What the state hands over.
#[derive(Deserialize)]
struct Asked {
    execution: String,
    started_at: Timestamp,
    input: State,
}

/// How far the run is.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct State {
    /// The year that is rolled over; the last one that is over when none is given.
    year: Option<i16>,
    /// All units.
    units: Option<u32>,
    /// Where the next page of units begins.
    cursor: Option<String>,
    /// Units of the pages so far.
    done: u32,
    /// Of these, those that failed.
    failed: u32,
    /// Whether there are no more pages.
    ended: bool,
    /// What is to be done in this round; nothing at the end.
    batches: Vec<Batch>,
}

/// Work for one call of `carry-budgets`.
#[derive(Debug, Serialize, Deserialize)]
struct Batch {
    year: i16,
    units: Vec<UnitId>,
    failed: u32,
}

async fn batch_units(context: &Context, event: Value) -> Result<Value, Failure> {
    let Asked { execution, started_at, input } = serde_json::from_value(event)?;
    let (store, now) = (&context.store, context.now());
    let year = year_over(today(now), input.year)?;
    let units = match input.units {
        Some(units) => units,
        None => store.count_units().await?,
    };
    let (page, next) = match input.ended {
        true => (Vec::new(), None),
        false => {
            let page = store.units(input.cursor).await?;
            (page.items, page.next)
        }
    };
    let finished_at = page.is_empty().then_some(now);
    let run = RolloverRun { year, execution, started_at, units, done: input.done, failed: input.failed, finished_at };
    let mut acts = Transaction::new();
    acts.put(Table::Records, &run);
    store.commit(acts, None).await?;
    tracing::info!(year, units, done = run.done, failed = run.failed, "rollover");
    let done = input.done.saturating_add(u32::try_from(page.len()).unwrap_or(u32::MAX));
    let batch = |units: &[domain::identity::Unit]| Batch {
        year,
        units: units.iter().map(|unit| unit.id.clone()).collect(),
        failed: 0,
    };
    let batches = page.chunks(OF_BATCH).map(batch).collect();
    let ended = next.is_none();
    let state =
        State { year: Some(year), units: Some(units), cursor: next, done, failed: input.failed, ended, batches };
    Ok(serde_json::to_value(state)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_run_begins_with_nothing_or_with_a_year() {
        let state = |input: Value| serde_json::from_value::<State>(input).unwrap();
        assert_eq!((state(json!({})).year, state(json!({"year": 2025})).year), (None, Some(2025)));
        assert!(!state(json!({})).ended);
    }
}
