//! To do (待办任务, 3.12): one's own, those of them that came back, or what lies in a pool that one is of.

use std::collections::{BTreeSet, HashMap};

use chains::{Pool, Todo};
use domain::access::Operation;
use domain::calendar::today;
use domain::events::Event;
use domain::problem::Fault;
use domain::subject::TaskId;
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::records::{HomeNames, Look};
use store::{Page, Store, StoreError, Table, keys};

use crate::flow::opinion_of;
use crate::order::Order;
use crate::view::{TodoView, unit_names};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListTodo,
    method: "GET",
    path: "/api/tasks/todo",
    handle: |context, call| Box::pin(list_todo(context, call)),
    docs: || {
        Docs::answering::<TodoList>("待办任务", 200)
            .query("list", "mine 我的待办（默认），back 退回、答复给我的，pool 待领取")
            .query("title", "标题包含的文字")
            .query("order", "asc 办理期限（back：送达时间）从早到晚（默认），desc 从晚到早")
            .query("cursor", "下一页")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

/// How many to-dos there are, counted up to 999: 1000 means “999+”.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Counts {
    /// One's own, those taken from the pool included.
    pub mine: u16,
    /// In the pool; absent for whoever belongs to none.
    pub pool: Option<u16>,
}

/// A page of to-dos, by due day; of those that came back, by when they came.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TodoList {
    /// The to-dos.
    pub items: Vec<TodoView>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
    /// How many there are.
    pub counts: Counts,
}

/// What a count says that is more than 999.
const MORE: u16 = 1000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Mine,
    Back,
    Pool,
}

impl std::str::FromStr for List {
    type Err = &'static str;
    fn from_str(raw: &str) -> Result<Self, &'static str> {
        match raw {
            "mine" => Ok(Self::Mine),
            "back" => Ok(Self::Back),
            "pool" => Ok(Self::Pool),
            _ => Err("应为 mine、back 或 pool"),
        }
    }
}

async fn list_todo(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let title: Option<Name> = call.query_as("title")?;
    let list = call.query_as::<List>("list")?.unwrap_or(List::Mine);
    let look = Look {
        descending: call.query_as::<Order>("order")?.is_some_and(Order::is_descending),
        title: title.as_ref().map(Name::as_str),
        cursor: call.query("cursor").map(str::to_owned),
    };
    let pools = Pool::all_of(by);
    let store = &context.store;
    let page = async {
        match list {
            List::Mine => Ok(store.todos_of(&by.person, look).await?),
            List::Back => Ok(store.came_back_to(&by.person, look).await?),
            List::Pool if !pools.is_empty() => Ok(in_pools(store, &pools, look).await?),
            List::Pool => Err(Problem::from(Fault::forbidden("not_allowed", "您的角色没有待领取任务"))),
        }
    };
    let counts = async {
        let pooled = async {
            let mut sum = None;
            for pool in &pools {
                sum = Some(sum.unwrap_or_default() + store.count_todos_in_pool(pool).await?);
            }
            Ok(sum.map(|sum: u16| sum.min(MORE)))
        };
        let (mine, pool) = tokio::try_join!(store.count_todos_of(&by.person), pooled)?;
        Ok(Counts { mine, pool })
    };
    let (Page { items, next }, counts): (Page<Todo>, Counts) = tokio::try_join!(page, counts)?;
    let said = async {
        match list {
            List::Back => opinions(store, &items).await,
            List::Mine | List::Pool => Ok(HashMap::new()),
        }
    };
    let names = async { Ok(unit_names(store, by, &items).await?) };
    let (said, names): (_, HomeNames) = tokio::try_join!(said, names)?;
    let today = today(context.now());
    let view = |todo: &Todo| {
        TodoView::new(todo, &names, today).sent_by_its_unit(todo).arrived_with(said.get(&todo.id).cloned())
    };
    Answer::ok(&TodoList { items: items.iter().map(view).collect(), next, counts })
}

/// A page of what lies in one's pools, which for nearly everybody is one: each pool's to-dos by due day, pool after pool.
async fn in_pools(store: &Store, pools: &BTreeSet<Pool>, look: Look<'_>) -> Result<Page<Todo>, StoreError> {
    let (at, cursor) = match look.cursor.as_deref().map(|cursor| cursor.split_once('~').unwrap_or(("0", cursor))) {
        Some((at, cursor)) => (at.parse().map_err(|_| StoreError::BadCursor)?, (!cursor.is_empty()).then_some(cursor)),
        None => (0_usize, None),
    };
    let pool = pools.iter().nth(at).ok_or(StoreError::BadCursor)?;
    let look = Look { cursor: cursor.map(str::to_owned), ..look };
    let page = store.todos_in_pool(pool, look).await?;
    let next = match page.next {
        Some(next) => Some(format!("{at}~{next}")),
        None if at + 1 < pools.len() => Some(format!("{}~", at + 1)),
        None => None,
    };
    Ok(Page { next, ..page })
}

/// The opinions that the to-dos of a page came back with: one round trip to their events.
async fn opinions(store: &Store, todos: &[Todo]) -> Result<HashMap<TaskId, String>, Problem> {
    let event = |todo: &Todo| Some(keys::event(&keys::subject_pk(&todo.id.subject), todo.arrived_by?));
    let keys: Vec<_> = todos.iter().filter_map(event).collect();
    let mut found = match keys.is_empty() {
        true => return Ok(HashMap::new()),
        false => store.batch_get(Table::Events, &keys).await?,
    };
    let mut said = HashMap::new();
    for todo in todos {
        let Some(key) = event(todo) else { continue };
        let opinion = found.take::<Event>(&key)?.and_then(|event| opinion_of(&event));
        said.extend(opinion.map(|opinion| (todo.id.clone(), opinion)));
    }
    Ok(said)
}
