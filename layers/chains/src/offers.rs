//! What may be done with a task now: the one function behind the page's buttons and the server's refusals.

use std::slice;

use domain::identity::{Actor, Principal, Role};
use domain::subject::{Party, Subject};
use serde::Serialize;

use crate::decision::Outcome;
use crate::step::{Kind, Move, OpinionRule, Reach, Scope, Tone};
use crate::task::{DEEPEST_QUESTION, Facts, Task, Visit};

/// An earlier step that a return may go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Target {
    /// The state's name.
    pub step: String,
    /// The Chinese name people see.
    pub label: String,
    /// Who acted there.
    pub person: Actor,
    /// The role of whom another is chosen, since whoever acted there is gone.
    pub successor: Option<Role>,
}

/// A move that is on offer, or shown disabled with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Offer {
    /// What it does.
    pub kind: Kind,
    /// The move's own name, where the kind does not say it all.
    pub name: Option<String>,
    /// The operation that makes it, e.g. `approve_task`.
    pub operation: &'static str,
    /// How it is meant.
    pub tone: Tone,
    /// The state it leads to; for a return one of `targets` is chosen instead.
    pub to: Option<String>,
    /// The words on the button.
    pub label: String,
    /// The role of the next person, when one is to be chosen.
    pub role: Option<Role>,
    /// Where that person is looked for; absent where they take the place of somebody who is gone.
    pub scope: Option<Scope>,
    /// The part that an organisation takes, when one is to be chosen.
    pub party: Option<Party>,
    /// The next person, when they are known.
    pub person: Option<Visit>,
    /// For a return: the earlier steps and their people.
    pub targets: Vec<Target>,
    /// Whether an opinion must be given.
    pub opinion: OpinionRule,
    /// Whether this is the straight way back after a return.
    pub straight: bool,
    /// Whether what it returns comes back step by step alone, never straight.
    pub stepwise: bool,
    /// Whether the next one answers back to the sender.
    pub comes_back: bool,
    /// Whether it cannot be taken back.
    pub lasting: bool,
    /// Why it cannot be done now, in Chinese; `None` when it can.
    pub disabled: Option<String>,
    /// What it does besides: the server's alone.
    #[serde(skip)]
    pub outcome: Outcome,
}

/// The moves of `task` for `actor`, in the order of the step's data; empty for anyone who does not have it.
#[must_use]
pub fn offers(task: &Task, actor: &Principal, subject: &Subject, facts: &Facts) -> Vec<Offer> {
    if task.is_held_by(actor, subject) { moves(task, facts) } else { Vec::new() }
}

/// What may be done with `task` by whoever has it: what may come next.
#[must_use]
pub fn moves(task: &Task, facts: &Facts) -> Vec<Offer> {
    let successor = |visit: &Visit| facts.gone.get(&visit.step).copied();
    // While a question is open, the way back belongs to the one who asked, not to the one who answers.
    let straight = task.back.as_ref().filter(|_| task.frames.is_empty()).map(|back| Offer {
        kind: Kind::Send,
        name: None,
        operation: Kind::Send.operation().code(),
        tone: Tone::Onward,
        to: Some(back.visit.step.clone()),
        label: format!("直接送回{}", back.visit.label),
        role: successor(&back.visit),
        scope: None,
        party: None,
        person: Some(back.visit.clone()).filter(|visit| successor(visit).is_none()),
        targets: Vec::new(),
        opinion: task.step.opinion,
        straight: true,
        stepwise: false,
        comes_back: false,
        disabled: match back.content == facts.content {
            true => lacking(task, &back.visit.step, facts),
            false => Some("金额、品目或采购方式已修改，须重新逐环节审批".to_owned()),
        },
        lasting: false,
        outcome: leading(task, &back.visit.step).map(Outcome::from).unwrap_or_default(),
    });
    let moves = task.step.moves.iter().filter(|wanted| !facts.any(&wanted.unless));
    let regular = moves.filter_map(|wanted| {
        let missing = wanted.requires.iter().any(|fact| !facts.set.contains(fact));
        let too_deep = wanted.asks() && task.frames.len() >= DEEPEST_QUESTION;
        let targets = match (wanted.kind, wanted.reach) {
            (Kind::Return, Reach::Any) => task.path.as_slice(),
            (Kind::Return, Reach::Previous) => task.path.last().map(slice::from_ref).unwrap_or_default(),
            _ => &[],
        };
        let target = |visit: &Visit| {
            let Visit { step, label, person } = visit.clone();
            Target { step, label, person, successor: successor(visit) }
        };
        let asker = task.frames.last();
        let person = match wanted.kind {
            Kind::Answer => asker.cloned(),
            _ => None,
        };
        if (wanted.kind == Kind::Return && targets.is_empty()) || (wanted.kind == Kind::Answer && person.is_none()) {
            return None;
        }
        let stays = || task.step.name.clone();
        let to = wanted.to.clone().or_else(|| match wanted.kind {
            Kind::Return => None,
            _ => Some(person.as_ref().map_or_else(stays, |visit| visit.step.clone())),
        });
        Some(Offer {
            kind: wanted.kind,
            name: wanted.name.clone(),
            operation: wanted.kind.operation().code(),
            tone: if wanted.kind == Kind::Return { Tone::Refusing } else { wanted.tone },
            to,
            label: wanted.label.clone(),
            role: wanted.role.or_else(|| person.as_ref().and_then(successor)),
            scope: wanted.scope,
            party: wanted.party,
            person: person.filter(|visit| successor(visit).is_none()),
            targets: targets.iter().map(target).collect(),
            opinion: match wanted.kind {
                Kind::Return => OpinionRule::Required,
                _ => wanted.opinion.unwrap_or(task.step.opinion),
            },
            straight: false,
            stepwise: wanted.stepwise,
            comes_back: wanted.asks(),
            lasting: wanted.lasting,
            outcome: wanted.into(),
            disabled: if missing {
                wanted.reason.clone()
            } else if let Some(reason) = wanted.blocked(|fact| facts.set.contains(fact)) {
                Some(reason.clone())
            } else if too_deep {
                Some(format!("征求意见最多{DEEPEST_QUESTION}层"))
            } else {
                vacancy(wanted, facts)
            },
        })
        .filter(|offer| !missing || offer.disabled.is_some())
    });
    straight.into_iter().chain(regular).collect()
}

/// The move of the step that leads to `step`.
fn leading<'a>(task: &'a Task, step: &str) -> Option<&'a Move> {
    task.step.moves.iter().find(|wanted| wanted.to.as_deref() == Some(step))
}

/// What the straight way to `step` lacks: no less is required of it than of the move that leads there.
fn lacking(task: &Task, step: &str, facts: &Facts) -> Option<String> {
    let wanted = leading(task, step)?;
    let missing = wanted.requires.iter().any(|fact| !facts.set.contains(fact));
    let blocked = wanted.blocked(|fact| facts.set.contains(fact));
    wanted.reason.clone().filter(|_| missing).or_else(|| blocked.cloned())
}

/// Says whom to ask where nobody can be chosen.
fn vacancy(wanted: &Move, facts: &Facts) -> Option<String> {
    let (role, scope) = wanted.role.zip(wanted.scope)?;
    let where_ = match scope {
        Scope::Department => "本处室",
        Scope::OtherDepartment => "其他处室",
        Scope::Unit => "本单位",
        Scope::Region => "本区划",
    };
    let vacant = facts.vacant.contains(&(role, scope));
    vacant.then(|| format!("{where_}没有可选的{}，请联系单位管理员设置人员角色", role.label()))
}
