//! An accepted decision, as it is stored with the act.

use domain::identity::Actor;
use serde::{Deserialize, Serialize};

use crate::step::Kind;

/// The end of a chain that was withdrawn to a draft; a state of every chain.
pub const WITHDRAWN: &str = "Withdrawn";

/// An accepted decision: data that is stored with the act and from which the next step is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The kind of the move.
    pub kind: Kind,
    /// The words on the button.
    pub label: String,
    /// The state that follows.
    pub to: String,
    /// Who has the next step; `None` for a pool or an end.
    pub person: Option<Actor>,
    /// Who decided.
    pub by: Actor,
    /// The straight way, of a return or of the way back.
    pub straight: bool,
    /// Whether the next one answers back to the one who decided.
    pub comes_back: bool,
    /// What amount, items and method were when it was decided.
    pub content: String,
}

impl Decision {
    /// Whether the chain ends with it.
    #[must_use]
    pub fn ends(&self) -> bool {
        self.kind == Kind::Finish || self.to == WITHDRAWN
    }
}
