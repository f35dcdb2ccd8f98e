//! The id of what a chain is about (事项), and the id of a to-do.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::{BadId, Id, PlanId};
use crate::subject::SubjectKind;

/// The id of a subject: `<kind>.<id within the kind>`, e.g. `plan.0af3`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SubjectId {
    /// Its kind.
    pub kind: SubjectKind,
    /// Its id within the kind.
    pub id: Id,
}

impl SubjectId {
    /// The plan that it names; `None` for another kind.
    #[must_use]
    pub fn plan(&self) -> Option<PlanId> {
        (self.kind == SubjectKind::Plan).then(|| self.id.clone().into())
    }
}

impl From<&PlanId> for SubjectId {
    fn from(id: &PlanId) -> Self {
        Self { kind: SubjectKind::Plan, id: id.clone().into() }
    }
}

impl From<PlanId> for SubjectId {
    fn from(id: PlanId) -> Self {
        Self { kind: SubjectKind::Plan, id: id.into() }
    }
}

impl FromStr for SubjectId {
    type Err = BadId;
    fn from_str(raw: &str) -> Result<Self, BadId> {
        let (kind, id) = raw.split_once('.').ok_or(BadId)?;
        Ok(Self { kind: kind.parse()?, id: id.parse()? })
    }
}

impl fmt::Display for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kind.code(), self.id)
    }
}

/// The id of a to-do: `<subject>.<round>.<sequence>`, e.g. `plan.0af3.1.12`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaskId {
    /// What it is about.
    pub subject: SubjectId,
    /// The round: each submission from a draft begins one, from 1.
    pub round: u32,
    /// Its place in the round; 0 is the submission itself.
    pub seq: u32,
}

impl FromStr for TaskId {
    type Err = BadId;
    fn from_str(raw: &str) -> Result<Self, BadId> {
        let mut parts = raw.rsplitn(3, '.');
        let (Some(seq), Some(round), Some(subject)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(BadId);
        };
        let number = |text: &str| {
            let plain = (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u32>().ok().filter(|n| plain && n.to_string() == text).ok_or(BadId)
        };
        let (round, seq) = (number(round)?, number(seq)?);
        if round == 0 || round > 9_999 { Err(BadId) } else { Ok(Self { subject: subject.parse()?, round, seq }) }
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.subject, self.round, self.seq)
    }
}

macro_rules! as_text {
    ($name:ident, $pattern:literal) => {
        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(raw: String) -> Result<Self, BadId> {
                raw.parse()
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "pattern": $pattern})
            }
        }
    };
}

as_text!(SubjectId, r"^[a-z_]{1,20}\.[a-z0-9-]{1,40}$");
as_text!(TaskId, r"^[a-z_]{1,20}\.[a-z0-9-]{1,40}\.[0-9]{1,4}\.[0-9]{1,6}$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_id_reads_back_and_other_forms_are_refused() {
        let id: TaskId = "plan.0af3.1.12".parse().unwrap();
        assert_eq!((id.round, id.seq, id.to_string().as_str()), (1, 12, "plan.0af3.1.12"));
        assert_eq!((id.subject.to_string().as_str(), id.subject.plan()), ("plan.0af3", "0af3".parse().ok()));
        for bad in [
            "",
            "plan.0af3.1",
            "plan.0af3.1.2.3",
            "plan..1.2",
            "plan.a.0.1",
            "plan.a.01.1",
            "budget.a.1.1",
            "plan.1.1",
            "Plan.a.1.1",
            "plan.a.1.-1",
            "plan.a.1.+1",
            "plan.a.1.1000000",
            "plan.a#b.1.1",
        ] {
            assert!(bad.parse::<TaskId>().is_err(), "{bad}");
        }
    }
}
