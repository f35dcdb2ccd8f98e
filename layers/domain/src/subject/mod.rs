//! What a chain is about (事项): its id, its kind, its header, and where it stands in its chain.

mod audience;
mod course;
mod former;
mod header;
mod id;
mod kind;
mod party;
mod status;
#[cfg(test)]
mod tests;

pub use audience::{Audience, Home};
pub use course::{Course, Place, Transit};
pub use former::FormerPlan;
pub use header::{Content, GIVEN_UP, Subject};
pub use id::{SubjectId, TaskId};
pub use kind::{SubjectKind, UnitSees};
pub use party::{Parties, Party, Taker};
pub use status::Status;
