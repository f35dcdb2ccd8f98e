//! Opens the to-do of the state that a chain has come to. Keyed by subject, round and sequence: repeated, it replaces the
//! token; where that to-do is decided already, it answers the token with that decision.

use chains::{Kind, Route, Standing, Step, Task, Todo, course, open, reopen};
use domain::calendar::{DueDay, today};
use domain::identity::Principal;
use domain::subject::{Course, Subject, TaskId};
use lambda::{Context, EventHandler, Failure};
use serde::Deserialize;
use serde_json::{Value, json};
use store::records::{Token, TokenRecord};
use store::{CommitError, Condition, Refusal, Table, Transaction, keys};

use crate::chain::{Chain, UNAVAILABLE, is_unavailable};
use crate::reminder::calendar;

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(open_task(context, event));

/// How often a lost race is run again.
const TRIES: u8 = 5;

/// What the state hands over.
#[derive(Deserialize)]
struct Arrival {
    execution: String,
    input: Route,
    step: Step,
}

/// What opening came to.
enum Opened {
    /// The to-do is open, and its token is stored.
    Waits,
    /// It was decided already; the execution goes on at once.
    GoesOn(Route),
    /// Someone else wrote at the same time.
    Raced,
}

async fn open_task(context: &Context, event: Value) -> Result<Value, Failure> {
    let token = event.get("token").and_then(Value::as_str).map(|raw| Token::new(raw.to_owned()));
    let token = token.ok_or_else(|| Failure::new("BadInput", "the state hands over no token"))?;
    let chain = Chain::new(context);
    let opened = match arrive(context, &token, event).await {
        Ok(Some(onwards)) => chain.answer(&token, &onwards).await.map(|_| ()),
        Ok(None) => Ok(()),
        Err(failure) => Err(failure),
    };
    if let Err(failure) = opened {
        let kind = if is_unavailable(&failure) { UNAVAILABLE } else { failure.kind };
        let failure = Failure { kind, ..failure };
        // The state is told at once, so that its retry and catch work; the error stands in the metrics as well.
        chain.fail(&token, &failure).await?;
        return Err(failure);
    }
    Ok(json!({}))
}

/// Opens the to-do; the way onwards when it was decided already.
async fn arrive(context: &Context, token: &Token, event: Value) -> Result<Option<Route>, Failure> {
    let Arrival { execution, input, step } = serde_json::from_value(event)?;
    for _ in 0..TRIES {
        match try_open(context, token, &execution, &input, &step).await? {
            Opened::Waits => return Ok(None),
            Opened::GoesOn(onwards) => return Ok(Some(onwards)),
            Opened::Raced => {}
        }
    }
    Err(Failure::new(UNAVAILABLE, "the subject is written by others all the time"))
}

async fn try_open(
    context: &Context,
    token: &Token,
    execution: &str,
    route: &Route,
    step: &Step,
) -> Result<Opened, Failure> {
    let next = route.next.ok_or_else(|| Failure::new("NoNextTask", "the way to a step names no to-do"))?;
    let id = |seq| TaskId { subject: route.subject.clone(), round: route.round, seq };
    let (head, sent, standing, there) = (
        keys::subject_head(&route.subject),
        keys::todo(&id(route.from)),
        keys::standing(&id(route.from)),
        keys::todo(&id(next)),
    );
    let all = [&head, &sent, &standing, &there].map(Clone::clone);
    let mut found = context.store.batch_get(Table::Records, &all).await?;
    let missing = || Failure::new("SubjectMissing", "there is no such subject");
    let subject: Subject = found.take(&head)?.ok_or_else(missing)?;
    let current = Course::execution(&subject.id, subject.course.round, subject.course.attempt);
    if subject.course.round != route.round || execution != current {
        return Err(Failure::new("StaleExecution", format!("{execution} was replaced by {current}")));
    }
    if let Some(there) = found.take::<Todo>(&there)? {
        return again(context, token, there, step).await;
    }
    if !route.is_taken_by(&subject) {
        return Err(Failure::new("StaleExecution", format!("{execution} is not where its subject is")));
    }
    let missing = || Failure::new("TaskMissing", "the to-do that was decided is not there");
    let sent: Todo = found.take(&sent)?.ok_or_else(missing)?;
    let before: Standing = found.take(&standing)?.ok_or_else(missing)?;
    let (task, kept) = next_task(context, &sent, before.task, step, &subject).await?;
    anew(context, token, subject, id(next), &sent, (task, kept)).await
}

