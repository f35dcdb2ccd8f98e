//! Questions (质疑查询, 3.13, 12.1): a supplier's, with one's own drafts, or what suppliers asked one's own unit.

use chains::outside::looks_from_outside;
use domain::access::Operation;
use domain::identity::Role;
use domain::subject::{Status, Subject, SubjectKind};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;

use crate::view::QuestionHead;

/// Questions of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QuestionList {
    /// A page of them, newest first.
    pub items: Vec<QuestionHead>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListQuestions,
    method: "GET",
    path: "/api/questions",
    handle: |context, call| Box::pin(list_questions(context, call)),
    docs: || {
        Docs::answering::<QuestionList>("质疑查询", 200)
            .query("status", "状态：under_way（默认）或 finished；供应商还可查询本人的 draft")
            .query("name", "项目名称包含的文字")
            .query("cursor", "上一页的 next")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

async fn list_questions(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let status: Option<Status> = call.query_as("status")?;
    let name: Option<Name> = call.query_as("name")?;
    let (name, cursor) = (name.as_ref().map(Name::as_str), call.query("cursor").map(str::to_owned));
    let store = &context.store;
    let status = status.unwrap_or(Status::UnderWay);
    let kind = SubjectKind::Question;
    let mut page = match (by.holds(Role::Supplier), status) {
        (true, Status::Draft) => store.subjects_raised_by(kind, &by.person, name, cursor).await?,
        (true, _) => store.subjects_of_party(kind, &by.unit, status, name, cursor).await?,
        (false, _) => store.subjects_of_unit(kind, &by.unit, status, name, cursor).await?,
    };
    page.items.retain(|question| question.is_seen_by(by) && question.status == status);
    let view = |question: &Subject| QuestionHead::new(question, looks_from_outside(question, by));
    Answer::ok(&QuestionList { items: page.items.iter().map(view).collect(), next: page.next })
}
