//! Events: one act, one item, put once and never changed; at once audit entry, idempotency record and outbox message.

use domain::events::Event;

use crate::client::{Store, Table};
use crate::error::Refusal;
use crate::keys::{self, Key};
use crate::query::Query;
use crate::read::Page;
use crate::record::Record;
use crate::transaction::Transaction;
use crate::wire::from_item;
use crate::{Result, StoreError};

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

/// The event in the `NewImage` of a record of the events table's stream.
///
/// # Errors
/// [`StoreError::Corrupt`] when it is no readable event.
pub fn from_stream(image: serde_json::Value) -> Result<Event> {
    let unread = |why: String| StoreError::Corrupt { key: Key { pk: "stream".to_owned(), sk: String::new() }, why };
    let item: serde_dynamo::Item = serde_json::from_value(image).map_err(|error| unread(error.to_string()))?;
    from_item(item.into())
}

impl Transaction {
    /// The event of this act; refused as [`Refusal::EventTaken`] when another act took its number first.
    pub fn event(&mut self, event: &Event) -> &mut Self {
        self.insert(Table::Events, event, Refusal::EventTaken)
    }
}

impl Store {
    /// Access pattern 20: a page of what happened to a subject, newest first, `most` acts a page; `subject` is its partition, e.g.
    /// `PLAN#0af3…`.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn events_of(&self, subject: &str, most: usize, cursor: Option<String>) -> Result<Page<Event>> {
        self.query(Table::Events, Query::of(subject).descending().limit(most).after(cursor)).await
    }

    /// What was answered before to the request with this idempotency key and body hash on this subject. It looks through
    /// the whole history, however long, newest first; it is asked only where something refuses.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn replay(&self, subject: &str, key: &str, body_hash: &str) -> Result<Replay> {
        let mut cursor = None;
        loop {
            let query = Query::of(subject).descending().limit(100).after(cursor);
            let page: Page<Event> = self.query(Table::Events, query).await?;
            if let Some(event) = page.items.into_iter().find(|event| event.key == key) {
                let same = event.body_hash == body_hash;
                return Ok(if same { Replay::Answer(event.answer) } else { Replay::OtherBody });
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(Replay::None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::events::{Act, Follow, History};
    use serde_json::json;

    #[test]
    fn an_event_reads_from_the_stream_with_the_hash_it_was_stored_with() {
        let follow = Follow::Resume { round: 1, from: 2, to: "UnitLead".into(), next: Some(3) };
        let event = History::default().record(
            "PLAN#1",
            Act {
                act: "task_sent",
                at: "2026-03-02T01:02:03Z".parse().unwrap(),
                actor: serde_json::from_value(json!({"id": "p1", "name": "林晓"})).unwrap(),
                key: "key-00001".into(),
                body_hash: "b".into(),
                answer: json!({"ended": false, "next": null}),
                payload: json!({"opinion": "同意", "n": 5, "changes": []}),
                follow: Some(follow),
            },
        );
        let image = serde_json::to_value(serde_dynamo::Item::from(crate::wire::to_item(&event).unwrap())).unwrap();
        assert_eq!(image.pointer("/act/S"), Some(&json!("task_sent")));
        let read = from_stream(image).unwrap();
        assert_eq!((read.computed_hash(), &read.follow), (event.hash, &event.follow));
        for other in [json!({}), json!(null), json!({"pk": {"S": "PLAN#1"}}), json!({"pk": "PLAN#1"})] {
            assert!(matches!(from_stream(other), Err(StoreError::Corrupt { .. })));
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn a_record_of_the_stream_with_any_part_changed_is_an_event_or_poison(
            field in "(pk|sk|entity|schema|subject|number|act|at|actor|key|payload|follow|previous|hash|answer)",
            kind in "(S|N|M|L|BOOL|NULL|B|SS|x)", value in "\\PC{0,12}", bare in proptest::bool::ANY
        ) {
            let image = json!({
                "pk": {"S": "PLAN#1"}, "sk": {"S": "00000001"}, "entity": {"S": "event"}, "schema": {"N": "1"}, "subject": {"S": "PLAN#1"},
                "number": {"N": "1"}, "act": {"S": "plan_saved"}, "at": {"S": "2026-03-02T01:02:03Z"},
                "actor": {"M": {"id": {"S": "p1"}, "name": {"S": "林晓"}}}, "key": {"S": "key-00001"}, "body_hash": {"S": "b"},
                "payload_version": {"N": "1"}, "previous": {"S": "0"}, "hash": {"S": "0"},
            });
            let mut changed = image.clone();
            changed[&field] = if bare { json!(value) } else { json!({ (kind): value }) };
            for image in [image, changed] {
                let told = matches!(from_stream(image), Ok(_) | Err(StoreError::Corrupt { .. }));
                proptest::prop_assert!(told);
            }
        }
    }
}
