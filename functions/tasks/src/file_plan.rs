//! Approve a filing (准予备案, 4.6): the plan gets its filing number. Where the region waives the review, the procurement
//! handler files at once.

use chains::Kind;
use domain::access::Operation;
use domain::text::Opinion;
use lambda::{Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::decision::{CODES, Wish, settle};
use crate::view::DecidedView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::FilePlan,
    method: "POST",
    path: "/api/tasks/{task}/filing",
    handle: |context, call| Box::pin(file_plan(context, call)),
    docs: || {
        Docs::new::<Filing, DecidedView>("准予备案", 200).codes(CODES).codes(&["number_taken", "numbers_exhausted"])
    },
};

/// A filing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// The opinion (办理意见).
    pub opinion: Option<Opinion>,
}

async fn file_plan(context: &Context, call: Call) -> Outcome {
    let Filing { opinion } = call.body()?;
    settle(context, &call, Wish { kinds: &[Kind::File], to: None, person: None, straight: false, opinion }).await
}
