//! The rollover of a year (年结, 2.7): its newest runs with their progress, and what became of one's own unit.

use domain::access::Operation;
use domain::budget::rollover::UnitRollover;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Table, keys};

use crate::list_rollover::year_of;
use crate::rollover_view::{RolloverRunView, UnitRolloverView};

/// Most runs that are shown.
const MOST: usize = 5;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::GetRollover,
    method: "GET",
    path: "/api/rollover",
    handle: |context, call| Box::pin(get_rollover(context, call)),
    docs: || {
        Docs::answering::<RolloverView>("年结进度和本单位年结报告", 200)
            .query("year", "年结的预算年份，默认为上一年")
            .codes(&["invalid_fields"])
    },
};

/// The rollover of a year.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RolloverView {
    /// The year that was rolled over.
    pub year: i16,
    /// The newest runs, 5 at most; none before the first.
    pub runs: Vec<RolloverRunView>,
    /// What became of one's own unit; absent until it was looked at.
    pub unit: Option<UnitRolloverView>,
}

async fn get_rollover(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let year = year_of(context, &call)?;
    let own = keys::unit_rollover(year, &by.region, &by.unit);
    let report = context.store.get::<UnitRollover>(Table::Records, &own);
    let (runs, report) = tokio::try_join!(context.store.rollover_runs(year, MOST), report)?;
    let runs = runs.iter().enumerate().map(|(n, run)| RolloverRunView::new(run, n == 0)).collect();
    Answer::ok(&RolloverView { year, runs, unit: report.map(UnitRolloverView::from) })
}
