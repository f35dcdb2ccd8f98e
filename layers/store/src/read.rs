//! Reads: one item, a handful in one round trip, or a page of a partition. There is no scan.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, ReturnConsumedCapacity, Select};

use crate::client::{Store, Table};
use crate::condition::Expression;
use crate::error::StoreError;
use crate::keys::Key;
use crate::query::Query;
use crate::record::{Index, Record};
use crate::wire::{Item, from_item, key_item, key_of, text};
use crate::{Result, cost, cursor, retry};

/// Most keys of one [`Store::batch_get`].
pub const BATCH: usize = 100;
/// Most items that a filtered page looks at before it hands back what it has and a cursor.
const LOOKED_AT: usize = 500;
/// Items that are counted at once, of which the database makes pages of a megabyte by itself.
const COUNTED_AT_ONCE: usize = 10_000;
/// Where [`Store::count_up_to_999`] stops; a list shows it as 999+.
const COUNTED: i32 = 1_000;

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// Its items, in order.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` at the end. A filtered page may be short, or empty, and still have one.
    pub next: Option<String>,
}

/// The items of a [`Store::batch_get`], of any kinds.
#[derive(Debug, Default)]
pub struct Items(HashMap<Key, Item>);

impl Items {
    /// Take the record with this key; `None` when it was not there.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the item is not such a record.
    pub fn take<R: Record>(&mut self, key: &Key) -> Result<Option<R>> {
        self.0.remove(key).map(from_item).transpose()
    }

    /// Whether the item with this key has a list of the name `list`, however deep, with `text` in it.
    #[must_use]
    pub fn lists(&self, key: &Key, list: &str, text: &str) -> bool {
        self.0.get(key).is_some_and(|item| lists(item, list, text))
    }
}

fn lists(item: &Item, list: &str, text: &str) -> bool {
    item.iter().any(|(name, value)| match value {
        AttributeValue::L(of) => name == list && of.iter().any(|one| one.as_s().is_ok_and(|one| one == text)),
        AttributeValue::M(of) => lists(of, list, text),
        _ => false,
    })
}

impl Store {
    /// One record, as of all writes before this call; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the item is not such a record, else when the database fails.
    pub async fn get<R: Record>(&self, table: Table, key: &Key) -> Result<Option<R>> {
        self.item(table, key).await?.map(from_item).transpose()
    }

    async fn item(&self, table: Table, key: &Key) -> Result<Option<Item>> {
        let answer = self
            .client
            .get_item()
            .table_name(self.name(table)?)
            .set_key(Some(key_item(key)))
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .send()
            .await
            .map_err(|error| retry::store_error("GetItem", &error))?;
        cost::log("GetItem", answer.consumed_capacity());
        Ok(answer.item)
    }

    /// Several items in one round trip, each as of all writes before; what is not there is left out.
    ///
    /// # Errors
    /// More than [`BATCH`] keys, or the database fails or leaves keys unread after several tries.
    pub async fn batch_get(&self, table: Table, keys: &[Key]) -> Result<Items> {
        let failed = |why: String| StoreError::Failed { operation: "BatchGetItem", why };
        let mut wanted: Vec<Key> = keys.to_vec();
        wanted.sort();
        wanted.dedup();
        if wanted.len() > BATCH {
            return Err(failed(format!("{} keys, at most {BATCH}", wanted.len())));
        }
        let name = self.name(table)?;
        let mut open: Vec<Item> = wanted.iter().map(key_item).collect();
        let mut found = Items::default();
        let mut tried = 0;
        while !open.is_empty() {
            if tried == retry::TRIES {
                let why = format!("{} keys were left unread", open.len());
                return Err(StoreError::Unavailable { operation: "BatchGetItem", why });
            }
            if tried > 0 {
                retry::back_off(tried).await;
            }
            tried += 1;
            let keys = KeysAndAttributes::builder().set_keys(Some(open)).consistent_read(true).build();
            let mut answer = self
                .client
                .batch_get_item()
                .request_items(name, keys.map_err(|error| failed(error.to_string()))?)
                .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
                .send()
                .await
                .map_err(|error| retry::store_error("BatchGetItem", &error))?;
            cost::log("BatchGetItem", answer.consumed_capacity());
            let read = answer.responses.take().and_then(|mut of_tables| of_tables.remove(name));
            found.0.extend(read.unwrap_or_default().into_iter().map(|item| (key_of(&item), item)));
            let left = answer.unprocessed_keys.take().and_then(|mut of_tables| of_tables.remove(name));
            open = left.map(|keys| keys.keys).unwrap_or_default();
        }
        Ok(found)
    }

