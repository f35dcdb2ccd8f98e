//! Whom the moves of a step need: a role that nobody holds closes its move, with a word on whom to ask.

use domain::identity::{Principal, Role};

use crate::decide::is_eligible;
use crate::step::{Move, Scope};
use crate::task::Task;

/// The role and scope of a move whose next person is chosen from the sender's unit.
fn of_role(wanted: &Move) -> Option<(Role, Scope)> {
    wanted.role.zip(wanted.scope).filter(|(_, scope)| *scope != Scope::Region)
}

/// The roles that a move of `task` gives the next step to, each once, in the order of the moves.
#[must_use]
pub fn asked_for(task: &Task) -> Vec<(Role, Scope)> {
    let mut asked = Vec::new();
    for of in task.step.moves.iter().filter_map(of_role) {
        if !asked.contains(&of) {
            asked.push(of);
        }
    }
    asked
}

/// Whether `actor` may choose `person` for a move of `task` that gives the next step to this role and scope.
#[must_use]
pub fn fills(task: &Task, actor: &Principal, (role, scope): (Role, Scope), person: &Principal) -> bool {
    let mut moves = task.step.moves.iter().filter(|wanted| of_role(wanted) == Some((role, scope)));
    moves.any(|wanted| is_eligible(task, actor, wanted.kind, role, scope, person))
}
