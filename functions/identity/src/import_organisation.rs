//! The import of an organisation: regions, units, departments and people in one CSV text, as an administrator keeps it.
//!
//! Payload `{"csv": "…"}`, at most 1,000 rows under a heading with these columns in any order:
//!
//! | column | region | unit | department | person |
//! |---|---|---|---|---|
//! | `id` | six-digit code | a-z 0-9 - | a-z 0-9 - | a-z 0-9 - |
//! | `kind` | `region` | `unit` | `department` | `person` |
//! | `name` | yes | yes | yes | yes |
//! | `region` | | code of a region | | |
//! | `unit` | | | id of a unit | id of a unit |
//! | `department` | | | | id of a department of that unit |
//! | `user_name` | | | | what they sign in with; cannot be changed later |
//! | `roles` | | | | codes between `;` |
//! | `password` | | | | needed for a new user: 10 to 128 characters, of which only the hash is kept |
//! | `reset_password` | | | | `yes`: a known user gets `password`, is unlocked and signed out everywhere; else the old one stays |
//! | `filing_review` | `no`: ordinary plans are filed without a review (4.6) | | | |
//!
//! Answer `{"imported": rows, "faults": [{"row", "field", "message"}]}`. With any fault nothing is written. Rows refer to
//! rows of the same text in any order, or to what is stored; the same text again changes nothing more. A new name of a
//! unit or department reaches its people when their rows are imported after it. Nothing is deleted but roles that a
//! person's row no longer lists.

use documents::{Imported, Sheet};
use domain::identity::{Department, Person, Principal, Region, Unit};
use jiff::Timestamp;
use lambda::{Context, EventHandler, Failure};
use serde_json::Value;
use store::records::{Credential, Holder};
use store::{BATCH, Condition, Key, MOST, Record, Refusal, Store, StoreError, Table, Transaction, keys};

use crate::organisation::{Entry, entries};
use crate::resolve::{Import, Known, NewPassword, PersonWrite, resolve};
use crate::sign_in;

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(import_organisation(context, event));

async fn import_organisation(context: &Context, event: Value) -> Result<Value, Failure> {
    let sheet: Sheet = serde_json::from_value(event)?;
    let (entries, mut faults) = entries(&sheet.csv);
    let rows = entries.len();
    let known = load(&context.store, &entries).await?;
    let import = resolve(entries, known, &mut faults);
    let answer = match faults.or(import) {
        Ok(import) => {
            write(&context.store, import, context.now()).await?;
            Imported::all(rows)
        }
        Err(faults) => Imported::none(faults),
    };
    tracing::info!(rows, imported = answer.imported, faults = answer.faults.len(), "imported");
    Ok(serde_json::to_value(answer)?)
}

/// What is stored of all that the rows speak of.
async fn load(store: &Store, entries: &[(u64, Entry)]) -> Result<Known, StoreError> {
    let (mut regions, mut units, mut departments) = (Vec::new(), Vec::new(), Vec::new());
    let (mut people, mut users) = (Vec::new(), Vec::new());
    for (_, entry) in entries {
        match entry {
            Entry::Region(_) => {}
            Entry::Unit(it) => regions.push(keys::region(&it.region)),
            Entry::Department(it) => units.push(keys::unit(&it.unit)),
            Entry::Person(it) => {
                units.push(keys::unit(&it.unit));
                departments.push(keys::department(&it.unit, &it.department));
                people.push(keys::person(&it.id));
                users.push(keys::credential(&it.user_name));
            }
        }
    }
    let mut known = Known::default();
    known.regions.extend(all(store, Table::Records, regions, |it: &Region| it.code.clone()).await?);
    known.units.extend(all(store, Table::Records, units, |it: &Unit| it.id.clone()).await?);
    let place = |it: &Department| (it.unit.clone(), it.id.clone());
    known.departments.extend(all(store, Table::Records, departments, place).await?);
    // Whoever was not moved to the table of people yet is in the directory alone.
    for table in [Table::Records, Table::People] {
        known.people.extend(all(store, table, people.clone(), |it: &Person| it.id.clone()).await?);
    }
    known.credentials.extend(all(store, Table::Credentials, users, |it: &Credential| it.user_name.clone()).await?);
    Ok(known)
}

/// The records with these keys, as many as are there, by what names them.
async fn all<R: Record, K>(
    store: &Store,
    table: Table,
    mut keys: Vec<Key>,
    name: impl Fn(&R) -> K,
) -> Result<Vec<(K, R)>, StoreError> {
    keys.sort();
    keys.dedup();
    let mut records = Vec::new();
    for some in keys.chunks(BATCH) {
        let mut found = store.batch_get(table, some).await?;
        for key in some {
            records.extend(found.take::<R>(key)?.map(|record| (name(&record), record)));
        }
    }
    Ok(records)
}

async fn write(store: &Store, import: Import, now: Timestamp) -> Result<(), Failure> {
    put_all(store, &import.regions).await?;
    put_all(store, &import.units).await?;
    put_all(store, &import.departments).await?;
    for person in import.people {
        store.commit(person_acts(person, now)?, None).await?;
    }
    Ok(())
}

async fn put_all<R: Record>(store: &Store, records: &[R]) -> Result<(), Failure> {
    for some in records.chunks(MOST) {
        let mut acts = Transaction::new();
        for record in some {
            acts.put(Table::Records, record);
        }
        store.commit(acts, None).await?;
    }
    Ok(())
}

/// A person, the roles they hold and those they lost, and their credential: all of it or nothing.
fn person_acts(write: PersonWrite, now: Timestamp) -> Result<Transaction, Failure> {
    let PersonWrite { person, dropped, password } = write;
    let hashed = |error: argon2::password_hash::Error| Failure::new("HashFailed", error.to_string());
    let (mut acts, version) = (Transaction::new(), password.version());
    match password {
        // A reset at the same time would be undone for the sessions that it ended.
        NewPassword::Kept(version) => {
            let kept = Condition::version(version);
            acts.require(Table::Credentials, keys::credential(&person.user_name), kept, Refusal::StaleVersion);
        }
        NewPassword::First(password) => {
            let (user_name, id) = (person.user_name.clone(), person.id.clone());
            let password_hash = password.hash().map_err(hashed)?;
            let credential = Credential { user_name, person: id, password_hash, version };
            acts.insert(Table::Credentials, &credential, Refusal::AlreadyExists);
        }
        NewPassword::Reset(password, before) => {
            let (replaced, password_hash) = (before.version, password.hash().map_err(hashed)?);
            let after = Credential { password_hash, version, ..*before };
            acts.replace(Table::Credentials, &after, replaced, Refusal::StaleVersion);
            // A try that was judged before this is refused by the credential's version.
            acts.put(Table::Credentials, &sign_in::forgiven(&after.user_name, now));
        }
    }
    acts.put(Table::People, &person).put(Table::Records, &person);
    for (unit, role) in dropped {
        acts.delete_if(Table::Records, keys::holder(&unit, role, &person.id), Condition::exists(), Refusal::Gone);
    }
    for role in person.roles.clone() {
        acts.put(Table::Records, &Holder { role, principal: Principal::from(person.clone()) });
    }
    Ok(acts)
}
