//! What people from outside are told of a subject's way: an agency or a supplier sees its own steps and what came to it from
//! there, never what the purchaser or another organisation said within.

use domain::identity::{Principal, Role};
use domain::subject::{Party, Subject};

use crate::definition::Definition;
use crate::todo::Todo;

/// Whether `viewer` looks at `subject` from outside: neither as one of its unit nor of its region's finance office.
#[must_use]
pub fn looks_from_outside(subject: &Subject, viewer: &Principal) -> bool {
    let office = viewer.holds(Role::FinanceOffice) && viewer.region == subject.home.region;
    viewer.unit != subject.home.unit && !office
}

/// Whether `step` is one of the supplier's, and `viewer` of that supplier: it is the same one all the way.
fn is_suppliers(chain: &Definition, subject: &Subject, viewer: &Principal, step: &str) -> bool {
    let holder = chain.steps.get(step).map(|step| &step.holder);
    holder.is_some_and(|holder| holder.takes(Party::Supplier) && holder.may_act(viewer, subject))
}

/// Whether `todo` lay with the organisation of `viewer`.
#[must_use]
pub fn is_own(chain: &Definition, subject: &Subject, viewer: &Principal, todo: &Todo) -> bool {
    todo.pool.as_ref().is_some_and(|pool| pool.includes(viewer)) || is_suppliers(chain, subject, viewer, &todo.step)
}

/// Whether `viewer` is told of `todo` and of what was said there: within, of everything; outside, of what lay with one's own
/// organisation and of what was sent there.
#[must_use]
pub fn is_told(chain: &Definition, subject: &Subject, viewer: &Principal, todo: &Todo) -> bool {
    if !looks_from_outside(subject, viewer) || is_own(chain, subject, viewer, todo) {
        return true;
    }
    let decision = todo.ended.as_ref().map(|ended| &ended.decision);
    decision.is_some_and(|decision| {
        let chosen = decision.organisation.as_ref().is_some_and(|organisation| organisation.id == viewer.unit);
        chosen || is_suppliers(chain, subject, viewer, &decision.to)
    })
}
