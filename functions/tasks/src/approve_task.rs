//! Send on, answer, file or finish (送审, 答复, 备案, 办结, 4.1–4.6).

use chains::Kind;
use domain::access::Operation;
use domain::ids::{PersonId, UnitId};
use domain::text::Opinion;
use lambda::{Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::decision::{CODES, StepName, Wish, settle};
use crate::view::DecidedView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ApproveTask,
    method: "POST",
    path: "/api/tasks/{task}/approval",
    handle: |context, call| Box::pin(approve_task(context, call)),
    docs: || Docs::new::<Approval, DecidedView>("办理：送下一环节、答复或办结", 200).codes(CODES),
};

/// What an approval does.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalKind {
    /// On to another step.
    Send,
    /// Back to the one who asked.
    Answer,
    /// It stays at the step, with whoever acts: a filing where the region waives its review.
    Stay,
    /// The chain ends well.
    Finish,
}

/// An approval.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// What it does; without it, the move that is open.
    pub kind: Option<ApprovalKind>,
    /// The move's own name, where it has one, e.g. `file`.
    pub name: Option<StepName>,
    /// The step it leads to; needed where several are open.
    pub to: Option<StepName>,
    /// Who shall have the next step, where one is chosen.
    pub person: Option<PersonId>,
    /// The organisation that shall have the next step, where one is chosen.
    pub organisation: Option<UnitId>,
    /// Straight back to the one who returned it.
    #[serde(default)]
    pub straight: bool,
    /// The opinion (办理意见).
    pub opinion: Option<Opinion>,
}

async fn approve_task(context: &Context, call: Call) -> Outcome {
    let Approval { kind, name, to, person, organisation, straight, opinion } = call.body()?;
    let kinds: &[Kind] = match kind {
        Some(ApprovalKind::Send) => &[Kind::Send],
        Some(ApprovalKind::Answer) => &[Kind::Answer],
        Some(ApprovalKind::Stay) => &[Kind::Stay],
        Some(ApprovalKind::Finish) => &[Kind::Finish],
        None => &[Kind::Send, Kind::Answer, Kind::Stay, Kind::Finish],
    };
    settle(context, &call, Wish { kinds, name, to, person, organisation, straight, opinion }).await
}
