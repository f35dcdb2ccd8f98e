//! Subjects: the header with its places in lists and in transit, and the body of a plan beside it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::ids::{PersonId, PlanId, UnitId};
use domain::plan::PlanBody;
use domain::subject::{FormerPlan, Party, Status, Subject, SubjectId, SubjectKind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::client::{Store, Table};
use crate::error::StoreError;
use crate::keys::{self, Key};
use crate::query::Query;
use crate::read::Page;
use crate::record::{Index, IndexKey, Record};

/// Shards of the transit index, so that a busy hour does not write to one partition alone.
pub const TRANSIT_SHARDS: u8 = 8;

fn transit_pk(shard: u8) -> String {
    format!("TRANSIT#{shard}")
}

fn shard_of(subject: &SubjectId) -> u8 {
    subject.id.as_str().bytes().fold(0_u8, u8::wrapping_add) % TRANSIT_SHARDS
}

fn of_unit(unit: &UnitId, kind: SubjectKind, status: Status) -> String {
    format!("UNIT#{unit}#{}#{}", kind.list(), status.code())
}

fn of_party(unit: &UnitId, kind: SubjectKind, status: Status) -> String {
    format!("PARTY#{unit}#{}#{}", kind.list(), status.code())
}

/// Plans were the first kind: their list has no name of its own.
fn raised_by(person: &PersonId, kind: SubjectKind) -> String {
    match kind {
        SubjectKind::Plan => format!("RAISED#{person}"),
        kind => format!("RAISED#{person}#{}", kind.list()),
    }
}

impl Record for Subject {
    const ENTITY: &'static str = "subject";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::subject_head(&self.id)
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
    fn read_former(entity: &str, item: &HashMap<String, AttributeValue>) -> Option<serde_dynamo::Result<Self>> {
        (entity == "plan").then(|| serde_dynamo::from_item::<_, FormerPlan>(item.clone()).map(Self::from))
    }
    fn indexes(&self) -> Vec<IndexKey> {
        let raised = || {
            IndexKey::new(Index::ByPerson, raised_by(&self.raiser.id, self.id.kind), keys::place_at(self.created_at))
        };
        let unit = of_unit(&self.home.unit, self.id.kind, self.status);
        let of_unit = || IndexKey::new(Index::ByUnit, unit, keys::place_at(self.created_at));
        let mut all = match self.status {
            Status::Draft => vec![raised()],
            Status::UnderWay | Status::Finished => vec![raised(), of_unit()],
            Status::Discarded => Vec::new(),
        };
        let from = self.parties.get(&Party::Supplier).or_else(|| self.parties.get(&Party::Agency));
        if let Some(taker) = from.filter(|_| matches!(self.status, Status::UnderWay | Status::Finished)) {
            let list = of_party(&taker.unit, self.id.kind, self.status);
            all.push(IndexKey::new(Index::Tasks, list, keys::place_at(self.created_at)));
        }
        if let Some(transit) = &self.course.transit {
            all.push(IndexKey::new(Index::Transit, transit_pk(shard_of(&self.id)), keys::place_at(transit.since)));
        }
        all
    }
}

/// That a subject is about another; written once, with the one that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutLink {
    /// The one that it is about.
    pub about: SubjectId,
    /// The subject.
    pub subject: SubjectId,
    /// When it was begun.
    pub at: Timestamp,
}

impl Record for AboutLink {
    const ENTITY: &'static str = "about";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::about(&self.about, self.at, &self.subject)
    }
}

impl Record for PlanBody {
    const ENTITY: &'static str = "plan_body";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::plan_body(&self.plan)
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl Store {
    /// Access pattern 6: a subject's header.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn subject(&self, id: &SubjectId) -> Result<Option<Subject>> {
        self.get(Table::Records, &keys::subject_head(id)).await
    }

    /// Access pattern 7: a subject's header and body in one round trip.
    ///
    /// # Errors
    /// A failure of the store; [`StoreError::Corrupt`] for a header without a body.
    pub async fn subject_with_body<B: Record>(&self, id: &SubjectId) -> Result<Option<(Subject, B)>> {
        let (head, body) = (keys::subject_head(id), keys::subject_body(id));
        let mut found = self.batch_get(Table::Records, &[head.clone(), body.clone()]).await?;
        let Some(subject) = found.take::<Subject>(&head)? else { return Ok(None) };
        let missing = || StoreError::Corrupt { key: body.clone(), why: "a subject without a body".to_owned() };
        Ok(Some((subject, found.take::<B>(&body)?.ok_or_else(missing)?)))
    }

    /// A plan's header and body, as [`Store::subject_with_body`].
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn plan_with_body(&self, id: &PlanId) -> Result<Option<(Subject, PlanBody)>> {
        self.subject_with_body(&id.into()).await
    }

