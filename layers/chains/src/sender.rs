//! What people may still do about a subject that they sent on: take it back while nobody has acted (13.1), and ask for
//! haste (13.2).

use domain::identity::{Actor, Principal, Role};
use domain::problem::Fault;
use domain::subject::{Home, Status, Subject};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::step::Kind;
use crate::todo::{Claim, Todo};

/// Whether `by` may take back what they decided on `sent`; `newest` is the to-do after it, if there is one.
///
/// What has left the house is not taken back: a filing that was approved has its number, and no number is used twice.
///
/// # Errors
/// `not_found`, `move_not_offered`, `in_transit`, `already_decided`, `claimed_by_other`.
pub fn may_withdraw(subject: &Subject, sent: &Todo, newest: Option<&Todo>, by: &Principal) -> Result<(), Fault> {
    let lasting = match &sent.ended {
        // What a pool sent is taken back by one who is still of it.
        Some(_) if sent.pool.as_ref().is_some_and(|pool| !pool.includes(by)) => return Err(Fault::absent()),
        Some(ended) if ended.decision.by.id == by.person => {
            ended.decision.lasting || ended.decision.kind == Kind::Withdraw
        }
        _ => return Err(Fault::absent()),
    };
    if lasting {
        return Err(Fault::refused("move_not_offered", "此项办理不能撤回"));
    }
    let gone = || Fault::conflict("already_decided", "下一环节已办理，不能撤回");
    if sent.id.round != subject.course.round || subject.status != Status::UnderWay {
        return Err(gone());
    }
    if subject.course.transit.is_some() {
        return Err(in_transit());
    }
    let next = newest.filter(|next| next.ended.is_none() && next.opened_from == Some(sent.id.seq)).ok_or_else(gone)?;
    // What went to another organisation is called back until it is decided: whoever sent it there answers for it.
    if next.pool.as_ref().is_some_and(|pool| pool.is_elsewhere(subject)) && by.unit == subject.home.unit {
        return Ok(());
    }
    if subject.updated_at > next.opened_at {
        return Err(Fault::conflict("already_decided", "下一环节已修改内容，不能撤回"));
    }
    if next.claim.is_some() {
        return Err(Fault::conflict("claimed_by_other", "该任务已被领取，不能撤回"));
    }
    Ok(())
}

/// Whether `by` may ask for haste with the open `todo` on the working day `day`: whoever raised the subject or sent it there.
///
/// # Errors
/// `not_found`, `already_decided`, `move_not_offered`, `already_reminded`.
pub fn may_remind(todo: &Todo, by: &Principal, day: Date) -> Result<(), Fault> {
    let sent = todo.sent_by.as_ref().is_some_and(|sender| sender.id == by.person);
    if !sent && todo.raiser.id != by.person {
        return Err(Fault::absent());
    }
    if todo.ended.is_some() {
        return Err(Fault::conflict("already_decided", "该任务已办理，无需催办"));
    }
    if todo.has_it().is_some_and(|holder| holder.id == by.person) {
        return Err(Fault::refused("move_not_offered", "任务在您手中，无需催办"));
    }
    if todo.reminded_on == Some(day) {
        return Err(Fault::conflict("already_reminded", "今天已催办过，请下一个工作日再催办"));
    }
    Ok(())
}

/// Whether `by` may hand the open `todo` of a subject of `home` over to somebody else (移交, 13.3): whoever sent it there,
/// or the administrator of the unit; both as people of the subject's own unit.
///
/// # Errors
/// `not_found`, `already_decided`.
pub fn may_hand_over(todo: &Todo, by: &Principal, home: &Home) -> Result<(), Fault> {
    // Whoever answered, or took back, gave nothing away: it lies with the one who has it by right.
    let gave = matches!(todo.arrived, Some(Kind::Send | Kind::Consult | Kind::Return));
    let sent = gave && todo.sent_by.as_ref().is_some_and(|sender| sender.id == by.person);
    let theirs = todo.holder.as_ref().is_some_and(|holder| holder.id == by.person);
    let administers = by.holds(Role::UnitAdmin);
    if by.unit != home.unit || !(administers || (sent && !theirs)) {
        return Err(Fault::absent());
    }
    if todo.ended.is_some() {
        return Err(Fault::conflict("already_decided", "该任务已办理，不能移交"));
    }
    Ok(())
}

/// Refuses whatever needs an open to-do while the subject is between two.
#[must_use]
pub fn in_transit() -> Fault {
    Fault::conflict("in_transit", "事项正在流转到下一环节，请稍后再试")
}

impl Todo {
    /// This to-do, handed over to `person`.
    #[must_use]
    pub fn handed_to(mut self, person: Actor) -> Self {
        self.holder = Some(person);
        self.version += 1;
        self
    }

    /// This to-do, for which someone asked for haste on the working day `day`.
    #[must_use]
    pub fn reminded_by_hand(mut self, day: Date) -> Self {
        self.reminders += 1;
        self.reminded_on = Some(day);
        self.version += 1;
        self
    }

    /// This to-do of a pool, taken by `by` (领取): for as long as `until`, so that nobody who is away holds it up.
    ///
    /// # Errors
    /// `move_not_offered` where no pool has it, `already_decided`, `claimed_by_other`, `already_claimed`.
    pub fn claimed(mut self, by: &Principal, at: Timestamp, until: Date) -> Result<Self, Fault> {
        self.check_pool(by)?;
        if self.claim.is_some() {
            return Err(Fault::conflict("already_claimed", "您已领取该任务"));
        }
        self.claim = Some(Claim { by: by.actor(), at, until: Some(until) });
        self.remind_on = self.remind_on.into_iter().chain(until.tomorrow().ok()).min();
        self.version += 1;
        Ok(self)
    }

    /// This to-do, given back to its pool by `by`, who had taken it (放回).
    ///
    /// # Errors
    /// `move_not_offered` where no pool has it, `already_decided`, `claimed_by_other`, `not_claimed`.
    pub fn released(mut self, by: &Principal) -> Result<Self, Fault> {
        self.check_pool(by)?;
        if self.claim.take().is_none() {
            return Err(Fault::conflict("not_claimed", "该任务未被领取"));
        }
        self.version += 1;
        Ok(self)
    }

    fn check_pool(&self, by: &Principal) -> Result<(), Fault> {
        if self.pool.is_none() {
            return Err(Fault::refused("move_not_offered", "该任务不需要领取"));
        }
        if self.ended.is_some() {
            return Err(Fault::conflict("already_decided", "该任务已办理"));
        }
        match self.claimed_by_other(&by.person) {
            Some(claim) => Err(Fault::conflict("claimed_by_other", format!("该任务已由{}领取", claim.by.name))),
            None => Ok(()),
        }
    }
}
