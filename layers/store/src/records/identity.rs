//! Regions, units, departments, people, who holds which role, credentials and sessions.

use chains::step::{Move, Scope};
use chains::{Task, is_eligible};
use domain::identity::{Department, Person, Principal, Region, RegionCode, Role, Unit, UserName};
use domain::ids::{PersonId, UnitId};
use domain::lockout::Attempts;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

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
        vec![IndexKey::new(Index::ByUnit, keys::UNITS, self.id.as_str())]
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

/// The role and scope of a move whose next person is chosen from the sender's unit.
fn of_role(wanted: &Move) -> Option<(Role, Scope)> {
    wanted.role.zip(wanted.scope).filter(|(_, scope)| *scope != Scope::Region)
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

    /// The roles that a move of `task` would give the next step to, but that nobody `actor` may choose holds: for
    /// [`chains::Facts::vacant`]. People of other units are chosen by nobody, so a region's are not looked for.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn vacant_roles(&self, task: &Task, actor: &Principal) -> Result<Vec<(Role, Scope)>> {
        let mut asked: Vec<(Role, Scope)> = Vec::new();
        let mut looking = JoinSet::new();
        for (role, scope) in task.step.moves.iter().filter_map(of_role) {
            if !asked.contains(&(role, scope)) {
                asked.push((role, scope));
                let (store, task, actor) = (self.clone(), task.clone(), actor.clone());
                looking
                    .spawn(async move { Ok(((role, scope), store.has_eligible(&task, &actor, role, scope).await?)) });
            }
        }
        let found: Result<Vec<_>> = looking.join_all().await.into_iter().collect();
        let mut vacant: Vec<_> = found?.into_iter().filter(|(_, held)| !held).map(|(of, _)| of).collect();
        vacant.sort_by_key(|of| asked.iter().position(|one| one == of));
        Ok(vacant)
    }

    async fn has_eligible(&self, task: &Task, actor: &Principal, role: Role, scope: Scope) -> Result<bool> {
        let wanted = |one: &&Move| of_role(one) == Some((role, scope));
        let kinds: Vec<_> = task.step.moves.iter().filter(wanted).map(|one| one.kind).collect();
        let mut cursor = None;
        loop {
            let page = self.holders(&actor.unit, role, cursor).await?;
            let eligible = |holder: &Holder, kind| is_eligible(task, actor, kind, role, scope, &holder.principal);
            if page.items.iter().any(|holder| kinds.iter().any(|kind| eligible(holder, *kind))) {
                return Ok(true);
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(false);
            }
        }
    }

    /// A region by its code.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn region(&self, code: &RegionCode) -> Result<Option<Region>> {
        self.get(Table::Records, &keys::region(code)).await
    }
}
