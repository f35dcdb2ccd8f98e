//! Supplier questions as they are shown.

use domain::ids::Id;
use domain::subject::{Place, Status, Subject};
use domain::text::Name;
use schemars::JsonSchema;
use serde::Serialize;

/// The header of a question, and a question in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuestionHead {
    /// Its id.
    pub id: Id,
    /// Name of the project (采购项目).
    pub name: Name,
    /// Where it stands.
    pub status: Status,
    /// The Chinese term for that.
    pub status_label: String,
    /// Where it is in its chain (当前环节); absent before the first and after the last step, and between two steps.
    pub place: Option<Place>,
    /// Whether it is on its way from one step to the next.
    pub in_transit: bool,
    /// Whether its raiser, who alone sees it then, may throw it away (删除草稿).
    pub discardable: bool,
    /// When it was begun, RFC 3339.
    pub created_at: String,
    /// When it was last changed, RFC 3339.
    pub updated_at: String,
    /// Its version, to be sent back with a change.
    pub version: u64,
}

impl QuestionHead {
    /// As whoever looks at it from outside or within sees it: who has it within is nobody's outside.
    pub(crate) fn new(question: &Subject, outside: bool) -> Self {
        let place = question.course.place.clone();
        Self {
            id: question.id.id.clone(),
            name: question.title.clone(),
            status: question.status,
            status_label: question.status_label().to_owned(),
            place: place.map(|place| if outside { Place { holder: None, ..place } } else { place }),
            in_transit: question.course.transit.is_some(),
            discardable: question.is_discardable(),
            created_at: question.created_at.to_string(),
            updated_at: question.updated_at.to_string(),
            version: question.content_version,
        }
    }
}
