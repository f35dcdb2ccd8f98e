//! Roles that a move would give the next step to, but that nobody holds who may be chosen.

use chains::step::Scope;
use chains::{Task, vacancy};
use domain::identity::{Principal, Role};
use store::{Result, Store};
use tokio::task::JoinSet;

use crate::people::anybody;

/// For [`chains::Facts::vacant`]: people of other units are chosen by nobody, so a region's are not looked for.
///
/// # Errors
/// A failure of the store.
pub async fn vacant_roles(store: &Store, task: &Task, actor: &Principal) -> Result<Vec<(Role, Scope)>> {
    let asked = vacancy::asked_for(task);
    let mut looking = JoinSet::new();
    for (role, scope) in asked.iter().copied() {
        let (store, task, actor) = (store.clone(), task.clone(), actor.clone());
        looking.spawn(async move {
            let fits = |person: &Principal| vacancy::fills(&task, &actor, (role, scope), person);
            Ok(((role, scope), anybody(&store, (&actor.unit, role), fits).await?))
        });
    }
    let found: Result<Vec<_>> = looking.join_all().await.into_iter().collect();
    let mut vacant: Vec<_> = found?.into_iter().filter(|(_, held)| !held).map(|(of, _)| of).collect();
    vacant.sort_by_key(|of| asked.iter().position(|one| one == of));
    Ok(vacant)
}
