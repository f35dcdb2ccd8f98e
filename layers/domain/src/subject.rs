//! What a chain is about (事项), where it stands in its chain, and the id of a to-do.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::identity::Actor;
use crate::ids::{BadId, PlanId};

/// The id of a to-do: `plan.<id of the plan>.<round>.<sequence>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaskId {
    /// The plan it is about.
    pub plan: PlanId,
    /// The round: each submission from a draft begins one, from 1.
    pub round: u32,
    /// Its place in the round; 0 is the submission itself.
    pub seq: u32,
}

impl FromStr for TaskId {
    type Err = BadId;
    fn from_str(raw: &str) -> Result<Self, BadId> {
        let mut parts = raw.split('.');
        let (Some("plan"), Some(plan), Some(round), Some(seq), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BadId);
        };
        let number = |text: &str| {
            let plain = (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u32>().ok().filter(|n| plain && n.to_string() == text).ok_or(BadId)
        };
        let (round, seq) = (number(round)?, number(seq)?);
        if round == 0 || round > 9_999 { Err(BadId) } else { Ok(Self { plan: plan.parse()?, round, seq }) }
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "plan.{}.{}.{}", self.plan, self.round, self.seq)
    }
}

impl TryFrom<String> for TaskId {
    type Error = BadId;
    fn try_from(raw: String) -> Result<Self, BadId> {
        raw.parse()
    }
}

impl From<TaskId> for String {
    fn from(id: TaskId) -> String {
        id.to_string()
    }
}

impl schemars::JsonSchema for TaskId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TaskId".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": r"^plan\.[a-z0-9-]{1,40}\.[0-9]{1,4}\.[0-9]{1,6}$"})
    }
}

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
    pub place: Option<Place>,
    /// Names of facts that moves require, e.g. `filed`.
    pub facts: BTreeSet<String>,
    /// On its way between two steps.
    pub transit: Option<Transit>,
}

impl Course {
    /// Name of the execution of an attempt: starting it twice is one start.
    #[must_use]
    pub fn execution(plan: &PlanId, round: u32, attempt: u32) -> String {
        format!("plan-{plan}-{round}-{attempt}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_id_reads_back_and_other_forms_are_refused() {
        let id: TaskId = "plan.0af3.1.12".parse().unwrap();
        assert_eq!((id.round, id.seq, id.to_string().as_str()), (1, 12, "plan.0af3.1.12"));
        for bad in [
            "",
            "plan.0af3.1",
            "plan.0af3.1.2.3",
            "plan..1.2",
            "plan.a.0.1",
            "plan.a.01.1",
            "budget.a.1.1",
            "plan.a.1.-1",
            "plan.a.1.+1",
            "plan.a.1.1000000",
            "plan.a#b.1.1",
        ] {
            assert!(bad.parse::<TaskId>().is_err(), "{bad}");
        }
    }
}
