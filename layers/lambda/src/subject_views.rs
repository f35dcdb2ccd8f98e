//! What the pages of every kind of subject show alike: how a draft is sent, under which to-do it may be worked on, what
//! its unit is called.

use chains::course::{facts, submission_id, task_id};
use chains::{Facts, Offer, Standing, Task, Todo, offers, raising_task};
use domain::identity::Principal;
use domain::problem::Fault;
use domain::subject::{Status, Subject, SubjectId, TaskId};
use schemars::JsonSchema;
use serde::Serialize;
use store::records::HomeNames;
use store::{Record, StoreError, Table, keys};

use crate::context::Context;
use crate::problem::Problem;

/// How a draft can be submitted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SubmissionView {
    /// The id under which the people of the next step are asked for.
    pub task: TaskId,
    /// The moves on offer.
    pub moves: Vec<Offer>,
}

/// The to-do under which a subject may be worked on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Editable {
    /// Its id.
    pub task: TaskId,
}

impl SubmissionView {
    /// How `by` can submit their draft; `None` of what is no draft of theirs.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn of(context: &Context, subject: &Subject, by: &Principal) -> Result<Option<Self>, Problem> {
        if subject.status != Status::Draft {
            return Ok(None);
        }
        let task = raising_task(subject).map_err(Problem::internal)?;
        let facts = Facts { vacant: effects::vacant_roles(&context.store, &task, by).await?, ..facts(subject) };
        let moves = offers(&task, by, subject, &facts);
        Ok((!moves.is_empty()).then(|| Self { task: submission_id(subject), moves }))
    }
}

impl Editable {
    /// The to-do under which `by` may work on `subject` now.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn of(context: &Context, subject: &Subject, by: &Principal) -> Result<Option<Self>, Problem> {
        if subject.status != Status::UnderWay || subject.course.place.is_none() {
            return Ok(None);
        }
        let id = task_id(subject, subject.course.seq);
        let (todo, standing) = (keys::todo(&id), keys::standing(&id));
        let mut found = context.store.batch_get(Table::Records, &[todo.clone(), standing.clone()]).await?;
        let theirs = |todo: Todo| todo.ended.is_none() && todo.claimed_by_other(&by.person).is_none();
        let open = found.take::<Todo>(&todo)?.is_some_and(theirs);
        let task = found.take::<Standing>(&standing)?.map(Standing::in_force);
        let may = |task: Task| task.is_held_by(by, subject) && task.may_edit(&facts(subject));
        Ok((open && task.is_some_and(may)).then_some(Self { task: id }))
    }
}

/// A subject as it is worked on under one of its to-dos.
pub struct UnderEdit<B> {
    /// Its header.
    pub subject: Subject,
    /// Its body.
    pub body: B,
    /// The open to-do.
    pub todo: Todo,
    /// What it was opened with.
    pub task: Task,
}

impl<B: Record> UnderEdit<B> {
    /// The subject `id` with its body, and its open to-do `task` under which `by` may work on it.
    ///
    /// # Errors
    /// `not_found`, `authority_lost`, `already_decided`, `claimed_by_other`, `stale_version`, `edit_not_allowed`.
    pub async fn load(context: &Context, by: &Principal, id: &SubjectId, task: &TaskId) -> Result<Self, Problem> {
        if task.subject != *id {
            return Err(Problem::not_found());
        }
        let keys = [keys::subject_head(id), keys::subject_body(id), keys::todo(task), keys::standing(task)];
        let mut found = context.store.batch_get(Table::Records, &keys).await?;
        let [head, body, todo, standing] = &keys;
        let all = (found.take::<Subject>(head)?, found.take::<B>(body)?, found.take(todo)?, found.take(standing)?);
        let (Some(subject), Some(body), Some(todo), Some(standing)): (_, _, Option<Todo>, Option<Standing>) = all
        else {
            return Err(Problem::not_found());
        };
        let subject = subject.seen_by(by)?;
        let task = standing.in_force();
        task.check_held(by, &subject)?;
        let label = subject.id.kind.label();
        if todo.ended.is_some() {
            return Err(Fault::conflict("already_decided", format!("该任务已办理，不能再修改{label}")).into());
        }
        if let Some(claim) = todo.claimed_by_other(&by.person) {
            return Err(Fault::conflict("claimed_by_other", format!("该任务已由{}领取", claim.by.name)).into());
        }
        if !todo.lies_where(&task) {
            return Err(Fault::conflict("stale_version", "内容已被修改，请刷新后再办理").into());
        }
        if !task.may_edit(&facts(&subject)) {
            return Err(Fault::refused("edit_not_allowed", format!("当前环节不能修改{label}")).into());
        }
        Ok(Self { subject, body, todo, task })
    }
}

/// What unit and department of a subject are called, to `by`: whoever is there brings the names along.
///
/// # Errors
/// A failure of the store.
pub async fn names_of(context: &Context, by: &Principal, subject: &Subject) -> Result<HomeNames, StoreError> {
    let known = HomeNames::of(by);
    if known.know(&subject.home) { Ok(known) } else { context.store.home_names([&subject.home]).await }
}