    /// Access pattern 8: a unit's subjects of a kind, under way or finished, newest first, with a name that contains `name`.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn subjects_of_unit(
        &self,
        kind: SubjectKind,
        unit: &UnitId,
        status: Status,
        name: Option<&str>,
        cursor: Option<String>,
    ) -> Result<Page<Subject>> {
        let query = Query::of(of_unit(unit, kind, status))
            .index(Index::ByUnit)
            .descending()
            .contains("name", name)
            .after(cursor);
        self.query(Table::Records, query).await
    }

    /// Access pattern 30: the subjects of a kind that an organisation from outside has a part in, under way or finished, newest
    /// first, with a name that contains `name`.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn subjects_of_party(
        &self,
        kind: SubjectKind,
        unit: &UnitId,
        status: Status,
        name: Option<&str>,
        cursor: Option<String>,
    ) -> Result<Page<Subject>> {
        let query = Query::of(of_party(unit, kind, status))
            .index(Index::Tasks)
            .descending()
            .contains("name", name)
            .after(cursor);
        self.query(Table::Records, query).await
    }

    /// Access pattern 9: what a person raised of a kind, drafts too, newest first, with a name that contains `name`.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn subjects_raised_by(
        &self,
        kind: SubjectKind,
        person: &PersonId,
        name: Option<&str>,
        cursor: Option<String>,
    ) -> Result<Page<Subject>> {
        let query =
            Query::of(raised_by(person, kind)).index(Index::ByPerson).descending().contains("name", name).after(cursor);
        self.query(Table::Records, query).await
    }

    /// Access pattern 28: the subjects that are about another, newest first.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn subjects_about(&self, id: &SubjectId, cursor: Option<String>) -> Result<Page<Subject>> {
        let query = Query::of(keys::subject_pk(id)).prefix(keys::ABOUT).descending().after(cursor);
        let links: Page<AboutLink> = self.query(Table::Records, query).await?;
        let heads: Vec<Key> = links.items.iter().map(|link| keys::subject_head(&link.subject)).collect();
        if heads.is_empty() {
            return Ok(Page { items: Vec::new(), next: links.next });
        }
        let mut found = self.batch_get(Table::Records, &heads).await?;
        let items: Result<Vec<_>> = heads.iter().map(|head| found.take::<Subject>(head)).collect();
        Ok(Page { items: items?.into_iter().flatten().collect(), next: links.next })
    }

    /// Access pattern 10: subjects of a shard (0 to [`TRANSIT_SHARDS`] − 1) that are in transit since `before` or longer.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn subjects_in_transit(
        &self,
        shard: u8,
        before: Timestamp,
        cursor: Option<String>,
    ) -> Result<Page<Result<Subject>>> {
        let query = Query::of(transit_pk(shard)).index(Index::Transit).at_most(keys::place_at(before)).limit(100);
        self.query_each(Table::Records, query.after(cursor)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{from_item, to_item};
    use aws_sdk_dynamodb::types::AttributeValue;
    use serde_json::json;

    fn drafted() -> Subject {
        let by = serde_json::from_value(json!({"person": "p", "name": "甲", "unit": "u", "unit_name": "单位",
            "department": "d", "department_name": "处", "region": "350001", "roles": ["demand_handler"]}))
        .unwrap();
        Subject::draft("plan.1".parse().unwrap(), "办公设备".parse().unwrap(), &by, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_draft_is_its_raisers_then_its_units_and_what_was_discarded_stands_nowhere() {
        for status in Status::ALL {
            let subject = Subject { status, ..drafted() };
            let places: Vec<_> = subject.indexes().into_iter().map(|key| key.pk).collect();
            let wanted: &[&str] = match status {
                Status::Draft => &["RAISED#p"],
                Status::UnderWay => &["RAISED#p", "UNIT#u#PLANS#under_way"],
                Status::Finished => &["RAISED#p", "UNIT#u#PLANS#finished"],
                Status::Discarded => &[],
            };
            assert_eq!(places, wanted, "{status:?}");
        }
    }

    #[test]
    fn a_header_as_plans_had_it_before_is_read_and_one_of_something_else_is_not() {
        let history = json!({"events": 0, "last_hash": "h"});
        let former = json!({"id": "1", "name": "办公设备", "unit": "u", "unit_name": "单位", "department": "d",
            "department_name": "处", "region": "350001", "raiser": {"id": "p", "name": "甲"}, "status": "draft", "amount": 0,
            "content": "", "version": 1, "content_version": 1, "course": {"round": 0, "attempt": 0, "seq": 0, "facts": []},
            "created_at": "1970-01-01T00:00:00Z", "updated_at": "1970-01-01T00:00:00Z", "history": history});
        let mut item: HashMap<String, AttributeValue> = serde_dynamo::to_item(former).unwrap();
        item.extend(
            to_item(&drafted()).unwrap().into_iter().filter(|(name, _)| name.starts_with("gsi") || name == "pk"),
        );
        item.insert("schema".into(), AttributeValue::N("1".into()));
        let stored_as = |entity: &str| {
            let mut item = item.clone();
            item.insert("entity".into(), AttributeValue::S(entity.into()));
            from_item::<Subject>(item)
        };
        let read = stored_as("plan").unwrap();
        assert_eq!((read.id, read.title.as_str()), (drafted().id, "办公设备"));
        assert!(stored_as("budget").is_err() && stored_as("subject").is_err());
        let mut newer = to_item(&drafted()).unwrap();
        assert_eq!(from_item::<Subject>(newer.clone()).unwrap(), drafted());
        newer.insert("schema".into(), AttributeValue::N("2".into()));
        assert!(from_item::<Subject>(newer).is_err());
    }
}
