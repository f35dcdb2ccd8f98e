//! Acting once: the same request under the same key is answered alike, however often it comes.

use std::future::Future;
use std::pin::Pin;

use domain::events::Act;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use store::{CommitError, Replay, Transaction};

use crate::answer::Answer;
use crate::call::Call;
use crate::context::Context;
use crate::problem::Problem;
use crate::step::Outcome;
use crate::tries::Tries;

impl Call {
    /// What this call does and is answered, as its event keeps it; payload and what follows are added by the step.
    ///
    /// # Errors
    /// 400 without an idempotency key, 401 without a principal, 500 when the answer cannot be written as JSON.
    pub fn act(&self, act: &'static str, at: Timestamp, answer: &impl Serialize) -> Result<Act, Problem> {
        Ok(Act {
            act,
            at,
            actor: self.principal()?.actor(),
            key: self.key()?.as_str().to_owned(),
            body_hash: self.body_hash(),
            answer: serde_json::to_value(answer).map_err(Problem::internal)?,
            payload: Value::Null,
            follow: None,
        })
    }
}

/// What an act writes and is answered, as it is prepared: `|| Box::pin(prepare(context, call, …))`.
pub type Preparing<'a, A, T = Transaction> = Pin<Box<dyn Future<Output = Result<(T, A), Problem>> + Send + 'a>>;

impl Context {
    /// When a rule refuses what was asked: the earlier answer if this very call was done before, else the refusal. So
    /// the usual path needs no look into the history.
    ///
    /// # Errors
    /// `refusal`, or 409 `idempotency_key_reused`, or a failure of the store.
    pub async fn earlier_or(&self, call: &Call, subject: &str, refusal: impl Into<Problem>) -> Outcome {
        instead(refusal.into(), self.earlier_answer(call, subject).await)
    }

    /// Prepare and commit the act of this call on `subject` (its partition), and answer 200 with what it says. A lost race
    /// is run again from what is true then. A refusal is the earlier answer if this very call was done before.
    ///
    /// # Errors
    /// What `prepare` refuses, the condition that did not hold, or a failure of the store.
    pub async fn act_on<'a, A: Serialize>(
        &self,
        call: &Call,
        subject: &str,
        mut prepare: impl FnMut() -> Preparing<'a, A>,
    ) -> Outcome {
        let mut tries = Tries::begin();
        loop {
            let (acts, answer) = match prepare().await {
                Ok(prepared) => prepared,
                Err(refusal) => return self.earlier_or(call, subject, refusal).await,
            };
            match self.act(call, subject, acts).await {
                Ok(None) => return Answer::ok(&answer),
                Ok(Some(earlier)) => return Ok(Answer::value(earlier)),
                Err(problem) => tries.again(self, problem).await?,
            }
        }
    }

    /// Commit an act that was prepared before, and that no race can change; answered as [`Context::act_on`].
    ///
    /// # Errors
    /// The condition that did not hold, or a failure of the store.
    pub async fn act_once(&self, call: &Call, subject: &str, acts: Transaction, answer: &impl Serialize) -> Outcome {
        match self.act(call, subject, acts).await? {
            Some(earlier) => Ok(Answer::value(earlier)),
            None => Answer::ok(answer),
        }
    }

    /// As [`Context::act_on`] for a save, which is no act: it has no event and no key, and is told from a repeat by the
    /// version that it was sent on. `None` in place of a transaction says that nothing is to be written.
    ///
    /// # Errors
    /// As [`Context::act_on`].
    pub async fn save_on<'a, A: Serialize>(
        &self,
        mut prepare: impl FnMut() -> Preparing<'a, A, Option<Transaction>>,
    ) -> Outcome {
        let mut tries = Tries::begin();
        loop {
            let (acts, answer) = prepare().await?;
            let Some(acts) = acts else { return Answer::ok(&answer) };
            match self.store.commit(acts, None).await {
                Ok(()) => return Answer::ok(&answer),
                Err(lost) => tries.again(self, lost.into()).await?,
            }
        }
    }

    /// What this call was answered when it came before, by the events of `subject` (its partition).
    ///
    /// # Errors
    /// 409 `idempotency_key_reused` when its key served another request; 400 when it has none.
    pub async fn earlier_answer(&self, call: &Call, subject: &str) -> Result<Option<Value>, Problem> {
        match self.store.replay(subject, call.key()?.as_str(), &call.body_hash()).await? {
            Replay::None => Ok(None),
            Replay::Answer(answer) => Ok(Some(answer)),
            Replay::OtherBody => {
                Err(Problem::conflict("idempotency_key_reused", "该请求编号已用于其他内容，请刷新后再试"))
            }
        }
    }

    /// Commit the act of this call on `subject` (its partition). `None` when it is done now, the earlier answer when it
    /// was done before.
    ///
    /// # Errors
    /// The condition that did not hold, or a failure of the store.
    async fn act(&self, call: &Call, subject: &str, acts: Transaction) -> Result<Option<Value>, Problem> {
        match self.store.commit(acts, None).await {
            Ok(()) => Ok(None),
            Err(CommitError::Refused(refusal)) => match self.earlier_answer(call, subject).await? {
                Some(answer) => Ok(Some(answer)),
                None => Err(refusal.into()),
            },
            Err(CommitError::Store(error)) => Err(error.into()),
        }
    }
}

/// What a refused call is answered. Where the refusal is that there is nothing, a key that served somebody else's call must
/// not tell that there is something.
fn instead(refusal: Problem, earlier: Result<Option<Value>, Problem>) -> Outcome {
    match earlier {
        Ok(Some(earlier)) => Ok(Answer::value(earlier)),
        Err(problem) if refusal.status != 404 || problem.status != 409 => Err(problem),
        Ok(None) | Err(_) => Err(refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(refusal: Problem, earlier: Result<Option<Value>, Problem>) -> &'static str {
        instead(refusal, earlier).map_or_else(|problem| problem.code, |_| "answered")
    }

    #[test]
    fn a_key_of_somebody_else_does_not_tell_that_there_is_something() {
        let reused = || Err(Problem::conflict("idempotency_key_reused", ""));
        assert_eq!(code(Problem::not_found(), reused()), "not_found");
        assert_eq!(code(Problem::conflict("stale_version", ""), reused()), "idempotency_key_reused");
        assert_eq!(code(Problem::not_found(), Ok(Some(Value::Null))), "answered");
        assert_eq!(code(Problem::not_found(), Ok(None)), "not_found");
        let failed = Err(Problem::new(503, "unavailable", ""));
        assert_eq!(code(Problem::not_found(), failed), "unavailable");
    }
}
