//! Remind the one who has it (催办, 13.2): by whoever raised the plan or sent it there, once a working day.

use chains::sender::{in_transit, may_remind};
use chains::{Reason, Todo, course};
use domain::access::Operation;
use domain::events::Act;
use domain::identity::Principal;
use domain::plan::Plan;
use domain::problem::Fault;
use domain::subject::TaskId;
use jiff::Timestamp;
use jiff::civil::Date;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use store::{Refusal, Store, Table, Transaction, keys};

use crate::decision::already_decided;
use crate::reminder::{notice, working_day};
use crate::tries::Tries;

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
    /// Who has it, in words.
    pub holder: String,
    /// How often it was reminded so far (催办次数).
    pub reminders: u32,
}

/// The plan, and where it lies now; `id` is that to-do, or one that `by` decided in the same round.
async fn lies_at(store: &Store, id: &TaskId, by: &Principal) -> Result<(Plan, Todo), Problem> {
    let (head, named) = (keys::plan_head(&id.plan), keys::todo(id));
    let mut found = store.batch_get(Table::Records, &[head.clone(), named.clone()]).await?;
    let plan: Plan = found.take(&head)?.ok_or_else(Fault::absent)?;
    let named: Todo = found.take(&named)?.ok_or_else(Fault::absent)?;
    let Some(ended) = &named.ended else { return Ok((plan, named)) };
    if ended.decision.by.id != by.person && plan.raiser.id != by.person {
        let sent = named.sent_by.as_ref().is_some_and(|sender| sender.id == by.person);
        return Err(if sent { already_decided(&named) } else { Fault::absent().into() });
    }
    if id.round != plan.course.round {
        return Err(already_decided(&named));
    }
    if plan.course.transit.is_some() {
        return Err(in_transit().into());
    }
    let newest = keys::todo(&course::task_id(&plan, plan.course.seq));
    let newest: Todo = store.get(Table::Records, &newest).await?.ok_or_else(Fault::absent)?;
    if newest.ended.is_some() { Err(already_decided(&newest)) } else { Ok((plan, newest)) }
}

async fn remind_task(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: TaskId = call.path("task")?;
    let subject = keys::plan_pk(&id.plan);
    let now = context.now();
    let day = working_day(&context.store, now).await?;
    let mut tries = Tries::begin();
    loop {
        let found = match lies_at(&context.store, &id, by).await {
            Ok((plan, todo)) => may_remind(&todo, by, day).map(|()| (plan, todo)).map_err(Problem::from),
            Err(problem) => Err(problem),
        };
        let (plan, todo) = match found {
            Ok(found) => found,
            Err(refusal) => return context.earlier_or(&call, &subject, refusal).await,
        };
        let (acts, answer) = acts(&call, plan, todo, now, day)?;
        match context.act(&call, &subject, acts).await {
            Ok(None) => return Answer::ok(&answer),
            Ok(Some(earlier)) => return Ok(Answer::value(earlier)),
            Err(problem) => tries.again(context, problem).await?,
        }
    }
}

fn acts(
    call: &Call,
    mut plan: Plan,
    todo: Todo,
    now: Timestamp,
    day: Date,
) -> Result<(Transaction, Reminded), Problem> {
    let versions = (plan.version, todo.version);
    let todo = todo.reminded_by_hand(day);
    let (task, label, holder) = (todo.id.clone(), todo.label.clone(), todo.holder_words());
    let answer = Reminded { task, label, holder, reminders: todo.reminders };
    let act = Act { payload: json!(&answer), ..call.act("task_reminded", now, &answer)? };
    let event = plan.history.record(&keys::plan_pk(&plan.id), act);
    plan.version += 1;
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &plan, versions.0, Refusal::StaleVersion);
    acts.replace(Table::Records, &todo, versions.1, Refusal::StaleVersion);
    if let Some(holder) = todo.has_it() {
        acts.put(Table::Records, &notice(&todo, &holder.id, Reason::Reminded, now));
    }
    acts.event(&event);
    Ok((acts, answer))
}
