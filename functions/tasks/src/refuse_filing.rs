//! Refuse a filing (不予备案, 4.6): the plan stays with the procurement handler, to edit, file again or return.

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
    operation: Operation::RefuseFiling,
    method: "POST",
    path: "/api/tasks/{task}/refusal",
    handle: |context, call| Box::pin(refuse_filing(context, call)),
    docs: || Docs::new::<FilingRefusal, DecidedView>("不予备案", 200).codes(CODES),
};

/// A refused filing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilingRefusal {
    /// Why (办理意见).
    pub opinion: Opinion,
}

async fn refuse_filing(context: &Context, call: Call) -> Outcome {
    let FilingRefusal { opinion } = call.body()?;
    let wish = Wish { kinds: &[Kind::Refuse], to: None, person: None, straight: false, opinion: Some(opinion) };
    settle(context, &call, wish).await
}
