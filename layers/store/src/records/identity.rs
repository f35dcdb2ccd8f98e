//! Regions, units, departments, people, who holds which role, credentials and sessions.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::identity::{Department, Person, Principal, Region, RegionCode, Role, Unit, UserName};
use domain::ids::{DepartmentId, PersonId, UnitId};
use domain::lockout::Attempts;
use domain::organisation::OrganisationKind;
use domain::subject::Home;
use domain::text::Name;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::client::{Store, Table};
use crate::keys::{self, Key};
use crate::query::Query;
use crate::read::Page;
use crate::record::{Index, IndexKey, Record};

macro_rules! record {
    ($type:ty, $entity:literal, |$it:ident| $key:expr) => {
        impl Record for $type {
            const ENTITY: &'static str = $entity;
            const SCHEMA: u32 = 1;
            fn key(&self) -> Key {
                let $it = self;
                $key
            }
        }
    };
}

record!(Region, "region", |it| keys::region(&it.code));
record!(Department, "department", |it| keys::department(&it.unit, &it.id));
record!(Person, "person", |it| keys::person(&it.id));

impl Record for Unit {
    const ENTITY: &'static str = "unit";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::unit(&self.id)
    }
    fn indexes(&self) -> Vec<IndexKey> {
        let mut all = vec![IndexKey::new(Index::ByUnit, keys::UNITS, self.id.as_str())];
        // Purchasers are not chosen from a list; they are by far the most.
        if self.kind != OrganisationKind::Purchaser {
            all.push(IndexKey::new(Index::ByPerson, keys::organisations(self.kind), self.id.as_str()));
        }
        all
    }
}

/// That someone of a unit holds a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The role.
    pub role: Role,
    /// Who.
    pub principal: Principal,
}
record!(Holder, "holder", |it| keys::holder(&it.principal.unit, it.role, &it.principal.person));

/// The password of a user.
#[derive(Clone, Serialize, Deserialize)]
pub struct Credential {
    /// The name they sign in with.
    pub user_name: UserName,
    /// Whose it is.
    pub person: PersonId,
    /// argon2id, in PHC form.
    pub password_hash: String,
    /// Its version.
    pub version: u64,
}

impl Record for Credential {
    const ENTITY: &'static str = "credential";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::credential(&self.user_name)
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// What is remembered of sign-ins with a user name, whether there is such a user or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIns {
    /// The name that was typed.
    pub user_name: UserName,
    /// Those that failed in a row.
    pub attempts: Attempts,
    /// When it is forgotten.
    pub kept_until: Timestamp,
    /// Its version.
    pub version: u64,
}

impl Record for SignIns {
    const ENTITY: &'static str = "sign_ins";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::attempts(&self.user_name)
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
    fn expires_at(&self) -> Option<i64> {
        Some(self.kept_until.as_second())
    }
}

/// A session (会话), by the hash of its secret.
#[derive(Clone, Serialize, Deserialize)]
pub struct Session {
    /// SHA-256 of the secret in hex.
    pub hash: String,
    /// Whose it is.
    pub person: PersonId,
    /// Version of the password that they had then; it lasts no longer than that.
    #[serde(default)]
    pub credential: u64,
    /// When it began.
    pub began_at: Timestamp,
    /// When it ends, at the latest.
    pub ends_at: Timestamp,
}

impl Record for Session {
    const ENTITY: &'static str = "session";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::session(&self.hash)
    }
    fn expires_at(&self) -> Option<i64> {
        Some(self.ends_at.as_second())
    }
}

/// What units and departments are called now: a subject's header names them by their ids alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HomeNames {
    units: BTreeMap<UnitId, Name>,
    departments: BTreeMap<(UnitId, DepartmentId), Name>,
}

impl HomeNames {
    /// Those of the place where someone is, as they bring them along.
    #[must_use]
    pub fn of(principal: &Principal) -> Self {
        let Principal { unit, unit_name, department, department_name, .. } = principal.clone();
        let departments = BTreeMap::from([((unit.clone(), department), department_name)]);
        Self { units: BTreeMap::from([(unit, unit_name)]), departments }
    }

    /// Whether both names of `home` are among them.
    #[must_use]
    pub fn know(&self, home: &Home) -> bool {
        self.units.contains_key(&home.unit)
            && self.departments.contains_key(&(home.unit.clone(), home.department.clone()))
    }

    /// Name of the unit; its id where the organisation has it no more.
    #[must_use]
    pub fn unit(&self, id: &UnitId) -> String {
        self.units.get(id).map_or_else(|| id.to_string(), Name::to_string)
    }

    /// Name of the department; its id where the organisation has it no more.
    #[must_use]
    pub fn department(&self, home: &Home) -> String {
        let key = (home.unit.clone(), home.department.clone());
        self.departments.get(&key).map_or_else(|| home.department.to_string(), Name::to_string)
    }
}

