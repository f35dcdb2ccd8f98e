//! Who can take a to-do over (可接办人员, 13.3): the other holders of its role, where the subject belongs.

use chains::sender::may_hand_over;
use domain::access::Operation;
use domain::identity::Principal;
use domain::ids::PersonId;
use domain::problem::Fault;
use domain::subject::TaskId;
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::Page;

use crate::decision::LoadedTask;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListSuccessors,
    method: "GET",
    path: "/api/tasks/{task}/successors",
    handle: |context, call| Box::pin(list_successors(context, call)),
    docs: || {
        let codes = ["already_decided", "bad_cursor"];
        Docs::answering::<Successors>("可接办人员", 200).query("cursor", "下一页").codes(&codes)
    },
};

/// Someone who can take it over.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Successor {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: Name,
    /// Name of their department.
    pub department_name: Name,
}

/// A page of people; it may be short, or empty, and still have a next one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Successors {
    /// The people.
    pub items: Vec<Successor>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

async fn list_successors(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: TaskId = call.path("task")?;
    let loaded = LoadedTask::load(&context.store, &id, None).await?.ok_or_else(Fault::absent)?;
    may_hand_over(&loaded.todo, by, &loaded.subject.home)?;
    let home = &loaded.subject.home;
    let page = match loaded.task.step.holder.role() {
        Some(role) => context.store.holders(&home.unit, role, call.query("cursor").map(str::to_owned)).await?,
        None => Page { items: Vec::new(), next: None },
    };
    let people = page.items.into_iter().map(|holder| holder.principal);
    let people = people.filter(|one| loaded.task.clone().handed_to(one, by, &loaded.subject).is_ok());
    let view = |one: Principal| Successor { id: one.person, name: one.name, department_name: one.department_name };
    Answer::ok(&Successors { items: people.map(view).collect(), next: page.next })
}
