//! Budgets (预算, chapter 2): lines by catalogue item, each with its funding sources; the amount is their sum, never typed.

mod acts;
mod adjustment;
mod entry;
mod import;
mod kinds;
mod offers;
mod origin;
mod papers;
pub mod rollover;
#[cfg(test)]
mod tests;

pub use adjustment::{Adjustment, AdjustmentEntry, Take, TakeEntry};
pub use entry::{BudgetEntry, Funding, LineEntry, lines, years};
pub use import::BudgetImport;
pub use kinds::{BudgetKind, BudgetStatus, FundingSource};
pub use offers::{BudgetAct, BudgetOffer};
pub use origin::Origin;
pub use papers::{MOST_PAPERS, Paper, PaperEntry, PaperKind, papers};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalogue::ItemCode;
use crate::events::History;
use crate::identity::Actor;
use crate::ids::{BudgetId, DepartmentId, UnitId};
use crate::ledger::Balance;
use crate::money::Fen;
use crate::text::Name;

/// Most accounts (line × funding source) of a budget, and of what one plan touches: a transaction holds 100 items.
pub const MOST_ACCOUNTS: usize = 40;

/// A line of a budget (预算明细).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// Its number in the budget, from 1; with gaps where lines were taken out again.
    pub number: u32,
    /// The item's code.
    pub item: ItemCode,
    /// The item's name in that edition.
    pub item_name: String,
    /// The edition of the catalogue.
    pub edition: u16,
    /// Unit price.
    pub unit_price: Fen,
    /// Quantity.
    pub quantity: u32,
    /// Unit of quantity.
    pub measure: String,
    /// What each source gives.
    pub funding: Vec<(FundingSource, Fen)>,
    /// Their sum.
    pub amount: Fen,
}

/// A budget: its header; the lines lie beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Its id.
    pub id: BudgetId,
    /// Its name.
    pub name: Name,
    /// Approval document number.
    pub document_number: String,
    /// Its type.
    pub kind: BudgetKind,
    /// Its year.
    pub year: i16,
    /// Where it stands.
    pub status: BudgetStatus,
    /// The sum of its lines.
    pub amount: Fen,
    /// The unit it belongs to.
    pub unit: UnitId,
    /// The department that raised it.
    pub department: DepartmentId,
    /// Name of that department.
    pub department_name: Name,
    /// Who raised it.
    pub raiser: Actor,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// Where it comes from.
    #[serde(default)]
    pub origin: Origin,
    /// Its attachments.
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// Numbers of lines that were given so far: one that was given is never another item's.
    #[serde(default)]
    pub lines_given: u32,
    /// Its version.
    pub version: u64,
    /// How far its history goes.
    pub history: History,
}

/// An account of the ledger: budget line × funding source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The budget.
    pub budget: BudgetId,
    /// The line.
    pub line: u32,
    /// The source.
    pub source: FundingSource,
    /// What it holds.
    pub balance: Balance,
}
