//! Whoever had an earlier step may be gone when something comes back to it: then another holder of its role is chosen at once.

use std::collections::{BTreeMap, HashMap};

use domain::identity::{Principal, Role};
use domain::ids::PersonId;
use domain::subject::Subject;

use crate::definition::chain_of;
use crate::step::{Holder, Kind};
use crate::task::{Task, Visit};

/// The earlier steps that something may go back to from `task`: a return's, the one who asked, the straight way.
#[must_use]
pub fn ways_back(task: &Task) -> Vec<&Visit> {
    let has = |kind| task.step.moves.iter().any(|wanted| wanted.kind == kind);
    let returned = task.path.iter().filter(|_| has(Kind::Return));
    let asked = task.frames.last().into_iter().filter(|_| has(Kind::Answer));
    let straight = task.back.as_ref().map(|back| &back.visit);
    returned.chain(asked).chain(straight).collect()
}

/// The steps among [`ways_back`] whose people may not act there any more, with the role that acts there; `people` are those who
/// are there still. A step that a pool has, or whose role was not kept, is none of them.
#[must_use]
pub fn gone(task: &Task, subject: &Subject, people: &HashMap<PersonId, Principal>) -> BTreeMap<String, Role> {
    let of = |visit: &Visit| {
        let there = at(task, subject, &visit.step)?;
        let role = match there.step.holder {
            Holder::Chosen { role, .. } | Holder::Raiser { role } => role?,
            Holder::Party { .. } | Holder::Pool { .. } => return None,
        };
        let may = people.get(&visit.person.id).is_some_and(|person| may_have(&there, person, subject));
        (!may).then(|| (visit.step.clone(), role))
    };
    ways_back(task).into_iter().filter_map(of).collect()
}

/// Whether `person` can take the place of whoever had `step` and is gone (see [`Task::may_go_to`]): not `actor` themselves.
#[must_use]
pub fn succeeds(task: &Task, actor: &Principal, subject: &Subject, step: &str, person: &Principal) -> bool {
    let fits = at(task, subject, step).is_some_and(|there| there.may_go_to(person, subject));
    fits && person.person != actor.person
}

/// What whoever has `step` would decide on.
fn at(task: &Task, subject: &Subject, step: &str) -> Option<Task> {
    let step = chain_of(subject.id.kind).ok()?.steps.get(step)?.clone();
    Some(Task { step, ..task.clone() })
}

fn may_have(there: &Task, person: &Principal, subject: &Subject) -> bool {
    let theirs = Task { person: Some(person.actor()), ..there.clone() };
    theirs.is_held_by(person, subject)
}
