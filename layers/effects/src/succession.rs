//! Who of those who had earlier steps is gone when something may go back to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chains::{Task, succession};
use domain::identity::{Person, Principal, Role};
use domain::subject::Subject;
use store::keys::{self, Key};
use store::{Result, Store, Table};

/// For [`chains::Facts::gone`]. Within the subject's unit alone: whoever is elsewhere chooses nobody there.
///
/// # Errors
/// A failure of the store.
pub async fn gone(store: &Store, subject: &Subject, task: &Task, actor: &Principal) -> Result<BTreeMap<String, Role>> {
    let back = succession::ways_back(task);
    let keys: BTreeSet<Key> = back.iter().map(|visit| keys::person(&visit.person.id)).collect();
    if keys.is_empty() || actor.unit != subject.home.unit {
        return Ok(BTreeMap::new());
    }
    let keys: Vec<Key> = keys.into_iter().collect();
    let mut found = store.batch_get(Table::Records, &keys).await?;
    let mut people = HashMap::new();
    for key in &keys {
        people.extend(found.take::<Person>(key)?.map(Principal::from).map(|one| (one.person.clone(), one)));
    }
    Ok(succession::gone(task, subject, &people))
}
