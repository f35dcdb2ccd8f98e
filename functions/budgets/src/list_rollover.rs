//! What became of the units of a year that was rolled over (年结报告, 2.7): of its region for a finance office, of all for
//! the platform.

use domain::access::Operation;
use domain::budget::rollover::year_over;
use domain::calendar::today;
use domain::identity::Role;
use domain::problem::Fault;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rollover_view::UnitRolloverView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListRollover,
    method: "GET",
    path: "/api/rollover/units",
    handle: |context, call| Box::pin(list_rollover(context, call)),
    docs: || {
        Docs::answering::<UnitRollovers>("各单位年结报告", 200)
            .query("year", "年结的预算年份，默认为上一年")
            .query("cursor", "上一页的next")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

/// A page of reports.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitRollovers {
    /// The year that was rolled over.
    pub year: i16,
    /// The units, by region and id, 50 at most.
    pub items: Vec<UnitRolloverView>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
}

async fn list_rollover(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let year = year_of(context, &call)?;
    let region = (!by.holds(Role::PlatformAdmin)).then_some(&by.region);
    let page = context.store.unit_rollovers(year, region, call.query("cursor").map(str::to_owned)).await?;
    Answer::ok(&UnitRollovers {
        year,
        items: page.items.into_iter().map(UnitRolloverView::from).collect(),
        next: page.next,
    })
}

/// The year that is asked for; the last one that is over when none is.
pub(crate) fn year_of(context: &Context, call: &Call) -> Result<i16, Problem> {
    let asked: Option<i16> = call.query_as("year")?;
    match asked {
        Some(year) if !(2000..=2100).contains(&year) => {
            Err(Fault::field("year", "invalid_value", "年份应为2000至2100").into())
        }
        Some(year) => Ok(year),
        None => Ok(year_over(today(context.now()), None)?),
    }
}
