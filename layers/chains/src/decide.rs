//! What a decision leads to: accepted exactly when `offers` shows it open, and where the next step finds its way back.

use domain::identity::{Actor, Principal, Role, Unit};
use domain::problem::Fault;
use domain::subject::{Parties, Party, Subject, Taker};

use crate::decision::{Decision, Organisation, Outcome, WITHDRAWN};
use crate::offers::{Offer, offers};
use crate::step::{Holder, Kind, OpinionRule, Scope, Step, Tone};
use crate::succession::succeeds;
use crate::task::{Back, Facts, Task, Visit};

/// What the actor wants.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// The kind of the move.
    pub kind: Kind,
    /// The move's own name, where the kind does not say it all.
    pub name: Option<String>,
    /// The step it shall lead to; for a return, the earlier step.
    pub to: Option<String>,
    /// The person chosen, as found in the organisation.
    pub person: Option<&'a Principal>,
    /// The organisation chosen, with somebody who can act for it.
    pub organisation: Option<&'a Unit>,
    /// For a return: whether it comes straight back, or passes every step again. For a send: the straight way back.
    pub straight: bool,
    /// Whether an opinion was given.
    pub has_opinion: bool,
}

impl Wanted<'_> {
    /// A move of `kind` with nothing chosen and nothing said.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        Self { kind, name: None, to: None, person: None, organisation: None, straight: false, has_opinion: false }
    }
}

/// Decides on `task`.
///
/// # Errors
/// `not_found` for anyone who does not have the task, `authority_lost` for whoever may not act on it any more; `move_not_offered`, `move_disabled`, `opinion_missing`,
/// `target_unknown`, `person_missing`, `person_not_eligible`, `organisation_missing`, `organisation_not_eligible` as their Chinese messages say.
pub fn decide(
    task: &Task,
    actor: &Principal,
    subject: &Subject,
    facts: &Facts,
    wanted: &Wanted<'_>,
) -> Result<(Decision, Outcome), Fault> {
    task.check_held(actor, subject)?;
    let fits = |offer: &Offer| {
        offer.kind == wanted.kind
            && (wanted.name.is_none() || offer.name == wanted.name)
            && (offer.kind == Kind::Return || (offer.straight == wanted.straight))
            && (offer.kind == Kind::Return || wanted.to.is_none() || offer.to == wanted.to)
    };
    let all = offers(task, actor, subject, facts);
    let mut fitting = all.iter().filter(|offer| fits(offer));
    let offer = match (fitting.next(), fitting.next()) {
        (Some(offer), None) => offer,
        (Some(one), Some(other)) if one.to == other.to => {
            return Err(Fault::field("name", "missing_field", "请选择办理方式"));
        }
        (Some(_), Some(_)) => return Err(Fault::field("to", "missing_field", "请选择下一环节")),
        (None, _) => return Err(Fault::refused("move_not_offered", "当前环节不能进行此操作，请刷新后重试")),
    };
    if let Some(reason) = &offer.disabled {
        return Err(Fault::refused("move_disabled", reason));
    }
    if offer.opinion == OpinionRule::Required && !wanted.has_opinion {
        return Err(Fault::field("opinion", "opinion_missing", "请填写办理意见"));
    }
    if wanted.straight && offer.stepwise {
        return Err(Fault::refused("move_not_offered", "退回后须重新提交，不能直接送回"));
    }
    let (to, person) = destination(task, actor, subject, offer, wanted)?;
    let organisation = offer.party.map(|party| organisation(party, wanted)).transpose()?;
    let mut outcome = offer.outcome.clone();
    outcome
        .parties
        .extend(offer.party.zip(organisation).map(|(party, of)| (party, Taker::organisation(of.id.clone()))));
    let decision = Decision {
        kind: offer.kind,
        name: offer.name.clone(),
        label: offer.label.clone(),
        to,
        person,
        organisation: organisation.map(Organisation::from),
        by: actor.actor(),
        straight: wanted.straight,
        comes_back: offer.comes_back,
        lasting: offer.lasting,
        tone: offer.tone,
        // Only a straight return asks for it later: whether what it returned is still what it was.
        content: if wanted.straight && offer.kind == Kind::Return { facts.content.clone() } else { String::new() },
    };
    Ok((decision, outcome))
}

/// The organisation that takes `party` from now on.
fn organisation<'a>(party: Party, wanted: &Wanted<'a>) -> Result<&'a Unit, Fault> {
    let label = party.organisation().label();
    let chosen = wanted
        .organisation
        .ok_or_else(|| Fault::field("organisation", "organisation_missing", format!("请选择{label}")))?;
    if chosen.kind == party.organisation() {
        Ok(chosen)
    } else {
        Err(Fault::field("organisation", "organisation_not_eligible", format!("所选机构不是可办理的{label}")))
    }
}

