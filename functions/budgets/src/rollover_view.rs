//! The year-end rollover as it is shown: what would be carried over, how far a run is, and what became of each unit.

use domain::budget::rollover::{RolloverRun, UnitRollover};
use domain::budget::{Account, Budget};
use domain::identity::RegionCode;
use domain::ids::{BudgetId, UnitId};
use domain::ledger::Part;
use domain::money::{Fen, Yuan};
use domain::text::Name;
use schemars::JsonSchema;
use serde::Serialize;

/// What the rollover would do with a budget.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RolloverPreviewView {
    /// Its id.
    pub id: BudgetId,
    /// Its name.
    pub name: Name,
    /// The department that raised it.
    pub department_name: Name,
    /// What would be carried over now (可结转), in yuan.
    pub carries: Yuan,
    /// What was carried over already (已结转).
    pub carried: Yuan,
    /// What plans hold (计划占用): it stays with them.
    pub reserved: Yuan,
    /// What contracts hold (合同占用).
    pub contracted: Yuan,
    /// What adjustments hold that are not confirmed (调剂占用).
    pub held: Yuan,
}

/// A budget of which nothing is carried over, since it is not confirmed (未确认).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnconfirmedView {
    /// Its id.
    pub id: BudgetId,
    /// Its name.
    pub name: Name,
    /// The department that raised it.
    pub department_name: Name,
    /// The Chinese term for where it comes from.
    pub origin_label: String,
    /// Its amount, in yuan.
    pub amount: Yuan,
}

/// One run of the rollover (年结进度).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RolloverRunView {
    /// When it began, RFC 3339.
    pub started_at: String,
    /// When it had looked at all units, RFC 3339; absent while it runs.
    pub finished_at: Option<String>,
    /// All units.
    pub units: u32,
    /// Those that it has looked at.
    pub done: u32,
    /// Of these, those that failed and need another run.
    pub failed: u32,
    /// Where it stands, in Chinese.
    pub status_label: String,
}

/// What became of a unit's budgets (年结报告), amounts in yuan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitRolloverView {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: Name,
    /// Its region.
    pub region: RegionCode,
    /// Budgets of which something was carried over.
    pub budgets: u32,
    /// Lines by funding source of which something was carried over.
    pub accounts: u32,
    /// The sum carried over (已结转).
    pub carried: Yuan,
    /// What plans hold (计划占用): it stays with them.
    pub reserved: Yuan,
    /// What contracts hold (合同占用).
    pub contracted: Yuan,
    /// What adjustments hold that are not confirmed (调剂占用).
    pub held: Yuan,
    /// What became free after it was carried over; it stays in the year.
    pub free: Yuan,
    /// Budgets that were never confirmed (未确认).
    pub unconfirmed: u32,
    /// Their sum.
    pub unconfirmed_amount: Yuan,
    /// When it was looked at, RFC 3339.
    pub at: String,
}

impl RolloverPreviewView {
    pub(crate) fn new(budget: &Budget, accounts: &[Account]) -> Self {
        let sum = |part: Part| Yuan::from(sum_of(accounts, part));
        let carried = sum_of(accounts, Part::Carried);
        let free = if carried > Fen::ZERO { Fen::ZERO } else { sum_of(accounts, Part::Free) };
        Self {
            id: budget.id.clone(),
            name: budget.name.clone(),
            department_name: budget.department_name.clone(),
            carries: free.into(),
            carried: carried.into(),
            reserved: sum(Part::Reserved),
            contracted: sum(Part::Contracted),
            held: sum(Part::Held),
        }
    }
}

fn sum_of(accounts: &[Account], part: Part) -> Fen {
    Fen::sum(accounts.iter().map(|account| account.balance.part(part))).unwrap_or_default()
}

impl From<&Budget> for UnconfirmedView {
    fn from(budget: &Budget) -> Self {
        Self {
            id: budget.id.clone(),
            name: budget.name.clone(),
            department_name: budget.department_name.clone(),
            origin_label: budget.origin.label().to_owned(),
            amount: budget.amount.into(),
        }
    }
}

impl RolloverRunView {
    /// `newest` is whether no other run began after it: an older one that did not finish was broken off, or is about to end.
    pub(crate) fn new(run: &RolloverRun, newest: bool) -> Self {
        let status = match (run.finished_at, run.failed) {
            (None, _) if newest => "进行中",
            (None, _) => "未完成",
            (Some(_), 0) => "已完成",
            (Some(_), _) => "部分单位未完成",
        };
        Self {
            started_at: run.started_at.to_string(),
            finished_at: run.finished_at.map(|at| at.to_string()),
            units: run.units,
            done: run.done,
            failed: run.failed,
            status_label: status.to_owned(),
        }
    }
}

impl From<UnitRollover> for UnitRolloverView {
    fn from(of: UnitRollover) -> Self {
        Self {
            unit: of.unit,
            unit_name: of.unit_name,
            region: of.region,
            budgets: of.budgets,
            accounts: of.accounts,
            carried: of.carried.into(),
            reserved: of.reserved.into(),
            contracted: of.contracted.into(),
            held: of.held.into(),
            free: of.free.into(),
            unconfirmed: of.unconfirmed,
            unconfirmed_amount: of.unconfirmed_amount.into(),
            at: of.at.to_string(),
        }
    }
}
