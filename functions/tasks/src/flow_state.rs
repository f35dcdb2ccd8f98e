//! The flow state and all opinions (流转状态, 各环节办理意见, 3.12): where the subject is, who did what when, how long it lay
//! where, and what may come next.

use chains::outside::{is_own, is_told, looks_from_outside};
use chains::{Standing, Todo, chain_of, course, moves};
use domain::access::Operation;
use domain::events::Event;
use domain::identity::Actor;
use domain::ids::PersonId;
use domain::problem::Fault;
use domain::subject::{Place, Status, Subject, SubjectId};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Store, Table, keys};

use crate::flow::{EditView, FlowStep, edits, steps};
use crate::view::unit_names;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::FlowState,
    method: "GET",
    path: "/api/subjects/{subject}/flow",
    handle: |context, call| Box::pin(flow_state(context, call)),
    docs: || Docs::answering::<FlowView>("流转状态及各环节办理意见", 200),
};

/// The whole way of a subject so far.
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
    /// All steps so far, of all rounds, in order.
    pub steps: Vec<FlowStep>,
    /// All edits under way, in order.
    pub edits: Vec<EditView>,
}

async fn flow_state(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: SubjectId = call.path("subject")?;
    let store = &context.store;
    let subject = store.subject(&id).await?.ok_or_else(Fault::absent)?.seen_by(by)?;
    let (mut todos, events, coming) = tokio::try_join!(todos(store, &id), events(store, &id), coming(store, &subject))?;
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
            let unit = PersonId::try_from(subject.home.unit.to_string()).map_err(Problem::internal)?;
            let name = step.todo.unit_name.parse().map_err(Problem::internal)?;
            ended.by = Actor { id: unit, name };
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
        subject: id,
    })
}

/// All of them, however long the way was: nothing of a history is left out.
async fn todos(store: &Store, id: &SubjectId) -> Result<Vec<Todo>, Problem> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = store.todos_of_subject(id, cursor).await?;
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return Ok(all);
        }
    }
}

async fn events(store: &Store, id: &SubjectId) -> Result<Vec<Event>, Problem> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = store.events_of(&keys::subject_pk(id), cursor).await?;
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return Ok(all);
        }
    }
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
