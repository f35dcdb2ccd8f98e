//! A to-do (待办) as it is stored: small, so that lists are cheap; the step's data and way back lie beside it.

use domain::calendar::{DueDay, today};
use domain::identity::{Actor, Principal};
use domain::ids::{PersonId, UnitId};
use domain::money::Fen;
use domain::subject::{Subject, TaskId};
use domain::text::Name;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decision::Decision;
use crate::definition::chain_of;
use crate::fact::FactChange;
use crate::pool::Pool;
use crate::step::{Kind, Step};
use crate::task::Task;

/// Someone of a pool who has taken the to-do for themselves (领取).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Claim {
    /// Who.
    pub by: Actor,
    /// When.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// The last day on which it counts (领取有效期); absent where that was not kept yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
}

impl Claim {
    /// Whether its day has passed. One from before days were kept counts no more once the schedule looks at it.
    #[must_use]
    pub fn has_lapsed(&self, today: Date) -> bool {
        self.until.is_none_or(|until| today > until)
    }
}

/// How a to-do ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// What was decided; the opinion is in the event.
    pub decision: Decision,
    /// Number of that event in the subject's history; absent where it was not kept yet.
    #[serde(default)]
    pub event: Option<u64>,
    /// What the decision changed of the subject's facts: a withdrawal takes it back (13.1).
    #[serde(default, skip_serializing_if = "FactChange::is_nothing")]
    pub changed: FactChange,
}

/// The unit of a to-do's subject: by its id, or by what it was called, as to-dos said it before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OfUnit {
    /// Its id.
    #[serde(rename = "unit")]
    Id(UnitId),
    /// Its name at the time.
    #[serde(rename = "unit_name")]
    Called(Name),
}

/// A to-do of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Todo {
    /// Its id.
    pub id: TaskId,
    /// Name of the subject (标题).
    pub title: Name,
    /// Amount of the subject; absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Fen>,
    /// The subject's unit.
    #[serde(flatten)]
    pub unit: OfUnit,
    /// Who raised the subject (发起人).
    pub raiser: Actor,
    /// The step's state.
    pub step: String,
    /// The step's Chinese name (当前环节).
    pub label: String,
    /// Who has it; `None` for a pool.
    pub holder: Option<Actor>,
    /// The pool that has it.
    pub pool: Option<Pool>,
    /// Who of the pool has taken it.
    pub claim: Option<Claim>,
    /// The to-do whose decision led here; `None` for the submission.
    pub opened_from: Option<u32>,
    /// Who sent it here (发送人).
    pub sent_by: Option<Actor>,
    /// The Chinese name of the step it was sent from (发送环节).
    pub sent_from: Option<String>,
    /// The kind of the decision that led here; `None` for the submission.
    #[serde(default)]
    pub arrived: Option<Kind>,
    /// What that decision is called, where its kind does not say it all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_as: Option<String>,
    /// Number of the event with that decision and its opinion, in the subject's history.
    #[serde(default)]
    pub arrived_by: Option<u64>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The last day to decide (办理期限).
    pub due: Date,
    /// Whether that day was counted in a year whose calendar is not published yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub due_provisional: bool,
    /// How often it was reminded (催办次数).
    #[serde(default, skip_serializing_if = "is_none_yet")]
    pub reminders: u32,
    /// The day on which the schedule looks at it next, to remind or because a claim has lapsed; absent once it has ended.
    pub remind_on: Option<Date>,
    /// The working day on which people reminded last; once a day is enough.
    #[serde(default)]
    pub reminded_on: Option<Date>,
    /// How it ended; absent while it is open.
    pub ended: Option<Ended>,
    /// Its version.
    pub version: u64,
}

impl Todo {
    /// Opens a to-do for `task` of `subject`.
    #[must_use]
    pub fn open(
        id: TaskId,
        subject: &Subject,
        task: &Task,
        sent: Option<(u32, &Decision, &str)>,
        at: Timestamp,
        due: DueDay,
    ) -> Self {
        let pool = || Pool::of(&task.step.holder, &subject.home, &subject.parties);
        Self {
            id,
            title: subject.title.clone(),
            amount: subject.amount,
            unit: OfUnit::Id(subject.home.unit.clone()),
            raiser: task.raiser.clone(),
            step: task.step.name.clone(),
            label: task.step.label.clone(),
            holder: task.person.clone(),
            pool: if task.person.is_none() { pool() } else { None },
            claim: None,
            opened_from: sent.map(|(from, _, _)| from),
            sent_by: sent.map(|(_, decision, _)| decision.by.clone()),
            sent_from: sent.map(|(_, _, label)| label.to_owned()),
            arrived: sent.map(|(_, decision, _)| decision.kind),
            arrived_as: sent.and_then(|(_, decision, _)| decision.name.as_ref().map(|_| decision.label.clone())),
            arrived_by: None,
            opened_at: at,
            due: due.day,
            due_provisional: due.provisional,
            reminders: 0,
            // One that is opened late already is looked at from today on.
            remind_on: due.day.tomorrow().ok().map(|day| day.max(today(at))),
            reminded_on: None,
            ended: None,
            version: 1,
        }
    }

