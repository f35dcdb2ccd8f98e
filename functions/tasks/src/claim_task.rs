//! Claim a task of the pool (领取, 4.6).

use domain::access::Operation;
use lambda::{Call, Context, Docs, Outcome, Step};

use crate::pool::change;
use crate::reminder::whole_working_day;
use crate::view::ClaimView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ClaimTask,
    method: "POST",
    path: "/api/tasks/{task}/claim",
    handle: |context, call| Box::pin(claim_task(context, call)),
    docs: || {
        Docs::answering::<ClaimView>("领取", 200).codes(&[
            "already_decided",
            "authority_lost",
            "claimed_by_other",
            "already_claimed",
            "move_not_offered",
        ])
    },
};

async fn claim_task(context: &Context, call: Call) -> Outcome {
    let until = whole_working_day(&context.store, context.now()).await?;
    change(context, &call, "task_claimed", &|todo, by, now| todo.claimed(by, now, until)).await
}
