//! Regions, units, departments, people, who holds which role, credentials and sessions.

use domain::identity::{Department, Person, Principal, Region, RegionCode, Role, Unit, UserName};
use domain::ids::{PersonId, UnitId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::client::{Store, Table};
use crate::keys::{self, Key};
use crate::read::{Page, Query};
use crate::record::Record;

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
record!(Unit, "unit", |it| keys::unit(&it.id));
record!(Department, "department", |it| keys::department(&it.unit, &it.id));
record!(Person, "person", |it| keys::person(&it.id));

/// That someone of a unit holds a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The role.
    pub role: Role,
    /// Who.
    pub principal: Principal,
}
record!(Holder, "holder", |it| keys::holder(&it.principal.unit, it.role, &it.principal.person));

/// The password of a user, and what guards it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Credential {
    /// The name they sign in with.
    pub user_name: UserName,
    /// Whose it is.
    pub person: PersonId,
    /// argon2id, in PHC form.
    pub password_hash: String,
    /// Wrong passwords in a row.
    pub failures: u32,
    /// Until when nobody can sign in with it.
    pub locked_until: Option<Timestamp>,
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

/// A session (会话), by the hash of its secret.
#[derive(Clone, Serialize, Deserialize)]
pub struct Session {
    /// SHA-256 of the secret in hex.
    pub hash: String,
    /// Whose it is.
    pub person: PersonId,
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

impl Store {
    /// Access pattern 1: a person by id.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn person(&self, id: &PersonId) -> Result<Option<Person>> {
        self.get(Table::Records, &keys::person(id)).await
    }

    /// Access pattern 2: who holds a role in a unit, up to 100 a page.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn holders(&self, unit: &UnitId, role: Role, cursor: Option<String>) -> Result<Page<Holder>> {
        let query = Query::of(keys::unit_pk(unit)).prefix(keys::holders(role)).limit(100).after(cursor);
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
