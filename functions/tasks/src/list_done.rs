//! Done (已办任务, 3.12): what I decided, newest first unless the other way round is wanted, and where it is now.

use std::collections::HashMap;

use chains::Todo;
use chains::outside::looks_from_outside;
use domain::access::Operation;
use domain::identity::Actor;
use domain::money::Yuan;
use domain::subject::{Subject, SubjectId, SubjectKind, TaskId};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::records::{HomeNames, Look};
use store::{Items, Table, keys};

use crate::order::Order;
use crate::view::{EndedView, unit_name, unit_names};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListDone,
    method: "GET",
    path: "/api/tasks/done",
    handle: |context, call| Box::pin(list_done(context, call)),
    docs: || {
        Docs::answering::<DoneList>("已办任务", 200)
            .query("title", "标题包含的文字")
            .query("order", "desc 办理时间从近到远（默认），asc 从远到近")
            .query("cursor", "下一页")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

/// What was decided on a to-do.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DoneView {
    /// The to-do.
    pub id: TaskId,
    /// What it is about.
    pub subject: SubjectId,
    /// Its kind.
    pub kind: SubjectKind,
    /// The Chinese term for that.
    pub kind_label: &'static str,
    /// Name of the subject (标题).
    pub title: Name,
    /// Amount of the subject when the to-do was opened, in yuan; absent where it has none.
    pub amount: Option<Yuan>,
    /// What the subject's unit is called.
    pub unit_name: String,
    /// Who raised the subject.
    pub raiser: Actor,
    /// The step's state.
    pub step: String,
    /// The step's Chinese name.
    pub label: String,
    /// When it was opened, RFC 3339.
    pub opened_at: String,
    /// What was done.
    pub ended: Option<EndedView>,
    /// Where it is now (当前环节): a step, or what became of it.
    pub now: String,
    /// Who has it there, when that is a person.
    pub holder: Option<Actor>,
}

impl DoneView {
    fn new(todo: &Todo, names: &HomeNames, subject: Option<&Subject>) -> Self {
        let course = subject.map(|subject| &subject.course);
        let place = course.and_then(|course| course.place.as_ref());
        let moves = course.is_some_and(|course| course.transit.is_some());
        let status = || if moves { "流转中" } else { subject.map_or("", Subject::status_label) };
        Self {
            id: todo.id.clone(),
            subject: todo.id.subject.clone(),
            kind: todo.id.subject.kind,
            kind_label: todo.id.subject.kind.label(),
            title: todo.title.clone(),
            amount: todo.amount.map(Yuan::from),
            unit_name: unit_name(todo, names),
            raiser: todo.raiser.clone(),
            step: todo.step.clone(),
            label: todo.label.clone(),
            opened_at: todo.opened_at.to_string(),
            ended: todo.ended.as_ref().map(EndedView::from),
            now: place.map_or_else(|| status().to_owned(), |place| place.label.clone()),
            holder: place.and_then(|place| place.holder.clone()),
        }
    }
}

/// A page of what was done.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DoneList {
    /// What was done.
    pub items: Vec<DoneView>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
}

async fn list_done(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let title: Option<Name> = call.query_as("title")?;
    let look = Look {
        descending: call.query_as::<Order>("order")?.is_none_or(Order::is_descending),
        title: title.as_ref().map(Name::as_str),
        cursor: call.query("cursor").map(str::to_owned),
    };
    let page = context.store.done_by(&by.person, look).await?;
    let heads: Vec<_> = page.items.iter().map(|todo| keys::subject_head(&todo.id.subject)).collect();
    let heads_read = async {
        match heads.is_empty() {
            true => Ok(Items::default()),
            false => context.store.batch_get(Table::Records, &heads).await,
        }
    };
    let (mut found, names) = tokio::try_join!(heads_read, unit_names(&context.store, by, &page.items))?;
    let mut subjects: HashMap<SubjectId, Subject> = HashMap::new();
    for head in &heads {
        subjects.extend(found.take::<Subject>(head)?.map(|subject| (subject.id.clone(), subject)));
    }
    let view = |todo: &Todo| {
        let subject = subjects.get(&todo.id.subject);
        let view = DoneView::new(todo, &names, subject);
        let outside = subject.is_some_and(|subject| looks_from_outside(subject, by));
        match subject.filter(|_| outside) {
            Some(subject) => DoneView { holder: None, ended: EndedView::told_to(todo, subject, by), ..view },
            None => view,
        }
    };
    Answer::ok(&DoneList { items: page.items.iter().map(view).collect(), next: page.next })
}
