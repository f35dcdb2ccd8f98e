//! Ask for an opinion (征求意见, 4.1): the one who is asked answers back.

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
    operation: Operation::ConsultTask,
    method: "POST",
    path: "/api/tasks/{task}/consultation",
    handle: |context, call| Box::pin(consult_task(context, call)),
    docs: || Docs::new::<Consultation, DecidedView>("征求意见", 200).codes(CODES),
};

/// A question to someone.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    /// The step that the one asked will have.
    pub to: Option<StepName>,
    /// Who is asked.
    pub person: PersonId,
    /// The question (办理意见).
    pub opinion: Opinion,
}

async fn consult_task(context: &Context, call: Call) -> Outcome {
    let Consultation { to, person, opinion } = call.body()?;
    let wish = Wish {
        kinds: &[Kind::Consult],
        name: None,
        to,
        person: Some(person),
        organisation: None,
        straight: false,
        opinion: Some(opinion),
    };
    settle(context, &call, wish).await
}
