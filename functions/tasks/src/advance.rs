//! The reader of the outbox: events come from the stream of their table, at least once and in order for each subject, and
//! what they say is to follow is done.

use chains::Route;
use domain::events::Event;
use lambda::{Context, EventHandler, Failure};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::events::from_stream;
use store::keys;

use crate::chain::is_unavailable;
use crate::follow::Chains;

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(advance(context, event));

#[derive(Deserialize)]
struct Batch {
    /// Each read by itself, so that one that does not read stops no other.
    #[serde(rename = "Records")]
    records: Vec<Value>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(rename = "eventName")]
    name: String,
    dynamodb: Change,
}

#[derive(Deserialize)]
struct Change {
    #[serde(rename = "SequenceNumber")]
    number: String,
    #[serde(rename = "NewImage", default)]
    image: Value,
}

/// What is to be delivered again.
#[derive(Debug, Default, Serialize)]
struct Again {
    #[serde(rename = "batchItemFailures")]
    failures: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    #[serde(rename = "itemIdentifier")]
    number: String,
}

async fn advance(context: &Context, event: Value) -> Result<Value, Failure> {
    let batch: Batch = serde_json::from_value(event)?;
    let chains = Chains::new(context)?;
    let mut again = Again::default();
    for record in batch.records {
        let Some((number, event)) = read(record) else { continue };
        if let Err(failure) = follow(&chains, &event).await {
            tracing::error!(
                kind = failure.kind,
                inside = failure.message,
                subject = event.subject,
                event = event.number,
                "not followed"
            );
            if is_unavailable(&failure) {
                again.failures.push(Item { number });
            }
        }
    }
    Ok(serde_json::to_value(again)?)
}

/// The event of a record; what is none, or was not an insert, is told in the log and never delivered again.
fn read(record: Value) -> Option<(String, Event)> {
    let record: Record = match serde_json::from_value(record) {
        Ok(record) => record,
        Err(error) => {
            tracing::error!(inside = %Failure::from(error).message, "poison");
            return None;
        }
    };
    let Change { number, image } = record.dynamodb;
    if record.name != "INSERT" {
        tracing::error!(name = record.name, number, "tampered");
        return None;
    }
    match from_stream(image) {
        Ok(event) => Some((number, event)),
        Err(error) => {
            tracing::error!(inside = %error, number, "poison");
            None
        }
    }
}

async fn follow(chains: &Chains<'_>, event: &Event) -> Result<(), Failure> {
    match (&event.follow, keys::subject_of(&event.subject)) {
        (Some(follow), Some(subject)) => chains.follow(&Route::of(&subject, follow), follow).await,
        (Some(_), None) => Err(Failure::new("UnknownSubject", "nothing can follow on this kind of subject")),
        (None, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_no_inserted_event_is_left_out() {
        for record in [
            json!(null),
            json!({"eventName": "INSERT"}),
            json!({"eventName": "REMOVE", "dynamodb": {"SequenceNumber": "1"}}),
            json!({"eventName": "INSERT", "dynamodb": {"SequenceNumber": "1", "NewImage": {"pk": {"S": "PLAN#1"}}}}),
        ] {
            assert!(read(record).is_none());
        }
    }

    #[test]
    fn failures_are_named_as_the_stream_expects() {
        let again = Again { failures: vec![Item { number: "7".into() }] };
        assert_eq!(serde_json::to_value(again).unwrap(), json!({"batchItemFailures": [{"itemIdentifier": "7"}]}));
    }
}
