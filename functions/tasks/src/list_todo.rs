//! To do (待办任务, 3.12): one's own, or what lies in the finance office's pool.

use chains::Todo;
use domain::access::Operation;
use domain::calendar::today;
use domain::identity::Role;
use domain::problem::Fault;
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::Page;

use crate::view::TodoView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListTodo,
    method: "GET",
    path: "/api/tasks/todo",
    handle: |context, call| Box::pin(list_todo(context, call)),
    docs: || {
        Docs::answering::<TodoList>("待办任务", 200)
            .query("list", "mine 我的待办（默认），pool 采购办待领取")
            .query("title", "标题包含的文字")
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

/// A page of to-dos, by due day.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TodoList {
    /// The to-dos.
    pub items: Vec<TodoView>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
    /// How many there are.
    pub counts: Counts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Mine,
    Pool,
}

impl std::str::FromStr for List {
    type Err = &'static str;
    fn from_str(raw: &str) -> Result<Self, &'static str> {
        match raw {
            "mine" => Ok(Self::Mine),
            "pool" => Ok(Self::Pool),
            _ => Err("应为 mine 或 pool"),
        }
    }
}

async fn list_todo(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let title: Option<Name> = call.query_as("title")?;
    let title = title.as_ref().map(Name::as_str);
    let list = call.query_as::<List>("list")?.unwrap_or(List::Mine);
    let cursor = call.query("cursor").map(str::to_owned);
    let in_pool = by.holds(Role::FinanceOffice);
    let store = &context.store;
    let page = async {
        match list {
            List::Mine => Ok(store.todos_of(&by.person, title, cursor).await?),
            List::Pool if in_pool => Ok(store.todos_in_pool(Role::FinanceOffice, &by.region, title, cursor).await?),
            List::Pool => Err(lambda::Problem::from(Fault::forbidden("not_allowed", "只有采购办人员有待领取任务"))),
        }
    };
    let counts = async {
        let pool = match in_pool {
            true => Some(store.count_todos_in_pool(Role::FinanceOffice, &by.region).await?),
            false => None,
        };
        Ok(Counts { mine: store.count_todos_of(&by.person).await?, pool })
    };
    let (Page { items, next }, counts): (Page<Todo>, Counts) = tokio::try_join!(page, counts)?;
    let today = today(context.now());
    let items = items.iter().map(|todo| TodoView::new(todo, today)).collect();
    Answer::ok(&TodoList { items, next, counts })
}
