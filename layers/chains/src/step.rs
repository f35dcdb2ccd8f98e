//! The data of a human step, as it stands in the chain's file and in the state's `Payload.step`.

use std::collections::BTreeMap;

use domain::access::Operation;
use domain::identity::Role;
use domain::subject::{Audience, Party};
use serde::{Deserialize, Serialize};

pub use crate::holder::{Holder, Scope};

/// What a move does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// On to another step (送审).
    Send,
    /// Ask someone, who answers back (征求意见).
    Consult,
    /// Back to the one who asked (答复).
    #[serde(alias = "file", alias = "refuse")]
    Answer,
    /// Back to an earlier step and its person (退回).
    Return,
    /// It stays at the step, with the one who acts; a new to-do of it is opened.
    Stay,
    /// The chain ends well (办结).
    Finish,
    /// The sender takes it back before the next one has acted (撤回); never a move of a step.
    Withdraw,
}

impl Kind {
    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Send => "送审",
            Self::Consult => "征求意见",
            Self::Answer => "答复",
            Self::Return => "退回",
            Self::Stay => "办理",
            Self::Finish => "办结",
            Self::Withdraw => "撤回",
        }
    }

    /// Whether what it leads to comes back to someone who had it before, or who waits for it.
    #[must_use]
    pub const fn comes_back(self) -> bool {
        match self {
            Self::Answer | Self::Return | Self::Withdraw => true,
            Self::Send | Self::Consult | Self::Stay | Self::Finish => false,
        }
    }

    /// The operation that makes such a move.
    #[must_use]
    pub const fn operation(self) -> Operation {
        match self {
            Self::Send | Self::Answer | Self::Stay | Self::Finish => Operation::ApproveTask,
            Self::Consult => Operation::ConsultTask,
            Self::Return => Operation::ReturnTask,
            Self::Withdraw => Operation::WithdrawTask,
        }
    }
}

/// Whether an opinion must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpinionRule {
    /// It must.
    Required,
    /// It may.
    Optional,
}

/// That the subject may be edited at a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edits {
    /// Facts that forbid it.
    pub unless: Vec<String>,
}

/// What is to be seen of the plan's added and adjusted budgets at a step (2.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reviews {
    /// They are shown.
    Sees,
    /// They are shown, and marked as reviewed (审核追加、调剂预算).
    Marks,
}

/// What a move does besides leading on, in the decision's own transaction: each is a file of `layers/effects`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// The plan gets its filing number (备案号).
    TakeFilingNumber,
    /// What a plan reserved is free again.
    FreeReservations,
    /// A supplier's letter is sent, complete (3.13).
    SendLetter,
    /// The answer to a supplier's question is sent, complete (3.13).
    SendAnswer,
    /// Those that the subject is about are told.
    Tell(Tell),
}

/// What a subject tells those that it is about: facts of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tell {
    /// Facts that are true of them then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<String>,
    /// Facts that are no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clears: Vec<String>,
    /// Whether what it sets is told only of one whose content is still what the teller was made from.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub while_unchanged: bool,
}

/// How far back a return may go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// To any step that was passed.
    #[default]
    Any,
    /// To the step before alone.
    Previous,
}

impl Reach {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    fn is_any(&self) -> bool {
        *self == Self::Any
    }
}

/// How a move is meant: what its button looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// On, or back with what was asked for.
    #[default]
    Onward,
    /// A refusal.
    Refusing,
}

/// A move as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// What it does.
    pub kind: Kind,
    /// What tells it from another move of the same kind, and what it is called in the history; absent where the kind says
    /// it all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The state it leads to; absent where that follows from the path (answer, return).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The words on the button.
    pub label: String,
    /// The role of the next person, where one is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Where that person is looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The part that an organisation takes from then on, where one is chosen for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// The part that ends with it: whoever took it takes it no more, and sees the subject no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaves: Option<Party>,
    /// Whether what it returns comes back step by step alone, never straight.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stepwise: bool,
    /// How far back a return may go.
    #[serde(default, skip_serializing_if = "Reach::is_any")]
    pub reach: Reach,
    /// Facts that must be true; without them the move is shown disabled with `reason`, or not at all if it has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// What is said, in Chinese, while a required fact is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Facts that take the move away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<String>,
    /// Facts that close the move, each with what is then said, in Chinese.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub blocked_by: BTreeMap<String, String>,
    /// Whether an opinion must be given, where that is not as the step says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<OpinionRule>,
    /// How it is meant.
    #[serde(default, skip_serializing_if = "Tone::is_onward")]
    pub tone: Tone,
    /// Facts that are true once the move is made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<String>,
    /// Facts that are no more once the move is made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clears: Vec<String>,
    /// Who may see the subject from then on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<Audience>,
    /// What it does besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub does: Vec<Effect>,
    /// Whether the next one answers back to the sender.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub comes_back: bool,
    /// Whether it cannot be taken back: something has left the house.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lasting: bool,
}

impl Tone {
    /// Whether it leads on.
    #[must_use]
    pub fn is_onward(&self) -> bool {
        *self == Self::Onward
    }
}

impl Move {
    /// What the first fact that closes it says; `None` when none does.
    #[must_use]
    pub fn blocked(&self, is: impl Fn(&str) -> bool) -> Option<&String> {
        self.blocked_by.iter().find(|(fact, _)| is(fact)).map(|(_, reason)| reason)
    }

    /// Whether the sender waits for an answer.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.comes_back || self.kind == Kind::Consult
    }
}

/// A human step (环节).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The state's name.
    pub name: String,
    /// The Chinese name people see.
    pub label: String,
    /// Who has it.
    pub holder: Holder,
    /// Whether the subject may be edited here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edits: Option<Edits>,
    /// Whether added and adjusted budgets are shown or reviewed here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviews: Option<Reviews>,
    /// Whether this is an opinion asked for on the side, to which nothing can be returned.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consulted: bool,
    /// Whether an opinion must be given.
    pub opinion: OpinionRule,
    /// Working days until it is overdue, counted from the day after it was opened.
    pub due_working_days: u16,
    /// Whether those are a legal period (法定期限): it runs on while the subject goes between steps that share it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub legal_period: bool,
    /// Facts that the work at this step sets: they are true only while the subject lies here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<String>,
    /// What may be done here.
    pub moves: Vec<Move>,
}