impl Store {
    /// Access pattern 1a: what the units and departments of some subjects are called, in one round trip; at most 50 homes.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn home_names<'a>(&self, homes: impl IntoIterator<Item = &'a Home>) -> Result<HomeNames> {
        let homes: Vec<&Home> = homes.into_iter().collect();
        let units: BTreeSet<Key> = homes.iter().map(|home| keys::unit(&home.unit)).collect();
        let departments: BTreeSet<Key> =
            homes.iter().map(|home| keys::department(&home.unit, &home.department)).collect();
        if homes.is_empty() {
            return Ok(HomeNames::default());
        }
        let all: Vec<Key> = units.iter().chain(&departments).cloned().collect();
        let mut found = self.batch_get(Table::Records, &all).await?;
        let mut names = HomeNames::default();
        for key in &units {
            names.units.extend(found.take::<Unit>(key)?.map(|unit| (unit.id, unit.name)));
        }
        for key in &departments {
            names.departments.extend(found.take::<Department>(key)?.map(|one| ((one.unit, one.id), one.name)));
        }
        Ok(names)
    }

    /// Access pattern 1a: `known`, and what these units are called, at most 100; nothing is read where all are known.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn unit_names<'a>(
        &self,
        known: HomeNames,
        units: impl IntoIterator<Item = &'a UnitId>,
    ) -> Result<HomeNames> {
        let missing = units.into_iter().filter(|unit| !known.units.contains_key(unit)).map(keys::unit);
        let missing: Vec<Key> = missing.collect::<BTreeSet<Key>>().into_iter().collect();
        if missing.is_empty() {
            return Ok(known);
        }
        let (mut found, mut names) = (self.batch_get(Table::Records, &missing).await?, known);
        for key in &missing {
            names.units.extend(found.take::<Unit>(key)?.map(|unit| (unit.id, unit.name)));
        }
        Ok(names)
    }

    /// Access pattern 1b: who someone is and what they may act as, for their session, and whether they lie where the identity
    /// functions alone can write: whoever was not moved there yet is read from the directory.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn identity(&self, id: &PersonId) -> Result<Option<(Person, bool)>> {
        match self.get(Table::People, &keys::person(id)).await? {
            Some(person) => Ok(Some((person, true))),
            None => Ok(self.person(id).await?.map(|person| (person, false))),
        }
    }

    /// Access pattern 1: a person by id, as the directory has them.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn person(&self, id: &PersonId) -> Result<Option<Person>> {
        self.get(Table::Records, &keys::person(id)).await
    }

    /// Access pattern 1: some people by their ids, at most 100, in one round trip; whoever is not there is left out.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn people<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a PersonId>,
    ) -> Result<HashMap<PersonId, Principal>> {
        let keys: Vec<Key> = ids.into_iter().map(keys::person).collect::<BTreeSet<_>>().into_iter().collect();
        let mut people = HashMap::new();
        if keys.is_empty() {
            return Ok(people);
        }
        let mut found = self.batch_get(Table::Records, &keys).await?;
        for key in &keys {
            people.extend(found.take::<Person>(key)?.map(|one| (one.id.clone(), Principal::from(one))));
        }
        Ok(people)
    }

    /// Access pattern 2: who holds a role in a unit, up to 100 a page.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn holders(&self, unit: &UnitId, role: Role, cursor: Option<String>) -> Result<Page<Holder>> {
        let query = Query::of(keys::unit_pk(unit)).prefix(keys::holders(role)).limit(100).after(cursor);
        self.query(Table::Records, query).await
    }

    /// Whether anybody holds a role in a unit.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn has_holder(&self, unit: &UnitId, role: Role) -> Result<bool> {
        let query = Query::of(keys::unit_pk(unit)).prefix(keys::holders(role)).limit(1);
        let page: Page<Holder> = self.query(Table::Records, query).await?;
        Ok(!page.items.is_empty())
    }

    /// Access pattern 29: the organisations of a kind whose name contains `name`, by id, 100 a page.
    ///
    /// # Errors
    /// [`crate::StoreError::BadCursor`] or a failure of the store.
    pub async fn organisations(
        &self,
        kind: OrganisationKind,
        name: Option<&str>,
        cursor: Option<String>,
    ) -> Result<Page<Unit>> {
        let query =
            Query::of(keys::organisations(kind)).index(Index::ByPerson).limit(100).contains("name", name).after(cursor);
        self.query(Table::Records, query).await
    }

    /// A region by its code.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn region(&self, code: &RegionCode) -> Result<Option<Region>> {
        self.get(Table::Records, &keys::region(code)).await
    }
}
