//! The flow state and all opinions (流转状态, 各环节办理意见, 3.12): where the subject is, who did what when, how long it lay
//! where, and what may come next.

use std::collections::BTreeSet;

use chains::outside::{is_own, is_told, looks_from_outside};
use chains::{Standing, Todo, chain_of, course, moves};
use domain::access::Operation;
use domain::events::Event;
use domain::problem::Fault;
use domain::subject::{Place, Status, Subject, SubjectId, TaskId};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Page, Store, Table, keys};

use crate::flow::{EditView, FlowStep, decided, edits, steps};
use crate::view::{its_unit, unit_names};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::FlowState,
    method: "GET",
    path: "/api/subjects/{subject}/flow",
    handle: |context, call| Box::pin(flow_state(context, call)),
    docs: || {
        Docs::answering::<FlowView>("流转状态及各环节办理意见", 200)
            .query("cursor", "更早的办理记录")
            .codes(&["bad_cursor"])
    },
};

/// So many acts are a page of the way: what it costs does not grow with the history.
const ACTS_OF_PAGE: usize = 60;

/// Where a subject is, and a page of the way that it came.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FlowView {
    /// The subject.
    pub subject: SubjectId,
    /// Its name.
    pub name: Name,
    /// Where it stands.
    pub status: Status,
    /// Submissions from a draft so far.
    pub round: u32,
    /// The step it is at and who has it; absent before the first, between two and after the last.
    pub place: Option<Place>,
    /// Whether it is between two steps at this moment.
    pub in_transit: bool,
    /// What may come next: the words on the buttons of whoever has it.
    pub coming: Vec<String>,
    /// The filing number (备案号).
    pub filing_number: Option<String>,
    /// The steps of this page, of all rounds, in order; the newest page comes first.
    pub steps: Vec<FlowStep>,
    /// The edits under way of this page, in order.
    pub edits: Vec<EditView>,
    /// The cursor of what was before; absent where the way began.
    pub next: Option<String>,
}

async fn flow_state(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: SubjectId = call.path("subject")?;
    let store = &context.store;
    let subject = store.subject(&id).await?.ok_or_else(Fault::absent)?.seen_by(by)?;
    let cursor = call.query("cursor").map(str::to_owned);
    let newest = cursor.is_none();
    let (page, coming) = tokio::try_join!(page(store, &id, cursor), coming(store, &subject))?;
    let Page { items: events, next } = page;
    let mut todos = todos(store, &subject, &events, newest).await?;
    let chain = chain_of(id.kind).map_err(Problem::internal)?;
    let outside = looks_from_outside(&subject, by);
    let own = |todo: &Todo| !outside || is_own(chain, &subject, by, todo);
    let newest = todos.last().filter(|todo| todo.ended.is_none());
    let theirs = outside && !newest.is_some_and(own);
    let holder = subject.course.place.as_ref().and_then(|place| place.holder.clone()).filter(|_| !theirs);
    todos.retain(|todo| is_told(chain, &subject, by, todo));
    let names = unit_names(store, by, &todos).await?;
    let mut steps = steps(&todos, &events, (chain, &names), context.now());
    for (step, todo) in steps.iter_mut().zip(&todos).filter(|_| outside) {
        step.todo = step.todo.clone().sent_by_its_unit(todo);
        if own(todo) {
            continue;
        }
        step.todo.told_outside();
        if let Some(ended) = &mut step.ended {
            // Who decided within is told as the unit.
            ended.by = its_unit(&subject, &step.todo.unit_name)?;
            ended.person = None;
        }
    }
    Answer::ok(&FlowView {
        steps,
        edits: if outside { Vec::new() } else { edits(&events) },
        name: subject.title,
        status: subject.status,
        round: subject.course.round,
        place: subject.course.place.map(|place| Place { holder, ..place }),
        in_transit: subject.course.transit.is_some(),
        coming: if theirs { Vec::new() } else { coming },
        filing_number: subject.number,
        next,
        subject: id,
    })
}

/// A page of the history in the order in which it happened.
async fn page(store: &Store, id: &SubjectId, cursor: Option<String>) -> Result<Page<Event>, Problem> {
    let mut page = store.events_of(&keys::subject_pk(id), ACTS_OF_PAGE, cursor).await?;
    page.items.reverse();
    Ok(page)
}

/// The to-dos that were decided on in `events`, in order, and on the newest page the one where the subject lies.
async fn todos(store: &Store, subject: &Subject, events: &[Event], newest: bool) -> Result<Vec<Todo>, Problem> {
    let lies = subject.course.place.as_ref().filter(|_| newest).map(|_| course::task_id(subject, subject.course.seq));
    let wanted: BTreeSet<TaskId> = decided(events).into_iter().chain(lies).collect();
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return Ok(Vec::new()) };
    let mut todos = store.todos_between(first, last).await?;
    todos.retain(|todo| wanted.contains(&todo.id));
    Ok(todos)
}

async fn coming(store: &Store, subject: &Subject) -> Result<Vec<String>, Problem> {
    if subject.course.place.is_none() {
        return Ok(Vec::new());
    }
    let standing = keys::standing(&course::task_id(subject, subject.course.seq));
    let standing: Option<Standing> = store.get(Table::Records, &standing).await?;
    let Some(task) = standing.map(Standing::in_force) else { return Ok(Vec::new()) };
    let open = moves(&task, &effects::facts(store, subject, &task).await?);
    Ok(open.into_iter().filter(|offer| offer.disabled.is_none()).map(|offer| offer.label).collect())
}
