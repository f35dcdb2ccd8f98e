//! Sign in (登录, 1.1): by user name and password, within a region if one is given.
//!
//! An unknown user, a wrong password and a wrong region cost the same and are answered in the same words. Every try is
//! judged under the credential's version: of many at once no more than five count as guesses before the lock.

use domain::access::Operation;
use domain::identity::{RegionCode, UserName};
use domain::lockout::Attempts;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Deserialize;
use store::records::Credential;
use store::{CommitError, Condition, Refusal, Table, Transaction, keys};

use crate::password::Password;
use crate::session;
use crate::who_am_i::Who;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SignIn,
    method: "POST",
    path: "/api/session",
    handle: |context, call| Box::pin(sign_in(context, call)),
    docs: || Docs::new::<SignIn, Who>("登录", 200).without_key().codes(&["wrong_credentials", "locked"]),
};

/// How often a try is judged again because another one came first.
const TRIES: usize = 10;

/// Who wants in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The region (区划) of their unit; left out, any.
    pub region: Option<RegionCode>,
    /// Their user name (用户名).
    pub user_name: UserName,
    /// Their password (密码).
    pub password: Password,
}

async fn sign_in(context: &Context, call: Call) -> Outcome {
    let wanted: SignIn = call.body()?;
    for _ in 0..TRIES {
        if let Some(answer) = judge(context, &wanted).await? {
            return Ok(answer);
        }
    }
    Err(Problem::new(503, "unavailable", "系统繁忙，请稍后再试"))
}

/// `None` when the credential was changed meanwhile, by another try or by a new password.
async fn judge(context: &Context, wanted: &SignIn) -> Result<Option<Answer>, Problem> {
    let credential: Option<Credential> =
        context.store.get(Table::Credentials, &keys::credential(&wanted.user_name)).await?;
    let now = context.now();
    if let Some(known) = &credential {
        let locked = |fault| match known.locked_until {
            Some(until) => Problem::from(fault).with("until", until.to_string()),
            None => Problem::from(fault),
        };
        attempts(known).check(now).map_err(locked)?;
    }
    let hash = credential.as_ref().map(|known| known.password_hash.as_str());
    let fits = wanted.password.fits(hash).map_err(|error| Problem::internal(error.to_string()))?;
    let Some(mut credential) = credential else { return Err(wrong()) };
    let person = if fits { context.store.person(&credential.person).await? } else { None };
    let person = person.filter(|person| wanted.region.as_ref().is_none_or(|region| *region == person.region));

    let (mut acts, before, clean) = (Transaction::new(), credential.version, credential.failures == 0);
    let after = if person.is_some() { Attempts::default() } else { attempts(&credential).failed(now) };
    credential.failures = after.failures;
    credential.locked_until = after.locked_until;
    credential.version += 1;
    let answer = match person {
        Some(person) => {
            let (session, cookie) = session::begin(&person.id, context.new_secret()?, now);
            acts.insert(Table::Sessions, &session, Refusal::AlreadyExists);
            Ok(Answer::ok(&Who::from(&person.into()))?.with_cookie(cookie))
        }
        None => Err(wrong()),
    };
    if answer.is_ok() && clean {
        let unchanged = Condition::version(before);
        acts.require(Table::Credentials, keys::credential(&wanted.user_name), unchanged, Refusal::StaleVersion);
    } else {
        acts.replace(Table::Credentials, &credential, before, Refusal::StaleVersion);
    }
    match context.store.commit(acts, None).await {
        Ok(()) => {
            tracing::info!(person = credential.person.as_str(), failures = after.failures, "tried");
            answer.map(Some)
        }
        Err(CommitError::Refused(_)) => Ok(None),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}

fn attempts(credential: &Credential) -> Attempts {
    Attempts { failures: credential.failures, locked_until: credential.locked_until }
}

fn wrong() -> Problem {
    Problem::new(401, "wrong_credentials", "区划、用户名或密码不正确")
}
