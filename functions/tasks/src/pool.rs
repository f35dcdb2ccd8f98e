//! Taking a to-do of a pool, and giving it back: optional, since whoever of the pool decides first decides.

use chains::Todo;
use domain::events::Act;
use domain::identity::Principal;
use domain::problem::Fault;
use domain::subject::TaskId;
use jiff::Timestamp;
use lambda::{Call, Context, Outcome, Preparing, Problem};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::decision::{LoadedTask, already_decided};
use crate::view::ClaimView;

/// How a claim changes a to-do.
pub(crate) type Change<'a> = &'a (dyn Fn(Todo, &Principal, Timestamp) -> Result<Todo, Fault> + Sync);

/// Changes who has the to-do of the call's path; `act` names it in the history.
pub(crate) async fn change(context: &Context, call: &Call, act: &'static str, change: Change<'_>) -> Outcome {
    let id: TaskId = call.path("task")?;
    let prepare = || -> Preparing<'_, ClaimView> { Box::pin(prepare(context, call, &id, act, change)) };
    context.act_on(call, &keys::subject_pk(&id.subject), prepare).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &TaskId,
    act: &'static str,
    change: Change<'_>,
) -> Result<(Transaction, ClaimView), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let loaded = LoadedTask::load(&context.store, id, None).await?.ok_or_else(Fault::absent)?;
    loaded.held_by(by)?;
    let LoadedTask { mut subject, todo, .. } = loaded;
    if todo.ended.is_some() {
        return Err(already_decided(&todo, &subject, by));
    }
    let (versions, current) = ((subject.version, todo.version), todo.claim.clone());
    let todo = change(todo, by, now).map_err(|fault| Problem::from(fault).with("current", json!(current)))?;
    let answer = ClaimView { task: id.clone(), claim: todo.claim.clone() };
    let act = Act { payload: json!({"task": id, "label": &todo.label}), ..call.act(act, now, &answer)? };
    let event = subject.history.record(&keys::subject_pk(&subject.id), act);
    subject.version += 1;
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &subject, versions.0, Refusal::StaleVersion)
        .replace(Table::Records, &todo, versions.1, Refusal::StaleVersion)
        .event(&event);
    Ok((acts, answer))
}
