//! What people from outside are told of a subject's way: an agency or a supplier sees its own steps and what came to it from
//! there, never what the purchaser said within.

use domain::identity::{Principal, Role};
use domain::subject::Subject;

use crate::definition::Definition;
use crate::todo::Todo;

/// Whether `viewer` looks at `subject` from outside: neither as one of its unit nor of its finance office.
#[must_use]
pub fn looks_from_outside(subject: &Subject, viewer: &Principal) -> bool {
    viewer.unit != subject.home.unit && !viewer.holds(Role::FinanceOffice)
}

/// Whether `step` is one that the organisation of `viewer` has a part in.
#[must_use]
pub fn is_own_step(chain: &Definition, subject: &Subject, viewer: &Principal, step: &str) -> bool {
    let holder = chain.steps.get(step).map(|step| &step.holder);
    holder.is_some_and(|holder| holder.is_outside() && holder.may_act(viewer, subject))
}

/// Whether `viewer` is told of `todo` and of what was said there: within, of everything; outside, of one's own steps and of
/// what was sent there.
#[must_use]
pub fn is_told(chain: &Definition, subject: &Subject, viewer: &Principal, todo: &Todo) -> bool {
    let own = |step: &str| is_own_step(chain, subject, viewer, step);
    let sent_there = todo.ended.as_ref().is_some_and(|ended| own(&ended.decision.to));
    !looks_from_outside(subject, viewer) || own(&todo.step) || sent_there
}
