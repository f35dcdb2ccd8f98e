//! The data of a human step, as it stands in the chain's file and in the state's `Payload.step`.

use std::collections::BTreeMap;

use domain::access::Operation;
use domain::identity::{Principal, Role};
use domain::ids::PersonId;
use domain::subject::{Audience, Home};
use serde::{Deserialize, Serialize};

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

/// Where the next person is looked for, seen from the one who sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The sender's department.
    Department,
    /// Another department of the sender's unit.
    OtherDepartment,
    /// The sender's unit.
    Unit,
    /// The sender's region.
    Region,
}

impl Scope {
    const fn unit() -> Self {
        Self::Unit
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    fn is_unit(&self) -> bool {
        *self == Self::Unit
    }

    /// Whether `person` lies within this scope, seen from `here`.
    #[must_use]
    pub fn reaches(self, here: &Home, person: &Principal) -> bool {
        let unit = here.unit == person.unit;
        let department = unit && here.department == person.department;
        match self {
            Self::Department => department,
            Self::OtherDepartment => unit && !department,
            Self::Unit => unit,
            Self::Region => here.region == person.region,
        }
    }
}

/// Who has the to-do of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Holder {
    /// The person chosen by the sender.
    Chosen {
        /// The role in which they have it; absent where that was not kept yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
        /// Where they must be, seen from where the subject belongs.
        #[serde(default = "Scope::unit", skip_serializing_if = "Scope::is_unit")]
        scope: Scope,
    },
    /// The one who raised the subject, or to whom that was handed over.
    Raiser {
        /// The role in which they raised it; absent where that was not kept yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
    },
    /// Whoever of a pool decides first.
    Pool {
        /// The role that the pool holds.
        role: Role,
        /// Where the pool lies, seen from the subject's unit.
        scope: Scope,
    },
}

impl Holder {
    /// Whether `actor` may act at a step that this holds, on a subject of `home` that `raiser` raised: they hold its role
    /// now, where the subject belongs, and nobody decides on what they raised. It is asked whenever somebody acts, not
    /// only when they were chosen.
    #[must_use]
    pub fn may_act(&self, actor: &Principal, home: &Home, raiser: &PersonId) -> bool {
        match self {
            Self::Raiser { role } => {
                role.is_none_or(|role| actor.holds(role) && Scope::Department.reaches(home, actor))
            }
            Self::Chosen { role, scope } => {
                let in_place = role.is_none_or(|role| actor.holds(role) && scope.reaches(home, actor));
                in_place && actor.person != *raiser
            }
            Self::Pool { role, scope } => actor.holds(*role) && scope.reaches(home, actor) && actor.person != *raiser,
        }
    }

    /// The role that acts at the step, where it is known.
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        match self {
            Self::Raiser { role } | Self::Chosen { role, .. } => *role,
            Self::Pool { role, .. } => Some(*role),
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
    /// What may be done here.
    pub moves: Vec<Move>,
}
