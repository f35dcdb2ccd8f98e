//! The edge: a step's route, sign-in, body, answer and problem, and the main of the Lambdas.
//!
//! A handler gets a [`Call`] only after the access table has allowed its operation to the one who is signed in.

mod answer;
mod area;
mod body;
mod call;
mod context;
mod discarding;
mod docs;
mod event;
mod once;
pub mod openapi;
mod principal;
mod problem;
mod serve;
mod status;
mod step;
pub mod subject_views;
mod submission;
mod trace;
mod tries;
pub mod views;

pub use answer::{Answer, disposition};
pub use area::Area;
pub use call::{Call, IdempotencyKey};
pub use context::Context;
pub use discarding::discard;
pub use docs::Docs;
pub use event::{EventHandler, Failure, system};
pub use once::Preparing;
pub use principal::session_ended;
pub use problem::{FieldError, Problem};
pub use serve::{Exit, serve};
pub use step::{Handler, Outcome, Step};
pub use submission::{NextStep, Own, Submission, Submitted, organisation_chosen};
pub use tries::Tries;

/// Name of the session cookie.
pub const SESSION_COOKIE: &str = "__Host-session";
