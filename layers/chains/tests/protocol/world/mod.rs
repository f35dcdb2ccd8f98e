//! One subject with all that is stored of it, what is on its way, and its executions.

mod machinery;
mod people;

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use chains::{Route, Task, Todo};
use domain::events::Follow;
use domain::subject::{Status, Subject};

/// How much may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    /// Decisions after the submission.
    pub decisions: u8,
    /// Withdrawals.
    pub withdrawals: u8,
    /// Functions killed, deliveries lost or repeated, executions that fail.
    pub kills: u8,
}

/// A rule that is left out, to see that it is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mutant {
    /// A decision is written whatever was written since it was read.
    NoVersionCondition,
    /// The header stays in transit when the to-do is opened.
    TransitNotCleared,
    /// Nobody looks after what stays in transit.
    NoReconciler,
    /// A round begins before the execution of the last one has ended.
    SubmitsInTransit,
    /// The next attempt has the name of the one before.
    AttemptNotCounted,
    /// The end of a chain is not noted.
    EndNotNoted,
    /// What was sent is taken back whatever the next one did.
    WithdrawalAnytime,
}

impl Mutant {
    pub(crate) const ALL: [Self; 7] = [
        Self::NoVersionCondition,
        Self::TransitNotCleared,
        Self::NoReconciler,
        Self::SubmitsInTransit,
        Self::AttemptNotCounted,
        Self::EndNotNoted,
        Self::WithdrawalAnytime,
    ];
}

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Act {
    Submit,
    /// The first move on, or the end.
    Forward,
    Return,
    Withdraw,
}

/// A step of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// Somebody reads, to act on it.
    Begin(Act),
    /// What was read is written, if it is still so.
    Commit(usize),
    /// A record of the stream is delivered; unless it is acknowledged, it comes again.
    Deliver { event: usize, acknowledged: bool },
    /// The function is killed after it has answered the token.
    DeliverHalf(usize),
    /// A record of the stream is lost for good.
    Lose(usize),
    /// `open-task` runs for an execution; killed after its commit, the state tries again.
    Open { run: (u32, u32), killed: bool },
    /// An execution fails.
    Fail((u32, u32)),
    /// The reconciler comes by.
    Reconcile,
}

/// An execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Run {
    /// Its state calls `open-task`.
    Opening(Route),
    /// It waits with this token.
    Waiting(u8),
    /// It is over, well or badly.
    Over,
}

/// A to-do with what lies beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opened {
    pub todo: Todo,
    pub task: Task,
    pub token: Option<u8>,
}

/// A to-do as it was read: round and sequence, and its version.
pub(crate) type Read = ((u32, u32), u64);

/// What was read, and what is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Acting {
    /// Versions that it was read at: of the header, and of the to-do that it ends.
    pub read: (u64, Option<Read>),
    pub head: Subject,
    pub ended: Opened,
    pub follow: Follow,
}

/// One subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct One {
    pub head: Subject,
    pub todos: BTreeMap<(u32, u32), Opened>,
    pub acting: Vec<Acting>,
    pub stream: Vec<Follow>,
    pub runs: BTreeMap<(u32, u32), Run>,
    pub tokens: u8,
    pub left: Bound,
    pub mutant: Option<Mutant>,
    /// A decision was written over another, or is there no more.
    pub torn: bool,
}

impl Hash for One {
    /// What tells two states apart: all that changes on the way, and no names.
    fn hash<H: Hasher>(&self, state: &mut H) {
        head(&self.head, state);
        for (id, opened) in &self.todos {
            (id, opened.token).hash(state);
            todo(opened, state);
        }
        for acting in &self.acting {
            acting.read.hash(state);
            head(&acting.head, state);
            todo(&acting.ended, state);
        }
        for follow in &self.stream {
            route(&Route::of(&self.head.id, follow), state);
            if let Follow::Start { attempt, .. } = follow {
                attempt.hash(state);
            }
        }
        for (id, run) in &self.runs {
            id.hash(state);
            match run {
                Run::Opening(to) => route(to, state),
                Run::Waiting(token) => token.hash(state),
                Run::Over => u32::MAX.hash(state),
            }
        }
        (self.tokens, self.left.decisions, self.left.withdrawals, self.left.kills, self.torn).hash(state);
    }
}

fn head<H: Hasher>(of: &Subject, state: &mut H) {
    let course = &of.course;
    (of.version, of.status.code(), course.round, course.attempt, course.seq, &course.facts, of.history.events)
        .hash(state);
    course.place.as_ref().map(|place| &place.step).hash(state);
    course.transit.as_ref().map(|transit| (transit.from, &transit.to, transit.next)).hash(state);
}

fn todo<H: Hasher>(of: &Opened, state: &mut H) {
    (&of.todo.step, of.todo.version, of.todo.opened_from).hash(state);
    of.todo.ended.as_ref().map(|ended| (ended.decision.kind, &ended.decision.to)).hash(state);
    of.task.path.iter().for_each(|visit| visit.step.hash(state));
}

fn route<H: Hasher>(of: &Route, state: &mut H) {
    (of.round, of.from, of.next, &of.to).hash(state);
}

impl One {
    pub(crate) fn is_in_one_place(&self) -> bool {
        let open: Vec<_> = self.todos.iter().filter(|(_, one)| one.todo.ended.is_none()).map(|(id, _)| *id).collect();
        let course = &self.head.course;
        match (open.as_slice(), &course.place) {
            ([], None) => true,
            ([one], Some(_)) => *one == (course.round, course.seq) && course.transit.is_none(),
            _ => false,
        }
    }

    pub(crate) fn keeps_its_decisions(&self) -> bool {
        !self.torn
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.head.status == Status::Finished && self.head.course.transit.is_none()
    }

    pub(crate) fn was_withdrawn(&self) -> bool {
        self.head.status == Status::Draft && self.head.course.round > 0
    }

    pub(crate) fn was_restarted(&self) -> bool {
        self.head.course.attempt > 1
    }
}
