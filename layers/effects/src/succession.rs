//! Who of those who had earlier steps is gone when something may go back to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chains::{Task, succession};
use domain::identity::{Person, Principal, Role};
use domain::subject::Subject;
use store::keys::{self, Key};
use store::{Result, Store, Table};

/// For [`chains::Facts::gone`]: those whose place another can take. Within the subject's unit alone: whoever is elsewhere chooses nobody there.
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
    let mut gone = succession::gone(task, subject, &people);
    let mut nobody = Vec::new();
    for (step, role) in &gone {
        if !is_filled(store, subject, task, actor, (step, *role)).await? {
            nobody.push(step.clone());
        }
    }
    // Where nobody can take the place it goes to whoever had it, and is handed over from there.
    gone.retain(|step, _| !nobody.contains(step));
    Ok(gone)
}

async fn is_filled(
    store: &Store,
    subject: &Subject,
    task: &Task,
    actor: &Principal,
    (step, role): (&str, Role),
) -> Result<bool> {
    let mut cursor = None;
    loop {
        let page = store.holders(&actor.unit, role, cursor).await?;
        if page.items.iter().any(|holder| succession::succeeds(task, actor, subject, step, &holder.principal)) {
            return Ok(true);
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(false);
        }
    }
}
