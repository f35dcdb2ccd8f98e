//! An opened step of one subject: who has it, how it came here, and what it must find its way back to.

use std::collections::{BTreeMap, BTreeSet};

use domain::identity::{Actor, Principal, Role};
use domain::ids::PersonId;
use domain::problem::Fault;
use domain::subject::Subject;
use serde::{Deserialize, Serialize};

use crate::step::{Holder, Scope, Step};

/// How deep questions may be nested.
pub const DEEPEST_QUESTION: usize = 3;

/// A step that was passed, and who acted there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Visit {
    /// The state's name.
    pub step: String,
    /// The Chinese name people see.
    pub label: String,
    /// Who acted there.
    pub person: Actor,
}

/// Where a straight way back leads (直接返回退回人).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// Who returned it, and from where.
    pub visit: Visit,
    /// The path that the returning step had.
    pub path: Vec<Visit>,
    /// The questions that were open there.
    pub frames: Vec<Visit>,
    /// The straight way back that the returning step had itself.
    pub back: Option<Box<Back>>,
    /// What amount, items and method were when it was returned; see [`Facts::content`].
    pub content: String,
}

/// An opened step of one subject (待办).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The step's data.
    pub step: Step,
    /// Who has it; `None` for a pool.
    pub person: Option<Actor>,
    /// Who raised the subject.
    pub raiser: Actor,
    /// Earlier steps, each once, in the order in which they were passed.
    pub path: Vec<Visit>,
    /// Who waits for an answer, innermost last; at most [`DEEPEST_QUESTION`].
    pub frames: Vec<Visit>,
    /// Where the straight way back leads, if this was returned so.
    pub back: Option<Back>,
}

/// What is true of the subject now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Names of facts, e.g. `filed`.
    pub set: BTreeSet<String>,
    /// A fingerprint of amount, items and method: the straight way back is open only while it stays as it was.
    pub content: String,
    /// Roles that nobody within the scope holds, other than those who may not be chosen, where that was looked up.
    pub vacant: Vec<(Role, Scope)>,
    /// Earlier steps whose people may not act there any more, where that was looked up, with the role of whom another is chosen.
    pub gone: BTreeMap<String, Role>,
}

impl Facts {
    /// Whether any of `names` is true.
    #[must_use]
    pub fn any(&self, names: &[String]) -> bool {
        names.iter().any(|name| self.set.contains(name))
    }
}

impl Task {
    /// Whether `actor` may act on it now: it lies with them or their pool, and they still may (see [`Holder::may_act`]).
    ///
    #[must_use]
    pub fn is_held_by(&self, actor: &Principal, subject: &Subject) -> bool {
        let theirs = self.is_pooled() || self.lies_with(&actor.person);
        theirs && self.step.holder.may_act(actor, subject) && !self.was_revised_by(&actor.person)
    }

    /// Whether nobody was chosen for it, so that a pool has it.
    #[must_use]
    pub const fn is_pooled(&self) -> bool {
        self.person.is_none() && self.step.holder.pooled().is_some()
    }

    /// Whether `person` acted in the raiser's place: nobody decides on what they made.
    #[must_use]
    pub fn was_revised_by(&self, person: &PersonId) -> bool {
        let raising = matches!(self.step.holder, Holder::Raiser { .. });
        !raising && self.path.first().is_some_and(|visit| visit.person.id == *person)
    }

    /// Whether it lies with `person` alone, whether or not they may still act on it.
    #[must_use]
    pub fn lies_with(&self, person: &PersonId) -> bool {
        self.person.as_ref().is_some_and(|holder| holder.id == *person)
    }

    /// This task, handed over to `person` (移交, 13.3).
    ///
    /// # Errors
    /// `person_not_eligible` where they may not act on it, have it already, wait for it, or are `by` themselves; `move_not_offered` of a pool's.
    pub fn handed_to(self, person: &Principal, by: &Principal, subject: &Subject) -> Result<Self, Fault> {
        if self.is_pooled() {
            return Err(Fault::refused("move_not_offered", "该任务由多人待领取，不需要移交"));
        }
        if self.may_go_to(person, subject) && person.person != by.person {
            Ok(Self { person: Some(person.actor()), ..self })
        } else {
            let role = self.step.holder.role().map_or("办理人", Role::label);
            Err(Fault::field("person", "person_not_eligible", format!("所选人员不是可接办的{role}")))
        }
    }

    /// Refuses whoever it does not lie with, and whoever it lies with but who may not act on it any more.
    ///
    /// # Errors
    /// `authority_lost`, `not_found`.
    pub fn check_held(&self, actor: &Principal, subject: &Subject) -> Result<(), Fault> {
        match self.lost_by(actor, subject) {
            Some(lost) => Err(Fault::forbidden("authority_lost", lost)),
            None if self.is_held_by(actor, subject) => Ok(()),
            None => Err(Fault::absent()),
        }
    }

    /// What is said to whoever it lies with but who may not act on it any more; `None` where they may, or it is not theirs.
    #[must_use]
    pub fn lost_by(&self, actor: &Principal, subject: &Subject) -> Option<String> {
        if !self.lies_with(&actor.person) || self.is_held_by(actor, subject) {
            return None;
        }
        let role = self.step.holder.role().map_or("办理人", Role::label);
        Some(format!("您现在不是该事项所在单位、处室的{role}，不能办理；请由送您办理的人或单位管理员移交他人"))
    }

    /// Whether the subject may be edited here now.
    #[must_use]
    pub fn may_edit(&self, facts: &Facts) -> bool {
        self.step.edits.as_ref().is_some_and(|edits| !facts.any(&edits.unless))
    }

    /// Whether `person` may have it in the place of whoever has or had it: they may act on it, and do not wait for its answer. The
    /// raiser's place is for nobody who has passed it on already, since what they would change there can come straight back past
    /// their own step.
    #[must_use]
    pub fn may_go_to(&self, person: &Principal, subject: &Subject) -> bool {
        let raising = matches!(self.step.holder, Holder::Raiser { .. });
        let theirs = Self { person: Some(person.actor()), ..self.clone() };
        theirs.is_held_by(person, subject)
            && !self.already_asked(&person.person)
            && !(raising && self.has_passed(&person.person))
    }

    fn has_passed(&self, person: &PersonId) -> bool {
        let later = self.path.iter().skip(1);
        let returned = self.back.iter().flat_map(|back| back.path.iter().skip(1).chain([&back.visit]));
        later.chain(returned).any(|visit| visit.person.id == *person)
    }

    /// Whether `person` must not be asked: they wait for an answer or have it now.
    #[must_use]
    pub fn already_asked(&self, person: &PersonId) -> bool {
        self.frames.iter().any(|frame| frame.person.id == *person)
            || self.person.as_ref().is_some_and(|holder| holder.id == *person)
    }
}
