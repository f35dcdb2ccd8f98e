//! Between records and items.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::StoreError;
use crate::keys::Key;
use crate::record::Record;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// Attributes that belong to the item, not to the record.
const OWN: [&str; 15] = [
    "pk", "sk", "entity", "schema", "ttl", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk", "gsi3pk", "gsi3sk", "gsi4pk",
    "gsi4sk", "gsi5pk", "gsi5sk",
];

pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// The key attributes of an item.
pub(crate) fn key_item(key: &Key) -> Item {
    Item::from([("pk".to_owned(), text(&key.pk)), ("sk".to_owned(), text(&key.sk))])
}

/// The key that an item carries; empty texts for attributes that are missing.
pub(crate) fn key_of(item: &Item) -> Key {
    let part = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned().unwrap_or_default();
    Key { pk: part("pk"), sk: part("sk") }
}

/// A record as an item: its fields without the absent ones, and the item's own attributes.
pub(crate) fn to_item<R: Record>(record: &R) -> Result<Item, StoreError> {
    let failed = |why: String| StoreError::Failed { operation: "write", why };
    let mut item: Item = serde_dynamo::to_item(record).map_err(|error| failed(format!("{}: {error}", R::ENTITY)))?;
    if let Some(taken) = OWN.iter().find(|name| item.contains_key(**name)) {
        return Err(failed(format!("{} has a field named {taken}", R::ENTITY)));
    }
    item.retain(|_, value| !value.is_null());
    R::fold(&mut item);
    item.extend(key_item(&record.key()));
    item.insert("entity".to_owned(), text(R::ENTITY));
    item.insert("schema".to_owned(), number(R::SCHEMA));
    if let Some(version) = record.version() {
        item.insert("version".to_owned(), number(version));
    }
    if let Some(at) = record.expires_at() {
        item.insert("ttl".to_owned(), number(at));
    }
    for place in record.indexes() {
        let (pk, sk) = place.index.attributes();
        item.insert(pk.to_owned(), text(place.pk));
        item.insert(sk.to_owned(), text(place.sk));
    }
    Ok(item)
}

/// The record of an item; whatever does not read is corrupt, never a default.
pub(crate) fn from_item<R: Record>(mut item: Item) -> Result<R, StoreError> {
    let key = key_of(&item);
    let entity = item.get("entity").and_then(|value| value.as_s().ok());
    let schema = item.get("schema").and_then(|value| value.as_n().ok()).and_then(|n| n.parse::<u32>().ok());
    if let Some(former) = entity.filter(|entity| *entity != R::ENTITY).and_then(|entity| R::read_former(entity, &item))
    {
        return former.map_err(|error| StoreError::Corrupt { key, why: error.to_string() });
    }
    let why = if entity.is_none_or(|entity| entity != R::ENTITY) {
        Some(format!("not a {}", R::ENTITY))
    } else if schema.is_none_or(|schema| schema > R::SCHEMA) {
        Some(format!("not of a shape up to {}", R::SCHEMA))
    } else {
        None
    };
    if let Some(why) = why {
        return Err(StoreError::Corrupt { key, why });
    }
    for name in OWN {
        item.remove(name);
    }
    R::unfold(&mut item);
    serde_dynamo::from_item(item).map_err(|error| StoreError::Corrupt { key, why: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Index, IndexKey};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Note {
        words: String,
        by: Option<String>,
        version: u64,
    }
    impl Record for Note {
        const ENTITY: &'static str = "note";
        const SCHEMA: u32 = 2;
        fn key(&self) -> Key {
            Key { pk: "NOTE#1".into(), sk: "HEAD".into() }
        }
        fn version(&self) -> Option<u64> {
            Some(self.version)
        }
        fn indexes(&self) -> Vec<IndexKey> {
            vec![IndexKey::new(Index::ByUnit, "UNIT#1", "2022")]
        }
    }

    fn note() -> Note {
        Note { words: "好".into(), by: None, version: 3 }
    }

    #[test]
    fn a_record_reads_back_and_absent_fields_are_not_stored() {
        let item = to_item(&note()).unwrap();
        assert!(!item.contains_key("by"));
        assert_eq!(item.get("gsi3pk"), Some(&text("UNIT#1")));
        assert_eq!(item.get("version"), Some(&number(3)));
        assert_eq!(from_item::<Note>(item).unwrap(), note());
    }

    #[test]
    fn another_entity_a_newer_shape_and_a_broken_field_are_corrupt() {
        for (name, value) in [("entity", text("plan")), ("schema", number(3)), ("words", number(1))] {
            let mut item = to_item(&note()).unwrap();
            item.insert(name.to_owned(), value);
            let read = from_item::<Note>(item);
            assert!(matches!(&read, Err(StoreError::Corrupt { key, .. }) if key.pk == "NOTE#1"), "{name}: {read:?}");
        }
        let mut unknown = to_item(&note()).unwrap();
        unknown.insert("more".to_owned(), text("x"));
        assert!(from_item::<Note>(unknown).is_ok());
    }
}
