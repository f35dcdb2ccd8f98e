//! Events: one act, one item, put once and never changed; at once audit entry, idempotency record and outbox message.

use domain::events::Event;

use crate::client::{Store, Table};
use crate::error::Refusal;
use crate::keys::{self, Key};
use crate::read::{Page, Query};
use crate::record::Record;
use crate::transaction::Transaction;
use crate::{Result, StoreError};

/// Most events of a subject that are searched for an idempotency key, newest first.
const SEARCHED: usize = 1_000;

impl Record for Event {
    const ENTITY: &'static str = "event";
    const SCHEMA: u32 = 1;

    fn key(&self) -> Key {
        keys::event(&self.subject, self.number)
    }
}

/// What a subject's history says of an idempotency key.
#[derive(Debug, Clone, PartialEq)]
pub enum Replay {
    /// Nothing was done under it.
    None,
    /// The same request was done, with this answer.
    Answer(serde_json::Value),
    /// Another request was done under the same key.
    OtherBody,
}

impl Transaction {
    /// The event of this act; refused as [`Refusal::EventTaken`] when another act took its number first.
    pub fn event(&mut self, event: &Event) -> &mut Self {
        self.insert(Table::Events, event, Refusal::EventTaken)
    }
}

impl Store {
    /// A page of what happened to a subject, oldest first; `subject` is its partition, e.g. `PLAN#0af3…`.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn events_of(&self, subject: &str, cursor: Option<String>) -> Result<Page<Event>> {
        self.query(Table::Events, Query::of(subject).limit(100).after(cursor)).await
    }

    /// The newest `most` events of a subject, newest first.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn last_events(&self, subject: &str, most: usize) -> Result<Vec<Event>> {
        Ok(self.query(Table::Events, Query::of(subject).descending().limit(most)).await?.items)
    }

    /// What was answered before to the request with this idempotency key and body hash on this subject.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn replay(&self, subject: &str, key: &str, body_hash: &str) -> Result<Replay> {
        let (mut cursor, mut searched) = (None, 0);
        loop {
            let query = Query::of(subject).descending().limit(100).after(cursor);
            let page: Page<Event> = self.query(Table::Events, query).await?;
            searched += page.items.len();
            if let Some(event) = page.items.into_iter().find(|event| event.key == key) {
                let same = event.body_hash == body_hash;
                return Ok(if same { Replay::Answer(event.answer) } else { Replay::OtherBody });
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(Replay::None);
            }
            if searched >= SEARCHED {
                let why = format!("{subject} has more than {SEARCHED} events");
                return Err(StoreError::Failed { operation: "replay", why });
            }
        }
    }
}
