//! Where a subject stands in its chain, and how it goes from one step to the next.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::identity::Actor;
use crate::subject::SubjectId;

/// Where a subject stands (当前环节).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Place {
    /// The state's name.
    pub step: String,
    /// The Chinese name people see (环节).
    pub label: String,
    /// Who has it; `None` for a pool.
    pub holder: Option<Actor>,
    /// Since when.
    #[schemars(with = "String")]
    pub since: Timestamp,
}

/// On its way from a decided to-do to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transit {
    /// Since when.
    pub since: Timestamp,
    /// The to-do that was decided.
    pub from: u32,
    /// The state that follows.
    pub to: String,
    /// The to-do that is to be opened; `None` when the chain ends.
    pub next: Option<u32>,
}

/// The course of a subject through its chain: rounds, attempts, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Course {
    /// Submissions from a draft so far.
    pub round: u32,
    /// Executions of this round so far.
    pub attempt: u32,
    /// The newest to-do of this round.
    pub seq: u32,
    /// Where it stands; `None` before the first and after the last step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Names of facts that moves require, e.g. `filed`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub facts: BTreeSet<String>,
    /// On its way between two steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transit: Option<Transit>,
}

impl Course {
    /// Name of the execution of an attempt, e.g. `plan-0af3-1-1`: starting it twice is one start.
    #[must_use]
    pub fn execution(of: &SubjectId, round: u32, attempt: u32) -> String {
        format!("{}-{}-{round}-{attempt}", of.kind.code(), of.id)
    }
}
