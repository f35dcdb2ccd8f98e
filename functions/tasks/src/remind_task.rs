//! Remind the one who has it (催办, 13.2): by whoever raised the subject or sent it there, once a working day.

use std::slice;

use chains::outside::looks_from_outside;
use chains::sender::{in_transit, may_remind};
use chains::{Reason, Todo, course};
use domain::access::Operation;
use domain::events::Act;
use domain::identity::Principal;
use domain::ids::PersonId;
use domain::problem::Fault;
use domain::subject::{Subject, TaskId};
use jiff::Timestamp;
use jiff::civil::Date;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use store::{Refusal, Store, Table, Transaction, keys};

use crate::decision::already_decided;
use crate::reminder::{had_by, notice, working_day};
use crate::view::{unit_name, unit_names};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::RemindTask,
    method: "POST",
    path: "/api/tasks/{task}/reminder",
    handle: |context, call| Box::pin(remind_task(context, call)),
    docs: || {
        Docs::answering::<Reminded>("催办", 200).codes(&[
            "in_transit",
            "already_decided",
            "already_reminded",
            "move_not_offered",
        ])
    },
};

/// Who was reminded.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Reminded {
    /// The to-do that lies there.
    pub task: TaskId,
    /// The step's Chinese name.
    pub label: String,
    /// Who has it, in words; to somebody from outside, the unit.
    pub holder: String,
    /// How often it was reminded so far (催办次数).
    pub reminders: u32,
}

/// The subject, and where it lies now; `id` is that to-do, or one that `by` decided in the same round.
async fn lies_at(store: &Store, id: &TaskId, by: &Principal) -> Result<(Subject, Todo), Problem> {
    let (head, named) = (keys::subject_head(&id.subject), keys::todo(id));
    let mut found = store.batch_get(Table::Records, &[head.clone(), named.clone()]).await?;
    let subject: Subject = found.take(&head)?.ok_or_else(Fault::absent)?;
    let named: Todo = found.take(&named)?.ok_or_else(Fault::absent)?;
    // From outside one knows of what one did, and of nothing else of the way.
    let outside = looks_from_outside(&subject, by);
    let Some(ended) = &named.ended else {
        return if outside { Err(Fault::absent().into()) } else { Ok((subject, named)) };
    };
    if ended.decision.by.id != by.person && (outside || subject.raiser.id != by.person) {
        let sent = !outside && named.sent_by.as_ref().is_some_and(|sender| sender.id == by.person);
        return Err(if sent { already_decided(&named, &subject, by) } else { Fault::absent().into() });
    }
    let decided = |todo: &Todo| match outside {
        true => Fault::conflict("already_decided", "该任务已办理，无需催办").into(),
        false => already_decided(todo, &subject, by),
    };
    if id.round != subject.course.round {
        return Err(decided(&named));
    }
    if subject.course.transit.is_some() {
        return Err(in_transit().into());
    }
    let newest = keys::todo(&course::task_id(&subject, subject.course.seq));
    let newest: Todo = store.get(Table::Records, &newest).await?.ok_or_else(Fault::absent)?;
    if newest.ended.is_some() { Err(decided(&newest)) } else { Ok((subject, newest)) }
}

async fn remind_task(context: &Context, call: Call) -> Outcome {
    let id: TaskId = call.path("task")?;
    let day = working_day(&context.store, context.now()).await?;
    let prepare = || -> Preparing<'_, Reminded> { Box::pin(prepare(context, &call, &id, day)) };
    context.act_on(&call, &keys::subject_pk(&id.subject), prepare).await
}

async fn prepare(context: &Context, call: &Call, id: &TaskId, day: Date) -> Result<(Transaction, Reminded), Problem> {
    let by = call.principal()?;
    let (subject, todo) = lies_at(&context.store, id, by).await?;
    may_remind(&todo, by, day)?;
    let told = had_by(&context.store, &todo).await?;
    let holder = match looks_from_outside(&subject, by) {
        true => unit_name(&todo, &unit_names(&context.store, by, slice::from_ref(&todo)).await?),
        false => todo.holder_words(),
    };
    acts(call, subject, (todo, holder), &told, (context.now(), day))
}

fn acts(
    call: &Call,
    mut subject: Subject,
    (todo, holder): (Todo, String),
    told: &[PersonId],
    (now, day): (Timestamp, Date),
) -> Result<(Transaction, Reminded), Problem> {
    let versions = (subject.version, todo.version);
    let todo = todo.reminded_by_hand(day);
    let (task, label) = (todo.id.clone(), todo.label.clone());
    let answer = Reminded { task, label, holder, reminders: todo.reminders };
    let act = Act { payload: json!(&answer), ..call.act("task_reminded", now, &answer)? };
    let event = subject.history.record(&keys::subject_pk(&subject.id), act);
    subject.version += 1;
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &subject, versions.0, Refusal::StaleVersion);
    acts.replace(Table::Records, &todo, versions.1, Refusal::StaleVersion);
    for person in told {
        acts.put(Table::Records, &notice(&todo, person, Reason::Reminded, now));
    }
    acts.event(&event);
    Ok((acts, answer))
}
