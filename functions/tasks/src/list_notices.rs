//! What reminders reached me (催办提醒, 13.2), newest first.

use chains::Reason;
use domain::access::Operation;
use domain::subject::{SubjectId, TaskId};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::records::Notice;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListNotices,
    method: "GET",
    path: "/api/notices",
    handle: |context, call| Box::pin(list_notices(context, call)),
    docs: || Docs::answering::<NoticeList>("催办提醒", 200).query("cursor", "下一页").codes(&["bad_cursor"]),
};

/// A notice of a to-do.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NoticeView {
    /// The to-do.
    pub task: TaskId,
    /// What it is about.
    pub subject: SubjectId,
    /// Name of the subject.
    pub title: Name,
    /// The step's Chinese name.
    pub label: String,
    /// Why.
    pub reason: Reason,
    /// Why, in words.
    pub reason_label: &'static str,
    /// Who has it, in words.
    pub holder: String,
    /// The last day to decide.
    pub due: String,
    /// When, RFC 3339.
    pub at: String,
}

impl From<Notice> for NoticeView {
    fn from(notice: Notice) -> Self {
        Self {
            subject: notice.task.subject.clone(),
            task: notice.task,
            title: notice.title,
            label: notice.label,
            reason: notice.reason,
            reason_label: notice.reason.label(),
            holder: notice.holder,
            due: notice.due.to_string(),
            at: notice.at.to_string(),
        }
    }
}

/// A page of notices.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NoticeList {
    /// The notices, newest first.
    pub items: Vec<NoticeView>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
}

async fn list_notices(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let page = context.store.notices_of(&by.person, call.query("cursor").map(str::to_owned)).await?;
    Answer::ok(&NoticeList { items: page.items.into_iter().map(NoticeView::from).collect(), next: page.next })
}
