//! Plans (采购计划, chapter 3): what is entered, what is computed from it, what it reserves and who may see it.

mod changes;
mod content;
mod head;
mod reservation;
mod review;
#[cfg(test)]
mod tests;

pub use changes::{Change, Compared, changes, goes_beyond};
pub use content::{
    Draft, DraftLine, Fund, MOST_ATTACHMENTS, MOST_LINES, MOST_PARAMETERS, PlanLine, Sketch, Warning, complete,
    fingerprint, sketch, total, warnings,
};
pub use head::{PlanBody, begin, content};
pub use reservation::{Reservation, Shift, reserve, shifts};
pub use review::{Review, ReviewMark, ReviewReason, Reviewable};
