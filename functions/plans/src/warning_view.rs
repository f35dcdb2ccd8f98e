//! Early warnings as they are shown.

use domain::identity::Actor;
use domain::ids::Id;
use domain::subject::{Place, Status, Subject};
use domain::text::Name;
use schemars::JsonSchema;
use serde::Serialize;

/// The header of an early warning.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WarningHead {
    /// Its id.
    pub id: Id,
    /// Name of the plan that it is about.
    pub name: Name,
    /// Where it stands.
    pub status: Status,
    /// The Chinese term for that.
    pub status_label: String,
    /// Who raised it (发起人).
    pub raiser: Actor,
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

impl WarningHead {
    pub(crate) fn new(warning: &Subject) -> Self {
        Self {
            id: warning.id.id.clone(),
            name: warning.title.clone(),
            status: warning.status,
            status_label: warning.status_label().to_owned(),
            raiser: warning.raiser.clone(),
            place: warning.course.place.clone(),
            in_transit: warning.course.transit.is_some(),
            discardable: warning.is_discardable(),
            created_at: warning.created_at.to_string(),
            updated_at: warning.updated_at.to_string(),
            version: warning.content_version,
        }
    }
}
