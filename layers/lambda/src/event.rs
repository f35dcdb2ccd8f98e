//! What a Lambda that is fed by events answers or fails with: streams, schedules, S3, Step Functions, and the authorizer.

use std::future::Future;
use std::pin::Pin;

use domain::identity::Actor;
use domain::problem::Fault;
use lambda_runtime::Diagnostic;
use serde_json::Value;
use store::{CommitError, StoreError};

use crate::context::Context;
use crate::problem::Problem;

/// A handler of events: `|c, e| Box::pin(open_task(c, e))`.
pub type EventHandler =
    for<'a> fn(&'a Context, Value) -> Pin<Box<dyn Future<Output = Result<Value, Failure>> + Send + 'a>>;

/// Why an event was not handled; `kind` is what `ErrorEquals` in a state machine names.
#[derive(Debug)]
pub struct Failure {
    /// Stable name in Pascal case, e.g. `StoreUnavailable`.
    pub kind: &'static str,
    /// For the log and the execution history; no personal data.
    pub message: String,
}

impl Failure {
    /// A failure of this kind.
    #[must_use]
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let kind = match &error {
            StoreError::Unavailable { .. } => "StoreUnavailable",
            StoreError::Corrupt { .. } => "CorruptRecord",
            StoreError::NotConfigured(_) => "NotConfigured",
            StoreError::BadCursor | StoreError::Failed { .. } => "StoreFailed",
        };
        Self::new(kind, error.to_string())
    }
}

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Refused(refusal) => Self::new("ConditionRefused", format!("{refusal:?}")),
            CommitError::Store(error) => error.into(),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::new("RuleRefused", fault.code)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let inside = problem.inside.map(|inside| format!(": {inside}")).unwrap_or_default();
        Self::new("StepFailed", format!("{}{inside}", problem.code))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        // Where it was, and not its text: that may quote the input.
        Self::new(
            "BadInput",
            format!("{:?} error at line {} column {}", error.classify(), error.line(), error.column()),
        )
    }
}

impl From<Failure> for Diagnostic {
    fn from(failure: Failure) -> Self {
        Self { error_type: failure.kind.to_owned(), error_message: failure.message }
    }
}

/// Whoever acts where no person does (系统).
///
/// # Errors
/// Its name does not read, which a test excludes.
pub fn system() -> Result<Actor, Failure> {
    let (id, name) = ("system".parse().ok(), "系统".parse().ok());
    let actor = id.zip(name).map(|(id, name)| Actor { id, name });
    actor.ok_or_else(|| Failure::new("NotConfigured", "the name of the system does not read"))
}
