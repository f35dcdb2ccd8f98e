//! Throw an early warning's draft away (删除预警草稿, 3.11).

use domain::access::Operation;
use domain::ids::Id;
use domain::problem::Fault;
use domain::subject::{SubjectId, SubjectKind};
use domain::warning::WarningBody;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step, discard};
use store::{Transaction, keys};

use crate::warning_view::WarningHead;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::DiscardWarning,
    method: "DELETE",
    path: "/api/warnings/{warning}",
    handle: |context, call| Box::pin(discard_warning(context, call)),
    docs: || {
        Docs::answering::<WarningHead>("删除预警草稿", 200).codes(&["not_the_raiser", "not_a_draft", "in_transit"])
    },
};

async fn discard_warning(context: &Context, call: Call) -> Outcome {
    let id = SubjectId { kind: SubjectKind::Warning, id: call.path::<Id>("warning")? };
    let prepare = || -> Preparing<'_, WarningHead> { Box::pin(prepare(context, &call, &id)) };
    context.act_on(&call, &keys::subject_pk(&id), prepare).await
}

async fn prepare(context: &Context, call: &Call, id: &SubjectId) -> Result<(Transaction, WarningHead), Problem> {
    let (warning, _) = context.store.subject_with_body::<WarningBody>(id).await?.ok_or_else(Fault::absent)?;
    discard(call, warning, "warning_discarded", context.now(), WarningHead::new)
}
