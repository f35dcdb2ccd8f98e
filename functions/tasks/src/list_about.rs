//! What else there is about a subject (相关事项): the warnings of a plan and the like, newest first, as far as one may see them.

use domain::access::Operation;
use domain::identity::Actor;
use domain::problem::Fault;
use domain::subject::{Place, Status, Subject, SubjectId, SubjectKind};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListAbout,
    method: "GET",
    path: "/api/subjects/{subject}/about",
    handle: |context, call| Box::pin(list_about(context, call)),
    docs: || Docs::answering::<AboutList>("相关事项", 200).query("cursor", "下一页").codes(&["bad_cursor"]),
};

/// A subject that is about another.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AboutView {
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
    /// Where it stands.
    pub status: Status,
    /// The Chinese term for that.
    pub status_label: &'static str,
    /// Where it is in its chain (当前环节).
    pub place: Option<Place>,
    /// Whether it is on its way from one step to the next.
    pub in_transit: bool,
    /// When it was last changed, RFC 3339.
    pub updated_at: String,
}

impl From<Subject> for AboutView {
    fn from(subject: Subject) -> Self {
        Self {
            status_label: subject.status_label(),
            kind: subject.id.kind,
            kind_label: subject.id.kind.label(),
            title: subject.title,
            raiser: subject.raiser,
            status: subject.status,
            place: subject.course.place,
            in_transit: subject.course.transit.is_some(),
            updated_at: subject.updated_at.to_string(),
            subject: subject.id,
        }
    }
}

/// A page of what is about a subject; it may be short, or empty, and still have a next one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AboutList {
    /// The subjects, newest first.
    pub items: Vec<AboutView>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
}

async fn list_about(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: SubjectId = call.path("subject")?;
    context.store.subject(&id).await?.ok_or_else(Fault::absent)?.seen_by(by)?;
    let page = context.store.subjects_about(&id, call.query("cursor").map(str::to_owned)).await?;
    let seen = page.items.into_iter().filter(|subject| subject.is_seen_by(by));
    Answer::ok(&AboutList { items: seen.map(AboutView::from).collect(), next: page.next })
}
