//! An accepted decision, as it is stored with the act, and what the move that it makes does besides.

use domain::identity::{Actor, Unit};
use domain::ids::UnitId;
use domain::subject::{Audience, Parties, Party};
use domain::text::Name;
use serde::{Deserialize, Serialize};

use crate::step::{Effect, Kind, Move, Tone};

/// The end of a chain that was withdrawn to a draft; a state of every chain.
pub const WITHDRAWN: &str = "Withdrawn";

/// An organisation as history names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Organisation {
    /// Its id.
    pub id: UnitId,
    /// Its name at the time.
    pub name: Name,
}

impl From<&Unit> for Organisation {
    fn from(unit: &Unit) -> Self {
        Self { id: unit.id.clone(), name: unit.name.clone() }
    }
}

/// An accepted decision: data that is stored with the act and from which the next step is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Decision {
    /// The kind of the move.
    pub kind: Kind,
    /// The move's own name, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The words on the button.
    pub label: String,
    /// The state that follows.
    pub to: String,
    /// Who has the next step; `None` for a pool or an end.
    pub person: Option<Actor>,
    /// The organisation that was chosen to take a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Organisation>,
    /// Who decided.
    pub by: Actor,
    /// The straight way, of a return or of the way back.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub straight: bool,
    /// Whether the next one answers back to the one who decided.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub comes_back: bool,
    /// Whether it cannot be taken back.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lasting: bool,
    /// How it was meant.
    #[serde(skip_serializing_if = "Tone::is_onward")]
    pub tone: Tone,
    /// What amount, items and method were when it was decided; of a straight return alone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub content: String,
}

impl Decision {
    /// Whether the chain ends with it.
    #[must_use]
    pub fn ends(&self) -> bool {
        self.kind == Kind::Finish || self.to == WITHDRAWN
    }

    /// What was done, in a word: a move with a name of its own is told by its label.
    #[must_use]
    pub fn word(&self) -> &str {
        if self.name.is_some() { &self.label } else { self.kind.label() }
    }

    /// What was done, as the history names it: `<what the kind does>` or `<the move's own name>`, e.g. `task_sent`.
    #[must_use]
    pub fn act(&self) -> &'static str {
        match self.kind {
            Kind::Send => "task_sent",
            Kind::Consult => "task_consulted",
            Kind::Answer => "task_answered",
            Kind::Return => "task_returned",
            Kind::Stay => "task_acted_on",
            Kind::Finish => "task_finished",
            Kind::Withdraw => "task_withdrawn",
        }
    }
}

/// As it is stored, or was before moves had names: then a filing was a kind of its own.
#[derive(Deserialize)]
struct Stored {
    kind: StoredKind,
    #[serde(default)]
    name: Option<String>,
    label: String,
    to: String,
    person: Option<Actor>,
    #[serde(default)]
    organisation: Option<Organisation>,
    by: Actor,
    #[serde(default)]
    straight: bool,
    #[serde(default)]
    comes_back: bool,
    #[serde(default)]
    lasting: bool,
    tone: Option<Tone>,
    #[serde(default)]
    content: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredKind {
    File,
    Refuse,
    #[serde(untagged)]
    Kind(Kind),
}

impl From<Stored> for Decision {
    fn from(stored: Stored) -> Self {
        let Stored { kind, name, label, to, person, organisation, by, straight, comes_back, lasting, tone, content } =
            stored;
        let back = matches!(kind, StoredKind::Refuse | StoredKind::Kind(Kind::Return | Kind::Withdraw));
        let tone = tone.unwrap_or(if back { Tone::Refusing } else { Tone::Onward });
        let (kind, name, lasting) = match kind {
            StoredKind::Kind(Kind::Finish) => (Kind::Finish, name, true),
            StoredKind::Kind(kind) => (kind, name, lasting),
            StoredKind::File => (Kind::Answer, Some("file".to_owned()), true),
            StoredKind::Refuse => (Kind::Answer, Some("refuse".to_owned()), lasting),
        };
        Self { kind, name, label, to, person, organisation, by, straight, comes_back, lasting, tone, content }
    }
}

/// What a move does besides leading on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Facts that are true then.
    pub sets: Vec<String>,
    /// Facts that are no more.
    pub clears: Vec<String>,
    /// Who may see the subject from then on.
    pub shows: Vec<Audience>,
    /// The parts that are taken from then on.
    pub parties: Parties,
    /// The part that is taken no more.
    pub leaves: Option<Party>,
    /// What it does in the same transaction.
    pub does: Vec<Effect>,
}

impl From<&Move> for Outcome {
    fn from(of: &Move) -> Self {
        let Move { sets, clears, shows, leaves, does, .. } = of.clone();
        Self { sets, clears, shows, parties: Parties::new(), leaves, does }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_filing_that_was_stored_as_a_kind_is_an_answer_that_lasts() {
        let stored = |kind: &str| {
            json!({"kind": kind, "label": "准予备案", "to": "Filing", "person": null, "by": {"id": "p", "name": "甲"},
                "straight": false, "comes_back": false, "content": ""})
        };
        let read = |kind: &str| serde_json::from_value::<Decision>(stored(kind)).unwrap();
        let filed = read("file");
        assert_eq!((filed.kind, filed.name.as_deref(), filed.lasting), (Kind::Answer, Some("file"), true));
        assert_eq!((read("refuse").lasting, read("finish").lasting, read("send").lasting), (false, true, false));
        assert_eq!(
            (filed.tone, read("refuse").tone, read("return").tone),
            (Tone::Onward, Tone::Refusing, Tone::Refusing)
        );
        assert_eq!((filed.word(), read("send").word()), ("准予备案", "送审"));
        assert_eq!(serde_json::from_value::<Decision>(serde_json::to_value(&filed).unwrap()).unwrap(), filed);
    }
}
