//! What a subject tells those that it is about: facts of theirs become true or end, in the same transaction.

use chains::step::Tell;
use domain::events::{Act, Event};
use domain::identity::Principal;
use domain::subject::{Subject, SubjectId};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use store::{Key, Refusal, Store, StoreError, Table, Transaction, keys};

use crate::EffectError;

/// Another subject as it was read, and what it is told.
#[derive(Debug)]
pub(crate) struct Told {
    before: u64,
    other: Subject,
    event: Event,
}

/// Reads the subjects that `subject` is about. Each is written, though nothing be new to it: its version guards what was
/// judged of it.
pub(crate) async fn prepare(
    store: &Store,
    tell: &Tell,
    subject: &Subject,
    by: &Principal,
    now: Timestamp,
) -> Result<Vec<Told>, EffectError> {
    let keys: Vec<Key> = subject.about.iter().map(keys::subject_head).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = store.batch_get(Table::Records, &keys).await?;
    let mut all = Vec::with_capacity(keys.len());
    for key in keys {
        let missing =
            || StoreError::Corrupt { key: key.clone(), why: "a subject that is told of is not there".to_owned() };
        let mut other: Subject = found.take(&key)?.ok_or_else(missing)?;
        let before = other.version;
        let (set, cleared) = tell.change(&mut other, subject);
        other.version += 1;
        let act = Act {
            act: "fact_told",
            at: now,
            actor: by.actor(),
            key: format!("told-{}-{}", subject.id, subject.history.next()),
            body_hash: String::new(),
            answer: Value::Null,
            payload: json!({"by": subject.id, "set": set, "cleared": cleared}),
            follow: None,
        };
        let event = other.history.record(&keys::subject_pk(&other.id), act);
        all.push(Told { before, other, event });
    }
    Ok(all)
}

impl Told {
    /// The version at which the other subject was read, if this is it.
    pub(crate) fn read_at(&self, id: &SubjectId) -> Option<u64> {
        (self.other.id == *id).then_some(self.before)
    }

    pub(crate) fn change(&self, payload: &mut Map<String, Value>) {
        let told = payload.entry("told").or_insert_with(|| json!([]));
        if let Value::Array(all) = told {
            all.push(json!({"subject": self.other.id, "event": self.event.number}));
        }
    }

    pub(crate) fn write(&self, acts: &mut Transaction) {
        acts.replace(Table::Records, &self.other, self.before, Refusal::StaleVersion).event(&self.event);
    }
}
