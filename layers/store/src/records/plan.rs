//! Plans: the header with its places in lists and in transit, and the body beside it.

use domain::ids::{PersonId, PlanId, UnitId};
use domain::plan::{Plan, PlanBody, PlanStatus};
use jiff::Timestamp;

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

fn shard_of(plan: &PlanId) -> u8 {
    plan.as_str().bytes().fold(0_u8, u8::wrapping_add) % TRANSIT_SHARDS
}

fn of_unit(unit: &UnitId, status: PlanStatus) -> String {
    format!("UNIT#{unit}#PLANS#{}", status.code())
}

fn raised_by(person: &PersonId) -> String {
    format!("RAISED#{person}")
}

impl Record for Plan {
    const ENTITY: &'static str = "plan";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::plan_head(&self.id)
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
    fn indexes(&self) -> Vec<IndexKey> {
        let place = format!("{}#{}", keys::instant(self.created_at), self.id);
        let raised = || IndexKey::new(Index::ByPerson, raised_by(&self.raiser.id), place.clone());
        let of_unit = || IndexKey::new(Index::ByUnit, of_unit(&self.unit, self.status), place.clone());
        let mut all = match self.status {
            PlanStatus::Draft => vec![raised()],
            PlanStatus::UnderWay | PlanStatus::Finished => vec![raised(), of_unit()],
            PlanStatus::Discarded => Vec::new(),
        };
        if let Some(transit) = &self.course.transit {
            let place = format!("{}#{}", keys::instant(transit.since), self.id);
            all.push(IndexKey::new(Index::Transit, transit_pk(shard_of(&self.id)), place));
        }
        all
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
    /// Access pattern 6: a plan's header.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn plan(&self, id: &PlanId) -> Result<Option<Plan>> {
        self.get(Table::Records, &keys::plan_head(id)).await
    }

    /// Access pattern 7: a plan's header and body in one round trip.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn plan_with_body(&self, id: &PlanId) -> Result<Option<(Plan, PlanBody)>> {
        let (head, body) = (keys::plan_head(id), keys::plan_body(id));
        let mut found = self.batch_get(Table::Records, &[head.clone(), body.clone()]).await?;
        let Some(plan) = found.take::<Plan>(&head)? else { return Ok(None) };
        let missing = || StoreError::Corrupt { key: body.clone(), why: "a plan without a body".to_owned() };
        Ok(Some((plan, found.take::<PlanBody>(&body)?.ok_or_else(missing)?)))
    }

    /// Access pattern 8: a unit's plans under way or finished, newest first, with a name that contains `name`.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn plans_of_unit(
        &self,
        unit: &UnitId,
        status: PlanStatus,
        name: Option<&str>,
        cursor: Option<String>,
    ) -> Result<Page<Plan>> {
        let query = Query::of(of_unit(unit, status)).index(Index::ByUnit).descending().after(cursor);
        let query = name.map_or(query.clone(), |name| query.contains("name", name));
        self.query(Table::Records, query).await
    }

    /// Access pattern 9: what a person raised, drafts too, newest first, with a name that contains `name`.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] or a failure of the store.
    pub async fn plans_raised_by(
        &self,
        person: &PersonId,
        name: Option<&str>,
        cursor: Option<String>,
    ) -> Result<Page<Plan>> {
        let query = Query::of(raised_by(person)).index(Index::ByPerson).descending().after(cursor);
        let query = name.map_or(query.clone(), |name| query.contains("name", name));
        self.query(Table::Records, query).await
    }

    /// Access pattern 10: plans of a shard (0 to [`TRANSIT_SHARDS`] − 1) that are in transit since `before` or longer.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn plans_in_transit(
        &self,
        shard: u8,
        before: Timestamp,
        cursor: Option<String>,
    ) -> Result<Page<Result<Plan>>> {
        let query = Query::of(transit_pk(shard)).index(Index::Transit).at_most(keys::instant(before)).limit(100);
        self.query_each(Table::Records, query.after(cursor)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_draft_is_its_raisers_then_its_units_and_what_was_discarded_stands_nowhere() {
        let by = serde_json::from_value(json!({"person": "p", "name": "甲", "unit": "u", "unit_name": "单位",
            "department": "d", "department_name": "处", "region": "350001", "roles": ["demand_handler"]}))
        .unwrap();
        let draft = serde_json::from_value(json!({"name": "办公设备"})).unwrap();
        let (plan, _) = Plan::draft("1".parse().unwrap(), draft, &by, Timestamp::UNIX_EPOCH).unwrap();
        for status in PlanStatus::ALL {
            let places: Vec<_> = Plan { status, ..plan.clone() }.indexes().into_iter().map(|key| key.pk).collect();
            let wanted: &[&str] = match status {
                PlanStatus::Draft => &["RAISED#p"],
                PlanStatus::UnderWay => &["RAISED#p", "UNIT#u#PLANS#under_way"],
                PlanStatus::Finished => &["RAISED#p", "UNIT#u#PLANS#finished"],
                PlanStatus::Discarded => &[],
            };
            assert_eq!(places, wanted, "{status:?}");
        }
    }
}
