//! A file of budgets that was brought in (批量导入, 2.3): what makes the same rows come in once.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::BudgetEntry;
use crate::events::History;
use crate::identity::{Actor, Principal};
use crate::ids::{BudgetId, ImportId};

/// An import: the subject whose event tells of all its budgets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetImport {
    /// Its id.
    pub id: ImportId,
    /// The name of the file.
    pub file: String,
    /// The budgets that came of it.
    pub budgets: Vec<BudgetId>,
    /// Who brought it in.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// How far its history goes.
    pub history: History,
}

impl BudgetImport {
    /// The id of what `by` brings in with these entries: their department and what they say, however the file is called
    /// and in whichever order its columns stand.
    ///
    /// # Errors
    /// When they cannot be written as JSON.
    pub fn id_of(by: &Principal, entries: &[&BudgetEntry]) -> Result<ImportId, serde_json::Error> {
        Ok(ImportId::derived(&format!("{}\n{}", by.unit, by.department), &serde_json::to_string(entries)?))
    }

    /// `entries` budgets that `by` brings in from `file`.
    #[must_use]
    pub fn new(id: ImportId, file: String, entries: usize, by: &Principal, now: Timestamp) -> Self {
        let budget = |n: usize| BudgetId::derived(id.as_str(), &n.to_string());
        let budgets = (1..=entries).map(budget).collect();
        Self { id, file, budgets, by: by.actor(), at: now, history: History::default() }
    }
}
