//! The opaque cursor of a list: base64url of the last key, bound to the partition and index it was made for.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::query::{Query, Range};
use crate::record::Index;
use crate::wire::{Item, key_of, text};

/// Longest cursor that is looked at, in characters.
const LONGEST: usize = 2_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cursor {
    /// Partition of the query, in its index.
    p: String,
    /// Name of the index; absent for the table itself.
    i: Option<String>,
    /// Partition key of the last item.
    k: String,
    /// Sort key of the last item.
    s: String,
    /// Sort key of the last item in the index.
    x: Option<String>,
}

/// The cursor that continues after `last`, an item or a last evaluated key of this query.
pub(crate) fn after(query: &Query, last: &Item) -> Result<String, StoreError> {
    let key = key_of(last);
    let in_index = |index: Index| last.get(index.attributes().1).and_then(|value| value.as_s().ok()).cloned();
    let cursor = Cursor {
        p: query.pk.clone(),
        i: query.index.map(|index| index.name().to_owned()),
        k: key.pk,
        s: key.sk,
        x: query.index.and_then(in_index),
    };
    let json = serde_json::to_vec(&cursor)
        .map_err(|error| StoreError::Failed { operation: "Query", why: error.to_string() })?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// The start key that the query's cursor stands for; refused when it was made for another query.
pub(crate) fn start(query: &Query) -> Result<Option<Item>, StoreError> {
    let Some(raw) = &query.cursor else { return Ok(None) };
    if raw.len() > LONGEST {
        return Err(StoreError::BadCursor);
    }
    let json = URL_SAFE_NO_PAD.decode(raw).map_err(|_| StoreError::BadCursor)?;
    let cursor: Cursor = serde_json::from_slice(&json).map_err(|_| StoreError::BadCursor)?;
    let place = match query.index {
        Some(_) => cursor.x.as_deref(),
        None => Some(cursor.s.as_str()).filter(|_| cursor.k == query.pk && cursor.x.is_none()),
    };
    let same_index = cursor.i.as_deref() == query.index.map(Index::name);
    let within = place.is_some_and(|sk| !sk.is_empty() && holds(&query.range, sk));
    if cursor.p != query.pk || !same_index || !within || cursor.k.is_empty() || cursor.s.is_empty() {
        return Err(StoreError::BadCursor);
    }
    let mut item = Item::from([("pk".to_owned(), text(cursor.k)), ("sk".to_owned(), text(cursor.s))]);
    if let (Some(index), Some(sk)) = (query.index, cursor.x) {
        let (pk_name, sk_name) = index.attributes();
        item.insert(pk_name.to_owned(), text(cursor.p));
        item.insert(sk_name.to_owned(), text(sk));
    }
    Ok(Some(item))
}

/// Whether a sort key lies in the range: the database refuses a start outside it.
fn holds(range: &Range, sk: &str) -> bool {
    match range {
        Range::All => true,
        Range::Prefix(prefix) => sk.starts_with(prefix.as_str()),
        Range::Between(from, to) => from.as_str() <= sk && sk <= to.as_str(),
        Range::AtMost(to) => sk <= to.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::text;
    use proptest::prelude::*;

    fn item() -> Item {
        [("pk", "PLAN#1"), ("sk", "TASK#0001#000001"), ("gsi1pk", "PERSON#p"), ("gsi1sk", "2022-03-01")]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), text(value)))
            .collect()
    }

    fn resumed(query: Query, cursor: String) -> Result<Option<Item>, StoreError> {
        start(&query.after(Some(cursor)))
    }

    #[test]
    fn a_cursor_continues_its_own_query() {
        let cursor = after(&Query::of("PLAN#1"), &item()).unwrap();
        let found = resumed(Query::of("PLAN#1"), cursor).unwrap().unwrap();
        assert_eq!(found.len(), 2);
        let todos = || Query::of("PERSON#p").index(Index::Tasks);
        let found = resumed(todos(), after(&todos(), &item()).unwrap()).unwrap().unwrap();
        assert_eq!(found, item());
    }

    #[test]
    fn a_cursor_of_another_partition_index_or_range_and_a_tampered_one_are_refused() {
        let todos = || Query::of("PERSON#p").index(Index::Tasks);
        let cursor = after(&todos(), &item()).unwrap();
        for other in [
            Query::of("PERSON#q").index(Index::Tasks),
            Query::of("PERSON#p").index(Index::ByPerson),
            Query::of("PERSON#p"),
            todos().at_most("2022-02-01"),
            todos().prefix("2023"),
        ] {
            assert!(matches!(resumed(other, cursor.clone()), Err(StoreError::BadCursor)));
        }
        let forged = URL_SAFE_NO_PAD.encode(r#"{"p":"PLAN#1","i":null,"k":"PLAN#2","s":"HEAD","x":null}"#);
        for bad in [forged, "%%%".to_owned(), "e30".to_owned(), String::new(), "A".repeat(3_000)] {
            assert!(matches!(resumed(Query::of("PLAN#1"), bad), Err(StoreError::BadCursor)));
        }
    }

    fn any_query() -> impl Strategy<Value = Query> {
        let range = prop_oneof![
            Just(Range::All),
            "[A-Z#0-9]{0,6}".prop_map(Range::Prefix),
            "\\PC{0,9}".prop_map(Range::AtMost)
        ];
        let index = prop_oneof![Just(None), Just(Some(Index::Tasks)), Just(Some(Index::Transit))];
        ("[A-Z#a-z0-9]{1,20}", index, range).prop_map(|(pk, index, range)| {
            let mut query = Query::of(pk);
            (query.index, query.range) = (index, range);
            query
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_sent_as_a_cursor_starts_within_the_query_or_nowhere(
            query in any_query(), p in "[A-Z#a-z0-9]{0,20}", own in any::<bool>(), i in prop::option::of("gsi[1-5]"),
            k in "\\PC{0,20}", s in "\\PC{0,20}", x in prop::option::of("\\PC{0,20}")
        ) {
            let p = if own { query.pk.clone() } else { p };
            let json = serde_json::to_vec(&Cursor { p, i, k, s, x }).unwrap();
            let asked = query.clone().after(Some(URL_SAFE_NO_PAD.encode(json)));
            if let Ok(Some(item)) = start(&asked) {
                let (pk, sk) = query.index.map_or(("pk", "sk"), Index::attributes);
                prop_assert_eq!(item.get(pk), Some(&text(&query.pk)));
                prop_assert!(holds(&query.range, item.get(sk).unwrap().as_s().unwrap()));
            }
        }

        #[test]
        fn any_text_is_a_cursor_or_refused(query in any_query(), raw in "\\PC{0,60}") {
            prop_assert!(!matches!(start(&query.after(Some(raw))), Ok(None)));
        }
    }
}