    /// A page of records of one kind; from the table it holds all writes before, from an index nearly all.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] for a cursor of another query, [`StoreError::Corrupt`] for an unreadable item.
    pub async fn query<R: Record>(&self, table: Table, query: Query) -> Result<Page<R>> {
        let (items, next) = self.page(table, query).await?;
        Ok(Page { items: items.into_iter().map(from_item).collect::<Result<_>>()?, next })
    }

    /// As [`Store::query`], but an item that does not read is a fault of its own, for what it must not hold up.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] for a cursor of another query, or the database fails.
    pub async fn query_each<R: Record>(&self, table: Table, query: Query) -> Result<Page<Result<R>>> {
        let (items, next) = self.page(table, query).await?;
        Ok(Page { items: items.into_iter().map(from_item).collect(), next })
    }

    async fn page(&self, table: Table, query: Query) -> Result<(Vec<Item>, Option<String>)> {
        let mut start = cursor::start(&query)?;
        let at_once = if query.contains.is_some() { query.limit.max(100) } else { query.limit };
        let (mut items, mut looked_at) = (Vec::new(), 0);
        loop {
            let answer = self.ask(table, &query, start, at_once, Select::AllAttributes).await?;
            looked_at += usize::try_from(answer.scanned_count).unwrap_or(LOOKED_AT);
            items.extend(answer.items.unwrap_or_default());
            let last = answer.last_evaluated_key;
            if items.len() > query.limit {
                items.truncate(query.limit);
                let next = items.last().map(|last| cursor::after(&query, last)).transpose()?;
                return Ok((items, next));
            }
            let enough = items.len() == query.limit || query.contains.is_none() || looked_at >= LOOKED_AT;
            match last {
                Some(key) if enough => return Ok((items, Some(cursor::after(&query, &key)?))),
                Some(key) => start = Some(key),
                None => return Ok((items, None)),
            }
        }
    }

    /// How many items the partition of an index holds, counted to 1000 at most: 1000 means "999+".
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_up_to_999(&self, index: Index, pk: &str) -> Result<u16> {
        let query = Query::of(pk).index(index);
        let (mut counted, mut start) = (0, None);
        loop {
            let most = usize::try_from(COUNTED.saturating_sub(counted)).unwrap_or(1).max(1);
            let answer = self.ask(Table::Records, &query, start, most, Select::Count).await?;
            counted = counted.saturating_add(answer.count);
            start = answer.last_evaluated_key;
            if start.is_none() || counted >= COUNTED {
                return Ok(u16::try_from(counted.clamp(0, COUNTED)).unwrap_or_default());
            }
        }
    }

    /// How many items the partition of an index holds, however many; for what runs seldom and in nobody's way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, index: Index, pk: &str) -> Result<u32> {
        let query = Query::of(pk).index(index);
        let (mut counted, mut start) = (0_u32, None);
        loop {
            let answer = self.ask(Table::Records, &query, start, COUNTED_AT_ONCE, Select::Count).await?;
            counted = counted.saturating_add(u32::try_from(answer.count).unwrap_or_default());
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(counted);
            }
        }
    }

    async fn ask(
        &self,
        table: Table,
        query: &Query,
        start: Option<Item>,
        limit: usize,
        select: Select,
    ) -> Result<QueryOutput> {
        let mut words = Expression::default();
        query.key_condition(&mut words);
        let filter = query
            .contains
            .as_ref()
            .map(|(attribute, part)| format!("contains({}, {})", words.name(attribute), words.value(text(part))));
        let answer = self
            .client
            .query()
            .table_name(self.name(table)?)
            .set_index_name(query.index.map(|index| index.name().to_owned()))
            .key_condition_expression(words.text.clone())
            .set_filter_expression(filter)
            .set_expression_attribute_values(words.some_values())
            .set_expression_attribute_names(Some(words.names))
            .scan_index_forward(query.ascending)
            .consistent_read(query.index.is_none())
            .set_exclusive_start_key(start)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .select(select)
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .send()
            .await
            .map_err(|error| retry::store_error("Query", &error))?;
        cost::log("Query", answer.consumed_capacity());
        Ok(answer)
    }
}
