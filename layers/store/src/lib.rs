//! The only crate that knows the SDKs of DynamoDB and S3: keys, records, reads, transactions, events and files.
//!
//! Every write of a step is one [`Transaction`]; every list is a [`Page`] with an opaque cursor; nothing scans.

pub mod client;
mod condition;
mod cost;
mod cursor;
mod error;
pub mod events;
#[cfg(feature = "files")]
pub mod files;
pub mod keys;
mod query;
mod read;
mod record;
pub mod records;
mod retry;
mod transaction;
mod wire;

pub use client::{Aws, Store, Table};
pub use condition::{Condition, Scalar};
pub use error::{CommitError, Refusal, StoreError};
pub use events::Replay;
pub use keys::Key;
pub use query::{Query, Range};
pub use read::{BATCH, Items, Page};
pub use record::{Index, IndexKey, Record};
pub use transaction::{MOST, Transaction};

/// Result of a read.
pub type Result<T> = std::result::Result<T, StoreError>;
