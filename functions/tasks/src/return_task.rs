//! Return to an earlier step and its person (退回, 4.1–4.6), with the way back that the one who returns chooses.

use chains::Kind;
use domain::access::Operation;
use domain::ids::PersonId;
use domain::text::Opinion;
use lambda::{Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::decision::{CODES, StepName, Wish, settle};
use crate::view::DecidedView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ReturnTask,
    method: "POST",
    path: "/api/tasks/{task}/return",
    handle: |context, call| Box::pin(return_task(context, call)),
    docs: || Docs::new::<Return, DecidedView>("退回", 200).codes(CODES),
};

/// A return.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// The earlier step.
    pub to: StepName,
    /// Who shall have it, where whoever acted there is gone.
    pub person: Option<PersonId>,
    /// Whether it comes straight back, or passes every step again.
    pub straight: bool,
    /// Why (办理意见).
    pub opinion: Opinion,
}

async fn return_task(context: &Context, call: Call) -> Outcome {
    let Return { to, person, straight, opinion } = call.body()?;
    let wish = Wish {
        kinds: &[Kind::Return],
        name: None,
        to: Some(to),
        person,
        organisation: None,
        straight,
        opinion: Some(opinion),
    };
    settle(context, &call, wish).await
}
