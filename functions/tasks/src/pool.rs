//! Taking a to-do of a pool, and giving it back: optional, since whoever of the pool decides first decides.

use chains::Todo;
use domain::events::Act;
use domain::identity::Principal;
use domain::problem::Fault;
use domain::subject::TaskId;
use jiff::Timestamp;
use lambda::{Answer, Call, Context, Outcome, Problem};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::decision::{Case, already_decided};
use crate::tries::Tries;
use crate::view::ClaimView;

/// How a claim changes a to-do.
pub(crate) type Change<'a> = &'a (dyn Fn(Todo, &Principal, Timestamp) -> Result<Todo, Fault> + Sync);

/// Changes who has the to-do of the call's path; `act` names it in the history.
pub(crate) async fn change(context: &Context, call: &Call, act: &'static str, change: Change<'_>) -> Outcome {
    let by = call.principal()?;
    let id: TaskId = call.path("task")?;
    let subject = keys::plan_pk(&id.plan);
    let mut tries = Tries::begin();
    loop {
        let case = Case::load(&context.store, &id, None).await?;
        let Case { mut plan, todo, .. } = case.filter(|case| case.is_held_by(by)).ok_or_else(Fault::absent)?;
        if todo.ended.is_some() {
            return context.earlier_or(call, &subject, already_decided(&todo)).await;
        }
        let (now, versions, current) = (context.now(), (plan.version, todo.version), todo.claim.clone());
        let todo = match change(todo, by, now) {
            Ok(todo) => todo,
            Err(fault) => {
                let refusal = Problem::from(fault).with("current", json!(current));
                return context.earlier_or(call, &subject, refusal).await;
            }
        };
        let answer = ClaimView { task: id.clone(), claim: todo.claim.clone() };
        let act = Act { payload: json!({"task": &id, "label": &todo.label}), ..call.act(act, now, &answer)? };
        let event = plan.history.record(&subject, act);
        plan.version += 1;
        let mut acts = Transaction::new();
        acts.replace(Table::Records, &plan, versions.0, Refusal::StaleVersion)
            .replace(Table::Records, &todo, versions.1, Refusal::StaleVersion)
            .event(&event);
        match context.act(call, &subject, acts).await {
            Ok(None) => return Answer::ok(&answer),
            Ok(Some(earlier)) => return Ok(Answer::value(earlier)),
            Err(problem) => tries.again(context, problem).await?,
        }
    }
}
