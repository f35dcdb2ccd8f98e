//! A record: something with a key, index entries and a version that is one item of a table.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::keys::Key;

/// An index of the records table, named for the question it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Index {
    /// The to-dos of this person or pool, by due day (`gsi1`).
    Tasks,
    /// What this person did or raised, by time; the organisations of a kind (`gsi2`).
    ByPerson,
    /// This unit's subjects of a kind, by time (`gsi3`).
    ByUnit,
    /// Subjects in transit between two steps, by time; sparse and sharded (`gsi4`).
    Transit,
    /// What falls due, by day (`gsi5`).
    Due,
}

impl Index {
    /// Name of the index.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tasks => "gsi1",
            Self::ByPerson => "gsi2",
            Self::ByUnit => "gsi3",
            Self::Transit => "gsi4",
            Self::Due => "gsi5",
        }
    }

    /// Its partition and sort attributes.
    #[must_use]
    pub const fn attributes(self) -> (&'static str, &'static str) {
        match self {
            Self::Tasks => ("gsi1pk", "gsi1sk"),
            Self::ByPerson => ("gsi2pk", "gsi2sk"),
            Self::ByUnit => ("gsi3pk", "gsi3sk"),
            Self::Transit => ("gsi4pk", "gsi4sk"),
            Self::Due => ("gsi5pk", "gsi5sk"),
        }
    }
}

/// Where a record stands in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexKey {
    /// The index.
    pub index: Index,
    /// Partition in the index.
    pub pk: String,
    /// Place within the partition.
    pub sk: String,
}

impl IndexKey {
    /// A place in `index`.
    #[must_use]
    pub fn new(index: Index, pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self { index, pk: pk.into(), sk: sk.into() }
    }
}

/// What is stored as one item.
///
/// A field must not be named as one of the item's own attributes: `pk`, `sk`, `entity`, `schema`, `ttl`, `gsi…`.
pub trait Record: Serialize + DeserializeOwned {
    /// Name of the kind, stored with every item and checked when it is read.
    const ENTITY: &'static str;
    /// Version of its shape; an item of a newer shape is not read.
    const SCHEMA: u32;

    /// Its key.
    fn key(&self) -> Key;

    /// Reads an item of `entity` as such records were stored before; `None` for an entity that never was one.
    fn read_former(entity: &str, item: &HashMap<String, AttributeValue>) -> Option<serde_dynamo::Result<Self>> {
        let _ = (entity, item);
        None
    }

    /// Takes out of its item what stands there twice, so that it stays small.
    fn fold(item: &mut HashMap<String, AttributeValue>) {
        let _ = item;
    }

    /// Puts back what [`Record::fold`] took out; an item from before has it still.
    fn unfold(item: &mut HashMap<String, AttributeValue>) {
        let _ = item;
    }

    /// Its places in the indexes, at most one for each index.
    fn indexes(&self) -> Vec<IndexKey> {
        Vec::new()
    }

    /// Its version, stored as the attribute `version`; `None` for what is written once.
    fn version(&self) -> Option<u64> {
        None
    }

    /// When the database may drop it, in seconds since 1970; `None` for never.
    fn expires_at(&self) -> Option<i64> {
        None
    }
}