/// The task at `step` after what was decided on `sent`, and its day where that is the one of before.
async fn next_task(
    context: &Context,
    sent: &Todo,
    before: Task,
    step: &Step,
    subject: &Subject,
) -> Result<(Task, Option<DueDay>), Failure> {
    let missing = || Failure::new("TaskMissing", "the to-do that was decided is not there");
    let decision = &sent.ended.as_ref().ok_or_else(missing)?.decision;
    if decision.kind != Kind::Withdraw {
        let task = placed(context, open(step.clone(), &before, decision, &subject.parties), subject).await?;
        return Ok((task, sent.legal_period(step)));
    }
    let taken_back = TaskId { seq: sent.opened_from.ok_or_else(missing)?, ..sent.id.clone() };
    let (standing, todo) = (keys::standing(&taken_back), keys::todo(&taken_back));
    let mut found = context.store.batch_get(Table::Records, &[standing.clone(), todo.clone()]).await?;
    let standing = found.take::<Standing>(&standing)?.ok_or_else(missing)?;
    let todo = found.take::<Todo>(&todo)?.filter(|_| step.legal_period);
    let due = todo.map(|todo| DueDay { day: todo.due, provisional: todo.due_provisional });
    Ok((reopen(step.clone(), &standing.task), due))
}

/// The task with whoever takes its part, while they may act; else their pool has it.
async fn placed(context: &Context, task: Task, subject: &Subject) -> Result<Task, Failure> {
    let Some(known) = task.person.as_ref().filter(|_| task.step.holder.pooled().is_some()) else { return Ok(task) };
    let person = context.store.person(&known.id).await?.map(Principal::from);
    let may = person.is_some_and(|person| task.step.holder.may_act(&person, subject));
    Ok(if may { task } else { Task { person: None, ..task } })
}

/// Writes the to-do with what lies beside it; the subject has arrived.
async fn anew(
    context: &Context,
    token: &Token,
    mut subject: Subject,
    id: TaskId,
    sent: &Todo,
    (task, kept): (Task, Option<DueDay>),
) -> Result<Opened, Failure> {
    let now = context.now();
    // A legal period counts from what was sent, however late it is opened here.
    let from = sent.ended.as_ref().filter(|_| task.step.legal_period).map_or(now, |ended| ended.at);
    let due = match kept {
        Some(due) => due,
        None => {
            let due = calendar(&context.store, now).await?.after_working_days(today(from), task.step.due_working_days);
            due.map_err(|error| Failure::new("NoDueDay", error.to_string()))?
        }
    };
    let ended = sent.ended.as_ref().map(|ended| (sent.id.seq, &ended.decision, sent.label.as_str()));
    let arrived_by = sent.ended.as_ref().and_then(|ended| ended.event);
    let todo = Todo { arrived_by, ..Todo::open(id.clone(), &subject, &task, ended, now, due) };
    let before = subject.version;
    course::arrive(&mut subject, &todo);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &subject, before, Refusal::StaleVersion)
        .insert(Table::Records, &todo, Refusal::AlreadyExists)
        .put(Table::Records, &Standing { id: id.clone(), task })
        .put(Table::Records, &TokenRecord::new(id, token));
    committed(context, acts).await
}

/// The to-do is there: while it is open, its execution waits with the new token, and with the step as the chain has it
/// now; once it is decided, the execution goes on.
async fn again(context: &Context, token: &Token, todo: Todo, step: &Step) -> Result<Opened, Failure> {
    if let Some(onwards) = Route::after(&todo) {
        return Ok(Opened::GoesOn(onwards));
    }
    let missing = || Failure::new("TaskMissing", "a to-do without its step");
    let standing: Option<Standing> = context.store.get(Table::Records, &keys::standing(&todo.id)).await?;
    let standing = standing.ok_or_else(missing)?;
    let task = Task { step: step.clone(), ..standing.task };
    let mut acts = Transaction::new();
    acts.require(Table::Records, keys::todo(&todo.id), Condition::version(todo.version), Refusal::StaleVersion)
        .put(Table::Records, &Standing { id: todo.id.clone(), task })
        .put(Table::Records, &TokenRecord::new(todo.id, token));
    committed(context, acts).await
}

async fn committed(context: &Context, acts: Transaction) -> Result<Opened, Failure> {
    match context.store.commit(acts, None).await {
        Ok(()) => Ok(Opened::Waits),
        Err(CommitError::Refused(_)) => Ok(Opened::Raced),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}
