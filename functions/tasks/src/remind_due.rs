//! What is overdue is reminded and shown to the next higher by itself (13.2), on the morning of every working day.

use std::collections::BTreeMap;

use chains::overdue::{higher, is_told};
use chains::{Reason, Todo, chain_of};
use domain::calendar::{Calendar, today};
use domain::identity::Role;
use domain::ids::PersonId;
use domain::subject::{Home, Subject};
use jiff::civil::Date;
use lambda::{Context, EventHandler, Failure};
use serde::Serialize;
use serde_json::Value;
use store::{CommitError, Refusal, Store, Table, Transaction};

use crate::reminder::{MOST, calendar, had_by, notice};

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(remind_due(context, event));

/// Days that are looked back on, so that a morning without a schedule is made up for; the longest holidays are shorter.
const DAYS: usize = 14;

/// What was done.
#[derive(Debug, Default, Serialize)]
struct Done {
    reminded: u32,
    failed: u32,
}

async fn remind_due(context: &Context, _: Value) -> Result<Value, Failure> {
    let now = context.now();
    let (day, calendar) = (today(now), calendar(&context.store, now).await?);
    let mut done = Done::default();
    if calendar.is_working_day(day) {
        let next = next_working_day(&calendar, day)?;
        let back = std::iter::successors(Some(day), |day| day.yesterday().ok());
        for due in back.take(DAYS + 1) {
            remind(context, due, day, next, &mut done).await?;
        }
    }
    Ok(serde_json::to_value(done)?)
}

fn next_working_day(calendar: &Calendar, day: Date) -> Result<Date, Failure> {
    let next = calendar.after_working_days(day, 1).map_err(|error| Failure::new("NoNextDay", error.to_string()))?;
    Ok(next.day)
}

/// Reminds all that is due on `due`; what one of them fails with stops no other.
async fn remind(context: &Context, due: Date, day: Date, next: Date, done: &mut Done) -> Result<(), Failure> {
    let mut cursor = None;
    loop {
        let page = context.store.due_on(due, cursor).await?;
        for todo in page.items {
            let task = todo.as_ref().map(|todo| todo.id.to_string()).unwrap_or_default();
            match remind_one(context, todo, day, next).await {
                Ok(true) => done.reminded += 1,
                Ok(false) => {}
                Err(Failure { kind, message }) => {
                    done.failed += 1;
                    tracing::error!(kind, inside = message, task, "not reminded");
                }
            }
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(());
        }
    }
}

/// Once a day: the to-do is next due on `next`. A claim that has lapsed is ended. `false` when it is not overdue, or was
/// decided or reminded meanwhile.
async fn remind_one(context: &Context, todo: store::Result<Todo>, day: Date, next: Date) -> Result<bool, Failure> {
    let todo = todo?;
    let (now, before) = (context.now(), todo.version);
    let (todo, lapsed) = todo.looked_at(day);
    let mut acts = Transaction::new();
    // One notice for each of them, of the first reason that concerns them.
    let mut told: BTreeMap<PersonId, Reason> = lapsed.into_iter().map(|claimer| (claimer.id, Reason::Lapsed)).collect();
    let overdue = todo.is_overdue(day);
    let todo = if overdue { remind_all(context, todo, next, &mut told).await? } else { todo.left_alone() };
    for (person, reason) in &told {
        acts.put(Table::Records, &notice(&todo, person, *reason, now));
    }
    acts.replace(Table::Records, &todo, before, Refusal::StaleVersion);
    match context.store.commit(acts, None).await {
        Ok(()) => Ok(overdue),
        Err(CommitError::Refused(_)) => Ok(false),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}

/// Whoever has it is told, or their pool; whoever is next above them; and, of what lies outside the unit, who sent it there.
async fn remind_all(
    context: &Context,
    todo: Todo,
    next: Date,
    told: &mut BTreeMap<PersonId, Reason>,
) -> Result<Todo, Failure> {
    let store = &context.store;
    let subject = store.subject(&todo.id.subject).await?;
    let subject = subject.ok_or_else(|| Failure::new("SubjectMissing", "a to-do without its subject"))?;
    let (had, chiefs) = tokio::try_join!(async { Ok(had_by(store, &todo).await?) }, chiefs(store, &todo, &subject))?;
    let outside = todo.pool.as_ref().is_some_and(|pool| pool.is_outside(&subject));
    let waits = todo.sent_by.as_ref().filter(|_| outside).map(|sender| sender.id.clone());
    let todo = todo.reminded_by_schedule(next);
    let all = [(had, Reason::Overdue), (chiefs, Reason::Escalated), (waits.into_iter().collect(), Reason::Waiting)];
    for (people, reason) in all {
        for person in people {
            told.entry(person).or_insert(reason);
        }
    }
    Ok(todo)
}

/// Whoever is next above the one who has it, or above their pool: the nearest higher role that somebody holds.
async fn chiefs(store: &Store, todo: &Todo, subject: &Subject) -> Result<Vec<PersonId>, Failure> {
    let chain = chain_of(todo.id.subject.kind).map_err(|error| Failure::new("BadChain", error))?;
    let Some(role) = chain.role_of(&todo.step) else { return Ok(Vec::new()) };
    let holder = todo.has_it().map(|holder| &holder.id);
    let person = match holder {
        Some(holder) => store.person(holder).await?,
        None => None,
    };
    // Of what someone took along to another unit nobody there is told: they are seen where the subject belongs.
    let here = match person.filter(|person| person.unit == subject.home.unit) {
        Some(person) => Home { department: person.department, ..subject.home.clone() },
        None => subject.home.clone(),
    };
    for above in higher(role) {
        let told = told(store, holder, &here, above).await?;
        if !told.is_empty() {
            return Ok(told);
        }
    }
    Ok(Vec::new())
}

async fn told(store: &Store, holder: Option<&PersonId>, here: &Home, role: Role) -> Result<Vec<PersonId>, Failure> {
    let page = store.holders(&here.unit, role, None).await?;
    let chiefs = page.items.into_iter().map(|found| found.principal);
    let chiefs = chiefs.filter(|chief| is_told(chief, role, holder, here));
    Ok(chiefs.map(|chief| chief.person).take(MOST).collect())
}
