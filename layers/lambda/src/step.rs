//! A step of the process: its operation, route, handler and documentation, in one constant.

use std::future::Future;
use std::pin::Pin;

use domain::access::Operation;

use crate::answer::Answer;
use crate::call::Call;
use crate::context::Context;
use crate::docs::Docs;
use crate::problem::Problem;

/// What a handler comes to.
pub type Outcome = Result<Answer, Problem>;

/// A handler: `|c, r| Box::pin(submit_plan(c, r))`.
pub type Handler = for<'a> fn(&'a Context, Call) -> Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// One step behind the HTTP API.
pub struct Step {
    /// What it does, as the access table names it.
    pub operation: Operation,
    /// HTTP method in capitals.
    pub method: &'static str,
    /// Route, with path parameters in braces: `/api/plans/{plan}/submission`.
    pub path: &'static str,
    /// What does it.
    pub handle: Handler,
    /// What the API description says of it.
    pub docs: fn() -> Docs,
}

impl Step {
    /// The one word that finds everything of it, with hyphens: `submit-plan`.
    #[must_use]
    pub fn name(&self) -> String {
        self.operation.code().replace('_', "-")
    }
}