fn destination(
    task: &Task,
    actor: &Principal,
    subject: &Subject,
    offer: &Offer,
    wanted: &Wanted<'_>,
) -> Result<(String, Option<Actor>), Fault> {
    let chosen = |role: Role, fits: &dyn Fn(&Principal) -> bool| {
        let person = wanted.person.ok_or_else(|| Fault::field("person", "person_missing", "请选择下一环节办理人员"))?;
        let refused = || Fault::field("person", "person_not_eligible", format!("所选人员不是可办理的{}", role.label()));
        if fits(person) { Ok(person.actor()) } else { Err(refused()) }
    };
    let successor = |step: &str, role: Role| chosen(role, &|person| succeeds(task, actor, subject, step, person));
    if offer.kind == Kind::Return {
        let target = offer.targets.iter().find(|visit| Some(&visit.step) == wanted.to.as_ref());
        let target = target.ok_or_else(|| Fault::field("to", "target_unknown", "请选择要退回的环节"))?;
        let person = match target.successor {
            Some(role) => successor(&target.step, role)?,
            None => target.person.clone(),
        };
        return Ok((target.step.clone(), Some(person)));
    }
    let Some(to) = offer.to.clone() else {
        return Err(Fault::refused("move_not_offered", "当前环节不能进行此操作，请刷新后重试"));
    };
    if let Some(visit) = &offer.person {
        return Ok((to, Some(visit.person.clone())));
    }
    let person = match (offer.role, offer.scope) {
        (Some(role), Some(scope)) => {
            Some(chosen(role, &|person| is_eligible(task, actor, offer.kind, role, scope, person))?)
        }
        (Some(role), None) => Some(successor(&to, role)?),
        // What stays is with the one who acts; pools and ends have nobody.
        (None, _) => (offer.kind == Kind::Stay).then(|| actor.actor()),
    };
    Ok((to, person))
}

/// Whether `chosen` can be given the next step: the role, within the scope, not the one who raised it, and nobody who
/// was asked already is asked again.
#[must_use]
pub fn is_eligible(task: &Task, actor: &Principal, kind: Kind, role: Role, scope: Scope, chosen: &Principal) -> bool {
    chosen.holds(role)
        && scope.reaches(&actor.into(), chosen)
        && chosen.person != task.raiser.id
        && !task.was_revised_by(&chosen.person)
        && !(matches!(task.step.holder, Holder::Raiser { .. }) && chosen.person == actor.person)
        && !(kind == Kind::Consult && task.already_asked(&chosen.person))
}

/// Takes back what `by` sent: the decision that ends the next one's to-do. `sent` is the task `by` decided on, and
/// `to_draft` whether that was the submission itself.
#[must_use]
pub fn withdraw(sent: &Task, to_draft: bool, by: &Principal) -> Decision {
    let to = if to_draft { WITHDRAWN.to_owned() } else { sent.step.name.clone() };
    Decision {
        kind: Kind::Withdraw,
        name: None,
        label: "撤回".to_owned(),
        to,
        person: Some(by.actor()),
        organisation: None,
        by: by.actor(),
        straight: false,
        comes_back: false,
        lasting: true,
        tone: Tone::Refusing,
        content: String::new(),
    }
}

/// Opens `step` again for the one who took back what they sent: path, questions and way back as they were.
#[must_use]
pub fn reopen(step: Step, sent: &Task) -> Task {
    Task { step, ..sent.clone() }
}

/// Opens `step` after `decision` on `previous`.
///
/// A return cuts the path at its target, and keeps the way straight back if that was chosen; an answer and the straight
/// way back find path and open questions as they were left. `parties` are those of the subject.
#[must_use]
pub fn open(step: Step, previous: &Task, decision: &Decision, parties: &Parties) -> Task {
    let raiser = previous.raiser.clone();
    let here =
        Visit { step: previous.step.name.clone(), label: previous.step.label.clone(), person: decision.by.clone() };
    let person = match step.holder {
        // What was handed over goes back to whoever acted there.
        Holder::Raiser { .. } => decision.person.clone().or_else(|| Some(raiser.clone())),
        Holder::Chosen { .. } => decision.person.clone(),
        // An organisation has it as a whole; a part that somebody has is theirs, or goes back to whoever acted.
        Holder::Party { party, .. } => {
            let known = parties.get(&party).and_then(|taker| taker.person.clone());
            known.map(|known| decision.person.clone().unwrap_or(known))
        }
        Holder::Pool { .. } => None,
    };
    let mut next =
        Task { path: previous.path.clone(), frames: previous.frames.clone(), back: None, step, person, raiser };
    match decision.kind {
        Kind::Return => {
            cut(&mut next.path, &next.step.name);
            next.frames.clear();
            next.back = decision.straight.then(|| Back {
                visit: here,
                path: previous.path.clone(),
                frames: previous.frames.clone(),
                back: previous.back.clone().map(Box::new),
                content: decision.content.clone(),
            });
        }
        // A step that exists only to answer is nowhere to return to: nobody would be waiting there.
        Kind::Answer => {
            next.frames.pop();
            next.path.retain(|visit| visit.step != next.step.name);
            next.back = previous.back.clone();
        }
        Kind::Stay => next.back = previous.back.clone(),
        Kind::Send if decision.straight => {
            if let Some(back) = &previous.back {
                next.path = back.path.clone();
                next.frames = back.frames.clone();
                next.back = back.back.as_deref().cloned();
                // Whoever acted here in somebody's place stands there from now on.
                pass(&mut next.path, here);
                next.path.retain(|visit| visit.step != next.step.name);
            }
        }
        Kind::Send | Kind::Consult | Kind::Finish | Kind::Withdraw => {
            if decision.comes_back {
                next.frames.push(here.clone());
                next.back = previous.back.clone();
            }
            if !previous.step.consulted {
                pass(&mut next.path, here);
            }
            next.path.retain(|visit| visit.step != next.step.name);
        }
    }
    next
}

fn pass(path: &mut Vec<Visit>, visit: Visit) {
    match path.iter_mut().find(|passed| passed.step == visit.step) {
        Some(passed) => *passed = visit,
        None => path.push(visit),
    }
}

fn cut(path: &mut Vec<Visit>, step: &str) {
    if let Some(at) = path.iter().position(|visit| visit.step == step) {
        path.truncate(at);
    }
}
