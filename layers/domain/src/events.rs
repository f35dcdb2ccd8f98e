//! What happened: one act, one event; at once audit entry (审计), idempotency record and outbox message.
//!
//! The events of a subject form a chain: each carries the hash of the one before, so that a changed, dropped, swapped or
//! inserted one is found by [`verify`].

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::identity::Actor;

/// What is to follow an act, done by the reader of the event stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Follow {
    /// Start an execution of the chain at `to`, which opens the to-do `next`.
    Start {
        /// The round of the subject.
        round: u32,
        /// The attempt within the round.
        attempt: u32,
        /// The to-do that was decided last.
        from: u32,
        /// The state to start at.
        to: String,
        /// The to-do that is to be opened; `None` for an end.
        next: Option<u32>,
    },
    /// Answer the token of the to-do `from`, so that the execution goes on to `to` and opens `next`.
    Resume {
        /// The round of the subject.
        round: u32,
        /// The to-do that was decided.
        from: u32,
        /// The state that follows.
        to: String,
        /// The to-do that is to be opened; `None` for an end.
        next: Option<u32>,
    },
}

/// One act on one subject, as it is stored for good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The subject's partition, e.g. `PLAN#0af3…`.
    pub subject: String,
    /// Its number within the subject, from 1, without gaps.
    pub number: u64,
    /// What was done, snake case, e.g. `plan_submitted`.
    pub act: String,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// The caller's idempotency key.
    pub key: String,
    /// Hash of what the caller asked under that key.
    pub body_hash: String,
    /// What the caller was answered.
    #[serde(default)]
    pub answer: Value,
    /// Shape of `payload`.
    pub payload_version: u32,
    /// What changed; reports are projected from it.
    #[serde(default)]
    pub payload: Value,
    /// What is to follow.
    #[serde(default)]
    pub follow: Option<Follow>,
    /// Hash of the event before it; of the first, 64 zeros.
    pub previous: String,
    /// Hash over all of the above.
    pub hash: String,
}

/// What the caller of an act says of it.
#[derive(Debug, Clone)]
pub struct Act {
    /// What is done, snake case.
    pub act: &'static str,
    /// When.
    pub at: Timestamp,
    /// Who does it.
    pub actor: Actor,
    /// The caller's idempotency key.
    pub key: String,
    /// Hash of what the caller asked under that key.
    pub body_hash: String,
    /// What the caller is answered.
    pub answer: Value,
    /// What changes.
    pub payload: Value,
    /// What is to follow.
    pub follow: Option<Follow>,
}

/// How far a subject's history goes: stored in the subject's header, so that the next event is numbered and linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Events so far.
    pub events: u64,
    /// Hash of the last one; 64 zeros when there is none.
    pub last_hash: String,
}

impl Default for History {
    fn default() -> Self {
        Self { events: 0, last_hash: "0".repeat(64) }
    }
}

impl History {
    /// The number that the next event gets.
    #[must_use]
    pub const fn next(&self) -> u64 {
        self.events + 1
    }

    /// Adds an act: the event to store, linked to the last one, which this history then knows.
    pub fn record(&mut self, subject: &str, act: Act) -> Event {
        let mut event = Event {
            subject: subject.to_owned(),
            number: self.next(),
            act: act.act.to_owned(),
            at: act.at,
            actor: act.actor,
            key: act.key,
            body_hash: act.body_hash,
            answer: act.answer,
            payload_version: 1,
            payload: act.payload,
            follow: act.follow,
            previous: self.last_hash.clone(),
            hash: String::new(),
        };
        event.hash = event.computed_hash();
        self.events = event.number;
        self.last_hash.clone_from(&event.hash);
        event
    }
}

impl Event {
    /// SHA-256 in hex over every field but `hash`, with the members of each object in the order of their names.
    #[must_use]
    pub fn computed_hash(&self) -> String {
        let mut all = serde_json::to_value(self).unwrap_or_default();
        if let Some(members) = all.as_object_mut() {
            members.remove("hash");
        }
        let mut text = String::new();
        canonical(&all, &mut text);
        hex::encode(Sha256::digest(text))
    }
}

/// Writes JSON with sorted members and without absent ones, so that storage and readers cannot change the hash.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut named: Vec<_> = members.iter().filter(|(_, value)| !value.is_null()).collect();
            named.sort_by_key(|(name, _)| name.as_str());
            out.push('{');
            for (name, value) in named {
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                canonical(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// What is wrong with a chain of events.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// The event with this number was changed after it was stored.
    #[error("event {0} was changed")]
    Changed(u64),
    /// At this number another event is missing, was moved, or does not follow the one before.
    #[error("event {0} does not follow the one before")]
    Broken(u64),
    /// The chain ends before what the subject's header says.
    #[error("the chain ends after event {0}, but more had been stored")]
    Truncated(u64),
}

/// Checks a subject's whole history, in order, against what its header says of it.
///
/// # Errors
/// The first fault.
pub fn verify<'a>(events: impl IntoIterator<Item = &'a Event>, head: &History) -> Result<(), ChainFault> {
    let mut history = History::default();
    for event in events {
        if event.number != history.events + 1 || event.previous != history.last_hash {
            return Err(ChainFault::Broken(history.events + 1));
        }
        if event.computed_hash() != event.hash {
            return Err(ChainFault::Changed(event.number));
        }
        history = History { events: event.number, last_hash: event.hash.clone() };
    }
    if history == *head { Ok(()) } else { Err(ChainFault::Truncated(history.events)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn chain(length: u64) -> (Vec<Event>, History) {
        let mut history = History::default();
        let events = (0..length)
            .map(|n| {
                let actor = serde_json::from_value(json!({"id": "p1", "name": "林晓"})).unwrap();
                let payload = json!({"opinion": "同意", "n": n});
                let (key, body_hash) = (format!("key-{n}"), "b".into());
                let at = "2026-03-02T01:02:03Z".parse().unwrap();
                let act = Act { act: "saved", at, actor, key, body_hash, answer: Value::Null, payload, follow: None };
                history.record("PLAN#1", act)
            })
            .collect();
        (events, history)
    }

    #[test]
    fn a_true_chain_verifies_and_every_kind_of_meddling_is_named() {
        let (events, head) = chain(4);
        assert_eq!(verify(&events, &head), Ok(()));
        let meddled = |change: &dyn Fn(&mut Vec<Event>)| {
            let mut events = events.clone();
            change(&mut events);
            verify(&events, &head).unwrap_err()
        };
        assert_eq!(meddled(&|all| all[1].payload = json!({"opinion": "不同意"})), ChainFault::Changed(2));
        assert_eq!(meddled(&|all| drop(all.remove(1))), ChainFault::Broken(2));
        assert_eq!(meddled(&|all| all.swap(1, 2)), ChainFault::Broken(2));
        assert_eq!(meddled(&|all| all.truncate(3)), ChainFault::Truncated(3));
        assert_eq!(meddled(&|all| all[3].actor.id = "p2".parse().unwrap()), ChainFault::Changed(4));
    }

    #[test]
    fn the_hash_does_not_depend_on_the_order_of_members_nor_on_absent_ones() {
        let (events, _) = chain(1);
        let text = serde_json::to_string(&events[0]).unwrap();
        let read: Event = serde_json::from_str(&text.replace("\"follow\":null,", "")).unwrap();
        assert_eq!(read.computed_hash(), events[0].hash);
    }
}
