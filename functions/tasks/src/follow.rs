//! What follows an act: an execution is started, or the token of the decided to-do is answered; where nobody waits any
//! more, the next attempt starts where the subject was going. Each may be repeated: at the receiver it happens once.

use std::time::Duration;

use chains::{Route, course};
use domain::events::{Act, Follow};
use domain::subject::{Course, Subject, SubjectId, TaskId};
use lambda::{Context, Failure, system};
use serde_json::{Value, json};
use store::records::TokenRecord;
use store::{CommitError, Refusal, Table, Transaction, keys};

use crate::chain::{Answered, Chain, Execution, UNAVAILABLE};

/// How often a header that others write too is tried.
const TRIES: u8 = 5;

/// On its way for so long, a subject arrives no more by itself: beyond every retry of a state whose `open-task` fails.
const STUCK: Duration = Duration::from_secs(15 * 60);

/// What follows acts, on the chain of any kind.
pub(crate) struct Chains<'a> {
    context: &'a Context,
    chain: Chain,
    /// What the ARN of every chain's machine begins with; its chain's name is the rest.
    machines: String,
}

impl<'a> Chains<'a> {
    pub(crate) fn new(context: &'a Context) -> Result<Self, Failure> {
        Ok(Self { context, chain: Chain::new(context), machines: context.setting("CHAINS_ARN")? })
    }

    fn machine(&self, of: &SubjectId) -> String {
        format!("{}{}", self.machines, of.kind.chain())
    }

    /// Does what an event says is to follow.
    pub(crate) async fn follow(&self, route: &Route, follow: &Follow) -> Result<(), Failure> {
        match follow {
            Follow::Start { round, attempt, .. } => {
                let name = Course::execution(&route.subject, *round, *attempt);
                self.chain.start(&self.machine(&route.subject), &name, route).await
            }
            Follow::Resume { .. } => self.resume(route).await.map(|_| ()),
        }
    }

    /// Answers the token of the to-do that `route` comes from; where that is dead, sees to it that the subject goes on, and
    /// says what the execution was found to be.
    async fn resume(&self, route: &Route) -> Result<Option<Execution>, Failure> {
        let answered = self.answer(route).await?;
        match (answered, route.next) {
            (_, None) => self.close(route).await.map(|()| None),
            (Answered::GoesOn, Some(_)) => Ok(None),
            (Answered::Dead, Some(_)) => self.mend(route).await.map(Some),
        }
    }

    /// Brings forward a subject that stays on `route`: what has no execution any more gets one, and one that waits is
    /// answered. The execution is asked first: a token may seem alive after its execution has failed.
    pub(crate) async fn bring_forward(&self, route: &Route) -> Result<(), Failure> {
        if route.next.is_some() && self.mend(route).await? != Execution::Running {
            return Ok(());
        }
        match self.resume(route).await? {
            Some(Execution::Running) => self.free(route).await,
            _ => Ok(()),
        }
    }

    /// A dead token and an execution that runs are no fault while the subject is on its way to the next to-do. When all that
    /// this can take is over, the execution waits with a token that nobody has: it is ended, and the next attempt begins.
    async fn free(&self, route: &Route) -> Result<(), Failure> {
        let Some(subject) = self.subject_on(route).await? else { return Ok(()) };
        let since = subject.course.transit.as_ref().map(|transit| transit.since);
        if since.is_none_or(|since| self.context.now() < since + STUCK) {
            return Ok(());
        }
        let name = Course::execution(&subject.id, subject.course.round, subject.course.attempt);
        self.chain.stop(&self.machine(&route.subject), &name).await?;
        tracing::warn!(execution = name, "stopped");
        self.mend(route).await.map(|_| ())
    }

    async fn answer(&self, route: &Route) -> Result<Answered, Failure> {
        let from = TaskId { subject: route.subject.clone(), round: route.round, seq: route.from };
        let token: Option<TokenRecord> = self.context.store.get(Table::Records, &keys::token(&from)).await?;
        match token {
            Some(token) => self.chain.answer(&token.token(), route).await,
            None => Ok(Answered::Dead),
        }
    }

