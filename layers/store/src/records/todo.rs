//! To-dos with what lies beside them.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use chains::pool::PoolPlace;
use chains::{Pool, Standing, Todo};
use domain::ids::PersonId;
use domain::subject::TaskId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::client::{Store, Table};
use crate::keys::{self, Key};
use crate::query::Query;
use crate::read::Page;
use crate::record::{Index, IndexKey, Record};
use crate::wire::Item;

fn todos_of_person(person: &PersonId) -> String {
    format!("TODO#{person}")
}

fn todos_of_pool(Pool { role, place }: &Pool) -> String {
    let place = match place {
        PoolPlace::Region(region) => region.as_str().to_owned(),
        PoolPlace::Unit(unit) => format!("UNIT#{unit}"),
        PoolPlace::Department(unit, department) => format!("UNIT#{unit}#{department}"),
    };
    format!("POOL#{}#{place}", role.code())
}

fn done_by(person: &PersonId) -> String {
    format!("DONE#{person}")
}

fn came_back_to(person: &PersonId) -> String {
    format!("BACK#{person}")
}

fn due_on(day: Date) -> String {
    format!("DUE#{day}")
}

/// Who had the to-do of an item: whoever claimed it, or else its holder.
fn had_by(item: &Item) -> Option<&AttributeValue> {
    let claimed = item.get("claim").and_then(|claim| claim.as_m().ok()?.get("by"));
    claimed.or_else(|| item.get("holder"))
}

/// What was decided on the to-do of an item.
fn decision_of(item: &mut Item) -> Option<&mut Item> {
    match item.get_mut("ended")? {
        AttributeValue::M(ended) => match ended.get_mut("decision")? {
            AttributeValue::M(decision) => Some(decision),
            _ => None,
        },
        _ => None,
    }
}

impl Record for Todo {
    const ENTITY: &'static str = "todo";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::todo(&self.id)
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
    /// Whoever had it decided, as a rule.
    fn fold(item: &mut Item) {
        let had = had_by(item).cloned();
        if let Some(decision) = decision_of(item)
            && decision.get("by") == had.as_ref()
        {
            decision.remove("by");
        }
    }
    fn unfold(item: &mut Item) {
        let had = had_by(item).cloned();
        if let Some((decision, had)) = decision_of(item).zip(had) {
            decision.entry("by".to_owned()).or_insert(had);
        }
    }
    fn indexes(&self) -> Vec<IndexKey> {
        if let Some(ended) = &self.ended {
            // A withdrawn to-do was not done by the one who had it.
            return vec![IndexKey::new(Index::ByPerson, done_by(&ended.decision.by.id), keys::place_at(ended.at))];
        }
        let holder = self.claim.as_ref().map(|claim| &claim.by).or(self.holder.as_ref());
        let opened = keys::place_at(self.opened_at);
        let place = format!("{}#{opened}", self.due);
        let list = match (holder, &self.pool) {
            (Some(holder), _) => todos_of_person(&holder.id),
            (None, Some(pool)) => todos_of_pool(pool),
            (None, None) => todos_of_person(&self.raiser.id),
        };
        let mut all = vec![IndexKey::new(Index::Tasks, list, place)];
        if let Some(holder) = holder.filter(|_| self.came_back()) {
            all.push(IndexKey::new(Index::ByPerson, came_back_to(&holder.id), opened.clone()));
        }
        all.extend(self.remind_on.map(|day| IndexKey::new(Index::Due, due_on(day), opened)));
        all
    }
}

impl Record for Standing {
    const ENTITY: &'static str = "standing";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::standing(&self.id)
    }
}

/// A task token. No `Debug`, `Display` or `Serialize` of its own: it cannot reach a log, an answer or an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// From what Step Functions handed over.
    #[must_use]
    pub fn new(raw: String) -> Self {
        Self(raw)
    }

    /// For the call that answers it, and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The token that a to-do's state waits with.
#[derive(Serialize, Deserialize)]
pub struct TokenRecord {
    /// The to-do.
    pub id: TaskId,
    token: String,
}

impl TokenRecord {
    /// The token of a to-do.
    #[must_use]
    pub fn new(id: TaskId, token: &Token) -> Self {
        Self { id, token: token.0.clone() }
    }

    /// The token.
    #[must_use]
    pub fn token(self) -> Token {
        Token(self.token)
    }
}

impl Record for TokenRecord {
    const ENTITY: &'static str = "token";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::token(&self.id)
    }
}

impl fmt::Debug for TokenRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRecord").field("id", &self.id).finish_non_exhaustive()
    }
}

/// How a list of to-dos is looked at: which way round, from where on, and which titles.
#[derive(Debug, Clone, Default)]
pub struct Look<'a> {
    /// The last of the list first: an index reads both ways at the same cost.
    pub descending: bool,
    /// Only titles that contain this.
    pub title: Option<&'a str>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

impl Store {
    /// Access pattern 11: a person's to-dos by due day.
    ///
    /// # Errors
    /// [`crate::StoreError::BadCursor`] or a failure of the store.
    pub async fn todos_of(&self, person: &PersonId, look: Look<'_>) -> Result<Page<Todo>> {
        self.listed(Query::of(todos_of_person(person)).index(Index::Tasks), look).await
    }