    /// This to-do, decided: `event` is the number of the event that tells of it, `changed` what became of the facts.
    #[must_use]
    pub fn end(mut self, decision: Decision, at: Timestamp, event: u64, changed: FactChange) -> Self {
        self.ended = Some(Ended { at, decision, event: Some(event), changed });
        self.remind_on = None;
        self.version += 1;
        self
    }

    /// The day of a legal period that runs on at `step`, which this to-do was sent to: `None` where it begins anew.
    #[must_use]
    pub fn legal_period(&self, step: &Step) -> Option<DueDay> {
        let from = chain_of(self.id.subject.kind).ok()?.steps.get(&self.step)?;
        (from.legal_period && step.legal_period).then_some(DueDay { day: self.due, provisional: self.due_provisional })
    }

    /// Whether someone else sent it back to one who had it before, or who waited for it (退回、答复).
    #[must_use]
    pub fn came_back(&self) -> bool {
        let from_other = self.sent_by.as_ref().is_some_and(|sender| self.holder.as_ref() != Some(sender));
        self.arrived.is_some_and(Kind::comes_back) && from_other
    }

    /// Whether it lies with whom `task`, which is stored beside it, says: otherwise they were read at two moments.
    #[must_use]
    pub fn lies_where(&self, task: &Task) -> bool {
        self.pool.is_some() || self.holder == task.person
    }

    /// Who has it alone: the holder, or who has taken it from the pool; nobody while a pool has it.
    #[must_use]
    pub fn has_it(&self) -> Option<&Actor> {
        self.claim.as_ref().map(|claim| &claim.by).or(self.holder.as_ref())
    }

    /// Who has it, in words: a name, or the role of the pool.
    #[must_use]
    pub fn holder_words(&self) -> String {
        let pool = || self.pool.as_ref().map(|pool| pool.role.label().to_owned());
        self.has_it().map(|holder| holder.name.to_string()).or_else(pool).unwrap_or_default()
    }

    /// Who of its pool has taken it, when that is someone other than `person`.
    #[must_use]
    pub fn claimed_by_other(&self, person: &PersonId) -> Option<&Claim> {
        self.claim.as_ref().filter(|claim| claim.by.id != *person)
    }

    /// Whether it is over, and lay in a pool of `person`: they are told so, also where the part of their organisation ended with it.
    #[must_use]
    pub fn was_of_pool_of(&self, person: &Principal) -> bool {
        self.ended.is_some() && self.pool.as_ref().is_some_and(|pool| pool.includes(person))
    }

    /// Whether its day has passed.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.ended.is_none() && today > self.due
    }
}

/// The step's data and the way back of a to-do, stored beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The to-do.
    pub id: TaskId,
    /// The task as the chain sees it.
    pub task: Task,
}

impl Standing {
    /// The task at the step as the chain has it now, whichever chain opened it: so an open to-do follows a changed chain
    /// (decision 0015). A step that the chain has no more stays as it was.
    #[must_use]
    pub fn in_force(self) -> Task {
        let now = chain_of(self.id.subject.kind).ok().and_then(|chain| chain.steps.get(&self.task.step.name));
        match now {
            Some(step) => Task { step: step.clone(), ..self.task },
            None => self.task,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_none_yet(reminders: &u32) -> bool {
    *reminders == 0
}

/// Why someone is told of a to-do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Someone who waits for it asked for haste (催办).
    Reminded,
    /// It is overdue, and is theirs (超期提醒).
    Overdue,
    /// It is overdue, and the next lower has it (超期上报).
    Escalated,
    /// It was handed over: to them, or from them (移交).
    HandedOver,
    /// What they sent is overdue where it lies now (送出事项超期).
    Waiting,
    /// What they raised was answered (已答复).
    Answered,
    /// They had taken it from the pool and did not decide, so that the pool has it again (领取到期).
    Lapsed,
}

impl Reason {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reminded => "催办",
            Self::Overdue => "超期提醒",
            Self::Escalated => "下级任务超期",
            Self::HandedOver => "任务移交",
            Self::Answered => "已答复",
            Self::Waiting => "送出的事项超期",
            Self::Lapsed => "领取到期，已放回",
        }
    }
}
