//! Who of those who had earlier steps is gone when something may go back to them.

use std::collections::BTreeMap;

use chains::{Task, succession};
use domain::identity::{Principal, Role};
use domain::subject::Subject;
use store::{Result, Store};

use crate::people::anybody;

/// For [`chains::Facts::gone`]: those whose place another can take. Within the subject's unit alone: whoever is elsewhere chooses
/// nobody there.
///
/// # Errors
/// A failure of the store.
pub async fn gone(store: &Store, subject: &Subject, task: &Task, actor: &Principal) -> Result<BTreeMap<String, Role>> {
    let back = succession::ways_back(task);
    if actor.unit != subject.home.unit {
        return Ok(BTreeMap::new());
    }
    let people = store.people(back.iter().map(|visit| &visit.person.id)).await?;
    let mut gone = succession::gone(task, subject, &people);
    let mut nobody = Vec::new();
    for (step, role) in &gone {
        let fits = |person: &Principal| succession::succeeds(task, actor, subject, step, person);
        if !anybody(store, (&actor.unit, *role), fits).await? {
            nobody.push(step.clone());
        }
    }
    // Where nobody can take the place it goes to whoever had it, and is handed over from there.
    gone.retain(|step, _| !nobody.contains(step));
    Ok(gone)
}
