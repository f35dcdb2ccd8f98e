//! Notices (催办提醒): what a person is told of a to-do, for as long as it is of use.

use chains::Reason;
use domain::ids::PersonId;
use domain::subject::TaskId;
use domain::text::Name;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::client::{Store, Table};
use crate::keys::{self, Key};
use crate::query::Query;
use crate::read::Page;
use crate::record::Record;

/// A notice (提醒) to a person about a to-do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Whom it tells.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// The to-do.
    pub task: TaskId,
    /// Name of its subject.
    pub title: Name,
    /// The step's Chinese name.
    pub label: String,
    /// Why.
    pub reason: Reason,
    /// Who has it, in words.
    pub holder: String,
    /// When it was due.
    pub due: Date,
}

impl Record for Notice {
    const ENTITY: &'static str = "notice";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::notice(&self.person, self.at, &self.task)
    }
    /// Kept for 90 days.
    fn expires_at(&self) -> Option<i64> {
        Some(self.at.as_second() + 90 * 24 * 3600)
    }
}

impl Store {
    /// Access pattern 16: a person's notices, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError::BadCursor`] or a failure of the store.
    pub async fn notices_of(&self, person: &PersonId, cursor: Option<String>) -> Result<Page<Notice>> {
        let query = Query::of(keys::person_pk(person)).prefix(keys::NOTICES).descending().after(cursor);
        self.query(Table::Records, query).await
    }
}
