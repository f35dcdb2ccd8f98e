//! Hand a to-do over to another holder of its role (移交, 13.3): by whoever sent it there, or the unit's administrator, when
//! the one who has it is away, has left, or lost the role. Both are told.

use chains::course::hand_over;
use chains::sender::may_hand_over;
use chains::{Reason, Standing};
use domain::access::Operation;
use domain::events::Act;
use domain::ids::PersonId;
use domain::problem::Fault;
use domain::subject::TaskId;
use domain::text::Opinion;
use lambda::{Answer, Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::decision::{LoadedTask, already_decided, stale};
use crate::reminder::notice;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::HandOverTask,
    method: "POST",
    path: "/api/tasks/{task}/handover",
    handle: |context, call| Box::pin(hand_over_task(context, call)),
    docs: || {
        Docs::new::<Handover, HandedOver>("移交任务", 200).codes(&[
            "invalid_fields",
            "already_decided",
            "stale_version",
            "move_not_offered",
        ])
    },
};

/// To whom, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// Who takes it over (接办人).
    pub person: PersonId,
    /// Why (移交原因).
    pub reason: Opinion,
}

/// Who has it now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HandedOver {
    /// The to-do.
    pub task: TaskId,
    /// The step's Chinese name.
    pub label: String,
    /// Who has it, in words.
    pub holder: String,
}

async fn hand_over_task(context: &Context, call: Call) -> Outcome {
    let id: TaskId = call.path("task")?;
    let wanted: Handover = call.body()?;
    let subject = keys::subject_pk(&id.subject);
    // Repeated after others handed it on, it would be handed over once more: the history is asked first.
    // A key that served somebody else tells nothing here; what it means is said after who may.
    if let Ok(Some(earlier)) = context.earlier_answer(&call, &subject).await {
        return Ok(Answer::value(earlier));
    }
    let prepare = || -> Preparing<'_, HandedOver> { Box::pin(prepare(context, &call, &id, &wanted)) };
    context.act_on(&call, &subject, prepare).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &TaskId,
    wanted: &Handover,
) -> Result<(Transaction, HandedOver), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let loaded = LoadedTask::load(&context.store, id, Some(&wanted.person)).await?.ok_or_else(Fault::absent)?;
    may_hand_over(&loaded.todo, by, &loaded.subject.home).map_err(|fault| match fault.code {
        "already_decided" => already_decided(&loaded.todo, &loaded.subject, by),
        _ => fault.into(),
    })?;
    if loaded.spans_two_moments() {
        return Err(stale(&loaded.subject));
    }
    let LoadedTask { mut subject, todo, task, chosen } = loaded;
    let unknown = || Fault::field("person", "person_not_eligible", "所选人员不存在，请重新选择");
    let successor = chosen.ok_or_else(unknown)?;
    let task = task.handed_to(&successor, by, &subject)?;
    let (versions, before) = ((subject.version, todo.version), todo.holder.clone());
    let todo = todo.handed_to(successor.actor());
    hand_over(&mut subject, &todo);
    let answer = HandedOver { task: id.clone(), label: todo.label.clone(), holder: todo.holder_words() };
    let payload = json!({
        "task": id, "step": &todo.step, "label": &todo.label, "from": &before, "to": &todo.holder, "reason": &wanted.reason,
    });
    let act = Act { payload, ..call.act("task_handed_over", now, &answer)? };
    let event = subject.history.record(&keys::subject_pk(&subject.id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &subject, versions.0, Refusal::StaleVersion)
        .replace(Table::Records, &todo, versions.1, Refusal::StaleVersion)
        .put(Table::Records, &Standing { id: id.clone(), task });
    for told in before.iter().chain(&todo.holder) {
        acts.put(Table::Records, &notice(&todo, &told.id, Reason::HandedOver, now));
    }
    acts.event(&event);
    Ok((acts, answer))
}
