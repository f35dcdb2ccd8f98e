//! Check what was posted (附件检查): size, hash and kind against what was declared. Fed by S3 for every object created.
//!
//! What passes is copied to where files are kept; all that was posted expires. The first decision counts: whatever is posted to
//! the same place afterwards is looked at no more.

use domain::upload::{Found, TAIL, Upload, UploadStatus};
use lambda::{Context, EventHandler, Failure};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::files::{Bucket, Content, Files};
use store::{CommitError, Refusal, Table, Transaction};

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(verify_upload(context, event));

#[derive(Deserialize)]
struct Notification {
    /// Absent in the test event that S3 sends when a notification is set up.
    #[serde(rename = "Records", default)]
    records: Vec<Created>,
}

#[derive(Deserialize)]
struct Created {
    s3: InBucket,
}

#[derive(Deserialize)]
struct InBucket {
    object: Object,
}

#[derive(Deserialize)]
struct Object {
    key: String,
    #[serde(rename = "versionId")]
    version: Option<String>,
}

async fn verify_upload(context: &Context, event: Value) -> Result<Value, Failure> {
    let notification: Notification = serde_json::from_value(event)?;
    let files = Files::from_env(&context.aws)?;
    let mut decided = 0;
    for Created { s3: InBucket { object } } in notification.records {
        decided += u32::from(verify(context, &files, object).await?);
    }
    Ok(json!({"decided": decided}))
}

/// Whether this object decided on its attachment.
async fn verify(context: &Context, files: &Files, object: Object) -> Result<bool, Failure> {
    let version = object.version.ok_or_else(|| Failure::new("BadInput", "the bucket keeps no versions"))?;
    let known = match Bucket::upload_of(&object.key) {
        Some(id) => context.store.uploads(&[id]).await?.pop(),
        None => None,
    };
    let Some(mut upload) = known else {
        tracing::warn!(key = object.key, "posted but never declared");
        return Ok(false);
    };
    if upload.status != UploadStatus::Awaited {
        return Ok(false);
    }
    let Some(content) = files.open_posted(&upload.id, &version).await? else {
        tracing::warn!(key = object.key, "gone before it was read");
        return Ok(false);
    };
    let found = read(content, upload.declared.size).await?;
    let checked = match upload.against(&found) {
        None => Ok(files.keep(&upload.id, &version).await?),
        Some(reason) => Err(reason),
    };
    let before = upload.version;
    upload.decide(checked);
    keep(context, &upload, before).await
}

async fn keep(context: &Context, upload: &Upload, before: u64) -> Result<bool, Failure> {
    let mut acts = Transaction::new();
    acts.replace(Table::Records, upload, before, Refusal::AlreadyDecided);
    match context.store.commit(acts, None).await {
        Ok(()) => {
            tracing::info!(upload = upload.id.as_str(), status = upload.status.label(), "decided");
            Ok(true)
        }
        Err(CommitError::Refused(Refusal::AlreadyDecided)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What is found of an object; of one that is not as large as declared, nothing needs to be read.
async fn read(content: Content, declared: u64) -> Result<Found, Failure> {
    let size = content.size;
    let mut reading = Reading::default();
    if size == declared {
        content.read(|piece| reading.take(piece)).await?;
    }
    Ok(reading.found(size))
}

const HEAD: usize = 64;

/// Hash, beginning and end of what passes by.
#[derive(Default)]
struct Reading {
    hash: Sha256,
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl Reading {
    fn take(&mut self, piece: &[u8]) {
        self.hash.update(piece);
        let missing = HEAD.saturating_sub(self.head.len());
        self.head.extend(piece.iter().take(missing));
        self.tail.extend_from_slice(piece);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
    }

    fn found(self, size: u64) -> Found {
        let sha256 = hex::encode(self.hash.finalize());
        Found { size, sha256, head: self.head, tail: self.tail }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_does_not_depend_on_the_pieces_it_came_in() {
        let bytes: Vec<u8> = (0..150_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let found = |piece: usize| {
            let mut reading = Reading::default();
            bytes.chunks(piece).for_each(|piece| reading.take(piece));
            reading.found(150_000)
        };
        let whole = found(bytes.len());
        assert_eq!(whole.sha256, hex::encode(Sha256::digest(&bytes)));
        assert_eq!((whole.head.as_slice(), whole.tail.as_slice()), (&bytes[..HEAD], &bytes[150_000 - TAIL..]));
        assert_eq!([found(1_000), found(70_000)], [whole.clone(), whole]);
    }

    #[test]
    fn a_notification_names_keys_and_versions_and_the_test_event_names_none() {
        let event = json!({"Records": [{"eventName": "ObjectCreated:Post", "s3": {"bucket": {"name": "files"},
            "object": {"key": "incoming/1", "size": 5, "versionId": "v1", "sequencer": "1"}}}]});
        let read: Notification = serde_json::from_value(event).unwrap();
        let object = &read.records[0].s3.object;
        assert_eq!((object.key.as_str(), object.version.as_deref()), ("incoming/1", Some("v1")));
        let test: Notification = serde_json::from_value(json!({"Event": "s3:TestEvent"})).unwrap();
        assert!(test.records.is_empty());
    }
}
