//! What is under way in the unit, and with whom (在办事项, 13.3): for the unit's administrator, who hands over what lies with
//! somebody who may not act on it any more.

use std::collections::HashMap;

use chains::course;
use domain::access::Operation;
use domain::identity::{Actor, Principal};
use domain::ids::PersonId;
use domain::problem::Fault;
use domain::subject::{Place, Status, Subject, SubjectId, SubjectKind, TaskId};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListUnderWay,
    method: "GET",
    path: "/api/tasks/under-way",
    handle: |context, call| Box::pin(list_under_way(context, call)),
    docs: || {
        Docs::answering::<UnderWay>("在办事项", 200)
            .query("kind", "事项类型，默认 plan（采购计划）")
            .query("title", "标题包含的文字")
            .query("cursor", "下一页")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

/// A subject under way.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnderWayView {
    /// The subject.
    pub subject: SubjectId,
    /// Its kind.
    pub kind: SubjectKind,
    /// The Chinese term for that.
    pub kind_label: &'static str,
    /// Its name (标题).
    pub title: Name,
    /// Who raised it (发起人).
    pub raiser: Actor,
    /// Where it is in its chain and who has it (当前环节); absent between two steps.
    pub place: Option<Place>,
    /// The to-do that can be handed over; absent between two steps and while a pool has it.
    pub task: Option<TaskId>,
    /// Whether whoever has it may not act on it any more, so that it waits to be handed over.
    pub stuck: bool,
}

/// A page of what is under way.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnderWay {
    /// The subjects, newest first.
    pub items: Vec<UnderWayView>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
    /// The kinds of subject that can be asked for.
    pub kinds: Vec<KindView>,
}

/// A kind of subject.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KindView {
    /// Its code.
    pub code: SubjectKind,
    /// The Chinese term.
    pub label: &'static str,
}

async fn list_under_way(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let kind = match call.query("kind") {
        Some(raw) => raw.parse().map_err(|_| Fault::field("kind", "invalid_value", "不是可选的事项类型"))?,
        None => SubjectKind::Plan,
    };
    let title: Option<Name> = call.query_as("title")?;
    let (title, cursor) = (title.as_ref().map(Name::as_str), call.query("cursor").map(str::to_owned));
    let page = context.store.subjects_of_unit(kind, &by.unit, Status::UnderWay, title, cursor).await?;
    let holders = page.items.iter().filter_map(|subject| subject.course.place.as_ref()?.holder.as_ref());
    let people = context.store.people(holders.map(|holder| &holder.id)).await?;
    let items = page.items.into_iter().map(|subject| view(subject, &people)).collect();
    let kinds = SubjectKind::ALL.iter().map(|kind| KindView { code: *kind, label: kind.label() }).collect();
    Answer::ok(&UnderWay { items, next: page.next, kinds })
}

fn view(subject: Subject, people: &HashMap<PersonId, Principal>) -> UnderWayView {
    let holder = subject.course.place.as_ref().and_then(|place| place.holder.as_ref());
    let task = holder.map(|_| course::task_id(&subject, subject.course.seq));
    UnderWayView {
        stuck: holder.is_some_and(|holder| course::is_stuck(&subject, people.get(&holder.id))),
        kind: subject.id.kind,
        kind_label: subject.id.kind.label(),
        title: subject.title,
        raiser: subject.raiser,
        place: subject.course.place,
        task,
        subject: subject.id,
    }
}
