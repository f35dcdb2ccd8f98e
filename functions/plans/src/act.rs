//! An act on a plan: prepared from what is true now, committed at once, and answered alike however often it comes.

use std::future::Future;
use std::pin::Pin;

use domain::ids::PlanId;
use lambda::{Call, Context, Outcome, Problem};
use serde::Serialize;
use store::{Transaction, keys};

use crate::view::PlanHead;

/// Tries of an act that lost a race. It is prepared anew, so what was really changed by others is refused there.
pub(crate) const TRIES: u32 = 3;
/// Lost races: another source of the same line may still have enough, and a reminder is no other content.
const AGAIN: [&str; 2] = ["budget_insufficient", "stale_version"];

/// What an act writes and is answered, prepared from what is true now: `|c, r, p, a| Box::pin(prepare(c, r, p, a))`.
pub(crate) type Prepare<T, A> = for<'a> fn(&'a Context, &'a Call, &'a PlanId, &'a T) -> Preparing<'a, A>;
type Preparing<'a, A> = Pin<Box<dyn Future<Output = Result<(Transaction, A), Problem>> + Send + 'a>>;

/// Prepare and commit the act `asked` by this call on `plan`. A refusal is the earlier answer if the call was done
/// before, and a conflict says what is true now.
pub(crate) async fn act_on<T: Sync, A: Serialize + Sync>(
    context: &Context,
    call: &Call,
    plan: &PlanId,
    asked: &T,
    prepare: Prepare<T, A>,
) -> Outcome {
    let subject = keys::plan_pk(plan);
    let mut tried = 0;
    let outcome = loop {
        tried += 1;
        let (acts, answer) = match prepare(context, call, plan, asked).await {
            Ok(prepared) => prepared,
            Err(problem) => break context.earlier_or(call, &subject, problem).await,
        };
        match context.act_and_answer(call, &subject, acts, &answer).await {
            Err(problem) if AGAIN.contains(&problem.code) && tried < TRIES => {}
            outcome => break outcome,
        }
    };
    match outcome {
        Err(problem) => Err(with_current(context, call, plan, problem).await),
        outcome => outcome,
    }
}

/// A conflict says what is true now, to whoever may know it; any other problem is left as it is.
pub(crate) async fn with_current(context: &Context, call: &Call, plan: &PlanId, problem: Problem) -> Problem {
    if problem.status != 409 {
        return problem;
    }
    let (Ok(by), Ok(Some(plan))) = (call.principal(), context.store.plan(plan).await) else { return problem };
    match serde_json::to_value(PlanHead::new(&plan)) {
        Ok(current) if plan.is_seen_by(by) => problem.with("current", current),
        _ => problem,
    }
}