    /// Access pattern 11a: the to-dos that came back to a person (退回、答复给我的), by when they came.
    ///
    /// # Errors
    /// [`crate::StoreError::BadCursor`] or a failure of the store.
    pub async fn came_back_to(&self, person: &PersonId, look: Look<'_>) -> Result<Page<Todo>> {
        self.listed(Query::of(came_back_to(person)).index(Index::ByPerson), look).await
    }

    /// Access pattern 12: a pool's unclaimed to-dos by due day.
    ///
    /// # Errors
    /// [`crate::StoreError::BadCursor`] or a failure of the store.
    pub async fn todos_in_pool(&self, pool: &Pool, look: Look<'_>) -> Result<Page<Todo>> {
        self.listed(Query::of(todos_of_pool(pool)).index(Index::Tasks), look).await
    }

    async fn listed(&self, list: Query, look: Look<'_>) -> Result<Page<Todo>> {
        let list = list.contains("title", look.title).after(look.cursor);
        let list = if look.descending { list.descending() } else { list };
        self.query(Table::Records, list).await
    }

    /// How many to-dos a person has, to 999; 1000 means more.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn count_todos_of(&self, person: &PersonId) -> Result<u16> {
        self.count_up_to_999(Index::Tasks, &todos_of_person(person)).await
    }

    /// How many unclaimed to-dos a pool has, to 999; 1000 means more.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn count_todos_in_pool(&self, pool: &Pool) -> Result<u16> {
        self.count_up_to_999(Index::Tasks, &todos_of_pool(pool)).await
    }

    /// Access pattern 13: what a person did, by when they did it.
    ///
    /// # Errors
    /// [`crate::StoreError::BadCursor`] or a failure of the store.
    pub async fn done_by(&self, person: &PersonId, look: Look<'_>) -> Result<Page<Todo>> {
        self.listed(Query::of(done_by(person)).index(Index::ByPerson), look).await
    }

    /// Access pattern 14: open to-dos that are to be reminded on `day`, 100 a page.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn due_on(&self, day: Date, cursor: Option<String>) -> Result<Page<Result<Todo>>> {
        self.query_each(Table::Records, Query::of(due_on(day)).index(Index::Due).limit(100).after(cursor)).await
    }

    /// Access pattern 15: the to-dos of a subject from one to another, at most 100, in the order in which they were opened.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn todos_between(&self, first: &TaskId, last: &TaskId) -> Result<Vec<Todo>> {
        let (first, last) = (keys::todo(first), keys::todo(last));
        let query = Query::of(first.pk).between(first.sk, last.sk).limit(100);
        Ok(self.query(Table::Records, query).await?.items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{from_item, to_item};
    use serde_json::{Value, json};

    fn decided(holder: &Value, claim: &Value, by: &str) -> Todo {
        serde_json::from_value(json!({"id": "plan.1.1.1", "title": "办公设备", "unit": "u", "raiser": {"id": "p", "name": "甲"},
            "step": "DemandLead", "label": "审核", "holder": holder, "claim": claim, "opened_at": "2026-03-02T01:00:00Z",
            "due": "2026-03-04", "version": 2, "ended": {"at": "2026-03-02T02:00:00Z", "event": 3, "decision": {"kind": "send",
            "label": "送", "to": "UnitLead", "person": null, "by": {"id": by, "name": "乙"}}}}))
        .unwrap()
    }

    #[test]
    fn whoever_had_it_and_decided_stands_there_once() {
        let (lead, none) = (json!({"id": "lead", "name": "乙"}), Value::Null);
        let claim = json!({"by": lead, "at": "2026-03-02T01:30:00Z"});
        for (holder, claim, by, kept) in [
            (&lead, &none, "lead", false),
            (&lead, &none, "sender", true),
            (&none, &claim, "lead", false),
            (&none, &none, "lead", true),
        ] {
            let todo = decided(holder, claim, by);
            let mut item = to_item(&todo).unwrap();
            assert_eq!(decision_of(&mut item).unwrap().contains_key("by"), kept);
            assert_eq!(from_item::<Todo>(item).unwrap(), todo);
        }
    }

    #[test]
    fn a_todo_from_before_names_its_unit_and_whoever_decided() {
        let todo = decided(&json!({"id": "lead", "name": "乙"}), &Value::Null, "lead");
        let mut item = to_item(&todo).unwrap();
        item.remove("unit");
        item.insert("unit_name".into(), AttributeValue::S("示范大学".into()));
        item.insert("reminders".into(), AttributeValue::N("2".into()));
        item.insert("due_provisional".into(), AttributeValue::Bool(true));
        let by = item["holder"].clone();
        decision_of(&mut item).unwrap().insert("by".into(), by);
        let read = from_item::<Todo>(item).unwrap();
        assert_eq!(read.unit, chains::todo::OfUnit::Called("示范大学".parse().unwrap()));
        assert_eq!((read.reminders, read.due_provisional, read.ended), (2, true, todo.ended));
    }
}
