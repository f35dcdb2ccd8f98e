//! Who has the to-do of a step, and where people are looked for.

use domain::identity::{Principal, Role};
use domain::subject::{Home, Party, Subject};
use serde::{Deserialize, Serialize};

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
    /// Whoever takes a part in the subject: the person known, while they may act, and else the pool of the role there.
    Party {
        /// The part.
        party: Party,
        /// The role in which people take it.
        role: Role,
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
    /// Whether `actor` may act at a step that this holds, on `subject`: they hold its role now, where the subject belongs
    /// or where the part is taken, and nobody decides on what they raised. It is asked whenever somebody acts, not only
    /// when they were chosen.
    #[must_use]
    pub fn may_act(&self, actor: &Principal, subject: &Subject) -> bool {
        let (home, raiser) = (&subject.home, &subject.raiser.id);
        match self {
            Self::Party { party, role } => {
                actor.holds(*role) && subject.parties.get(party).is_some_and(|taker| taker.includes(actor))
            }
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
            Self::Pool { role, .. } | Self::Party { role, .. } => Some(*role),
        }
    }

    /// The role whose pool has its to-dos, where nobody is chosen, and where that pool lies; `None` where none has.
    #[must_use]
    pub const fn pooled(&self) -> Option<(Role, Scope)> {
        match self {
            Self::Pool { role, scope } => Some((*role, *scope)),
            Self::Party { party: Party::Handler, role } => Some((*role, Scope::Department)),
            Self::Party { role, .. } => Some((*role, Scope::Unit)),
            Self::Chosen { .. } | Self::Raiser { .. } => None,
        }
    }

    /// Whether it is the part `of` somebody who takes it.
    #[must_use]
    pub fn takes(&self, of: Party) -> bool {
        matches!(self, Self::Party { party, .. } if *party == of)
    }
}