    /// Sees to it that a subject on `route` has an execution, and says what it had: a running one is on its way to the next
    /// to-do or waits with a token; one that was never started is started; else the next attempt begins.
    async fn mend(&self, route: &Route) -> Result<Execution, Failure> {
        for _ in 0..TRIES {
            let Some(mut subject) = self.subject_on(route).await? else { return Ok(Execution::Ended) };
            let name = Course::execution(&subject.id, subject.course.round, subject.course.attempt);
            let found = self.chain.execution(&self.machine(&route.subject), &name).await?;
            match found {
                Execution::Running => return Ok(found),
                Execution::Missing => {
                    self.chain.start(&self.machine(&route.subject), &name, route).await?;
                    return Ok(found);
                }
                Execution::Ended => {}
            }
            let (before, now) = (subject.version, self.context.now());
            let Some(follow) = course::restart(&mut subject, now) else { return Ok(found) };
            let act = Act {
                act: "chain_restarted",
                at: now,
                actor: system()?,
                key: format!("restart-{}-{}", subject.course.round, subject.course.attempt),
                body_hash: String::new(),
                answer: Value::Null,
                payload: json!({"route": route, "attempt": subject.course.attempt}),
                follow: Some(follow),
            };
            let event = subject.history.record(&keys::subject_pk(&subject.id), act);
            let mut acts = Transaction::new();
            acts.replace(Table::Records, &subject, before, Refusal::StaleVersion).event(&event);
            if self.committed(acts).await? {
                tracing::warn!(execution = name, "restarted");
                return Ok(found);
            }
        }
        Err(Failure::new(UNAVAILABLE, "the subject is written by others all the time"))
    }

    /// Notes that the chain has ended, as its subject had already.
    async fn close(&self, route: &Route) -> Result<(), Failure> {
        for _ in 0..TRIES {
            let Some(mut subject) = self.subject_on(route).await? else { return Ok(()) };
            let before = subject.version;
            if !course::close(&mut subject, route) {
                return Ok(());
            }
            let mut acts = Transaction::new();
            acts.replace(Table::Records, &subject, before, Refusal::StaleVersion);
            if self.committed(acts).await? {
                return Ok(());
            }
        }
        Err(Failure::new(UNAVAILABLE, "the subject is written by others all the time"))
    }

    /// The subject, while it is on this way.
    async fn subject_on(&self, route: &Route) -> Result<Option<Subject>, Failure> {
        Ok(self.context.store.subject(&route.subject).await?.filter(|subject| route.is_taken_by(subject)))
    }

    /// Whether it was committed; `false` when someone else was faster.
    async fn committed(&self, acts: Transaction) -> Result<bool, Failure> {
        match self.context.store.commit(acts, None).await {
            Ok(()) => Ok(true),
            Err(CommitError::Refused(_)) => Ok(false),
            Err(CommitError::Store(error)) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_state_tries_again_is_over_before_its_execution_is_called_stuck() {
        let machine: Value =
            serde_json::from_str(include_str!("../../../statemachines/plan-approval.asl.json")).unwrap();
        let states = machine["States"].as_object().unwrap().values();
        // The timeout of `open-task` is 30 seconds.
        let tries = |retry: &Value| -> f64 {
            let part = |name: &str| retry[name].as_f64().unwrap();
            let waits = (0..retry["MaxAttempts"].as_i64().unwrap())
                .scan(part("IntervalSeconds"), |wait, _| Some(std::mem::replace(wait, *wait * part("BackoffRate"))));
            waits.sum::<f64>() + 30.0 * (part("MaxAttempts") + 1.0)
        };
        let longest = states.filter_map(|state| state["Retry"].as_array()).flatten().map(tries).fold(0.0, f64::max);
        assert!(longest > 60.0 && STUCK.as_secs_f64() > 2.0 * longest, "{longest}");
    }
}
