//! Roles that a move would give the next step to, but that nobody holds who may be chosen.

use chains::step::Scope;
use chains::{Task, vacancy};
use domain::identity::{Principal, Role};
use store::{Result, Store};
use tokio::task::JoinSet;

/// For [`chains::Facts::vacant`]: people of other units are chosen by nobody, so a region's are not looked for.
///
/// # Errors
/// A failure of the store.
pub async fn vacant_roles(store: &Store, task: &Task, actor: &Principal) -> Result<Vec<(Role, Scope)>> {
    let asked = vacancy::asked_for(task);
    let mut looking = JoinSet::new();
    for (role, scope) in asked.iter().copied() {
        let (store, task, actor) = (store.clone(), task.clone(), actor.clone());
        looking.spawn(async move { Ok(((role, scope), is_held(&store, &task, &actor, (role, scope)).await?)) });
    }
    let found: Result<Vec<_>> = looking.join_all().await.into_iter().collect();
    let mut vacant: Vec<_> = found?.into_iter().filter(|(_, held)| !held).map(|(of, _)| of).collect();
    vacant.sort_by_key(|of| asked.iter().position(|one| one == of));
    Ok(vacant)
}

async fn is_held(store: &Store, task: &Task, actor: &Principal, of: (Role, Scope)) -> Result<bool> {
    let mut cursor = None;
    loop {
        let page = store.holders(&actor.unit, of.0, cursor).await?;
        if page.items.iter().any(|holder| vacancy::fills(task, actor, of, &holder.principal)) {
            return Ok(true);
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(false);
        }
    }
}
