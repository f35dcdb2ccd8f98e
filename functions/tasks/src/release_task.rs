//! Give a claimed task back to the pool (放回).

use domain::access::Operation;
use lambda::{Call, Context, Docs, Outcome, Step};

use crate::pool::change;
use crate::view::ClaimView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ReleaseTask,
    method: "DELETE",
    path: "/api/tasks/{task}/claim",
    handle: |context, call| Box::pin(release_task(context, call)),
    docs: || {
        Docs::answering::<ClaimView>("放回", 200).codes(&[
            "already_decided",
            "authority_lost",
            "claimed_by_other",
            "not_claimed",
            "move_not_offered",
        ])
    },
};

async fn release_task(context: &Context, call: Call) -> Outcome {
    change(context, &call, "task_released", &|todo, by, _| todo.released(by)).await
}
