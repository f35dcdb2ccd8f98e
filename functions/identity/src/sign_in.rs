//! Sign in (登录, 1.1): by user name and password, within a region if one is given.
//!
//! An unknown user, a wrong password and a wrong region cost the same and are answered in the same words, and wrong tries
//! lock a name that nobody has like any other (decision 0013). Every try is judged under the versions of the password and
//! of the count: of many at once no more than five count as guesses before the lock.

use domain::access::Operation;
use domain::identity::{RegionCode, UserName};
use domain::lockout::{Attempts, REMEMBERED_FOR};
use jiff::Timestamp;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Deserialize;
use store::records::{Credential, SignIns};
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

/// `None` when the password or the count was changed meanwhile, by an import or another try.
async fn judge(context: &Context, wanted: &SignIn) -> Result<Option<Answer>, Problem> {
    let (store, user_name) = (&context.store, &wanted.user_name);
    let (of_credential, of_sign_ins) = (keys::credential(user_name), keys::attempts(user_name));
    let credential = store.get::<Credential>(Table::Credentials, &of_credential);
    let before = store.get::<SignIns>(Table::Credentials, &of_sign_ins);
    let (credential, before) = tokio::join!(credential, before);
    let (credential, before, now) = (credential?, before?, context.now());
    let attempts = open(before.as_ref(), now)?;
    let hash = credential.as_ref().map(|known| known.password_hash.as_str());
    let fits = wanted.password.fits(hash).map_err(|error| Problem::internal(error.to_string()))?;
    let person = match &credential {
        Some(known) if fits => store.identity(&known.person).await?.map(|(person, _)| person),
        _ => None,
    };
    let person = person.filter(|person| wanted.region.as_ref().is_none_or(|region| *region == person.region));

    let mut acts = acts(user_name, credential.as_ref(), before.as_ref(), person.is_some(), now);
    let answer = match person {
        Some(person) => {
            let (session, cookie) = session::begin(&person, context.new_secret()?, now);
            acts.insert(Table::Sessions, &session, Refusal::AlreadyExists);
            Ok(Answer::ok(&Who::from(&person.into()))?.with_cookie(cookie))
        }
        None => Err(wrong()),
    };
    match store.commit(acts, None).await {
        Ok(()) => {
            let person = credential.as_ref().map(|known| known.person.as_str());
            tracing::info!(person, right = answer.is_ok(), failures_before = attempts.failures, "tried");
            answer.map(Some)
        }
        Err(CommitError::Refused(_)) => Ok(None),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}

/// The wrong tries so far; refuses while the name is locked.
pub(crate) fn open(before: Option<&SignIns>, now: Timestamp) -> Result<Attempts, Problem> {
    let attempts = attempts(before);
    attempts.check(now).map_err(|fault| {
        let until = attempts.locked_until.map(|until| until.to_string());
        Problem::from(fault).with("until", until)
    })?;
    Ok(attempts)
}

/// What a try writes about its user name: as many items for a name that nobody has as for one that somebody has.
pub(crate) fn acts(
    user_name: &UserName,
    credential: Option<&Credential>,
    before: Option<&SignIns>,
    right: bool,
    now: Timestamp,
) -> Transaction {
    let unchanged = |version: Option<u64>| version.map_or_else(Condition::absent, Condition::version);
    let was = unchanged(before.map(|before| before.version));
    let mut acts = Transaction::new();
    let of_credential = unchanged(credential.map(|known| known.version));
    acts.require(Table::Credentials, keys::credential(user_name), of_credential, Refusal::StaleVersion);
    if right && attempts(before) == Attempts::default() {
        acts.require(Table::Credentials, keys::attempts(user_name), was, Refusal::StaleVersion);
    } else {
        let after = after(user_name, before, right, now);
        acts.replace_if(Table::Credentials, &after, was, Refusal::StaleVersion);
    }
    acts
}

fn attempts(before: Option<&SignIns>) -> Attempts {
    before.map(|before| before.attempts).unwrap_or_default()
}

/// What is remembered after a try.
fn after(user_name: &UserName, before: Option<&SignIns>, right: bool, now: Timestamp) -> SignIns {
    let attempts = if right { Attempts::default() } else { attempts(before).failed(now) };
    SignIns { attempts, version: before.map_or(0, |before| before.version) + 1, ..forgiven(user_name, now) }
}

/// What is remembered of a user name whose lock and wrong passwords are forgiven.
pub(crate) fn forgiven(user_name: &UserName, now: Timestamp) -> SignIns {
    let kept_until = now.checked_add(REMEMBERED_FOR).unwrap_or(now);
    SignIns { user_name: user_name.clone(), attempts: Attempts::default(), kept_until, version: 1 }
}

fn wrong() -> Problem {
    Problem::new(401, "wrong_credentials", "区划、用户名或密码不正确")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lockout::LOCKED_FOR;
    use store::Record;

    fn now() -> Timestamp {
        "2026-03-02T01:00:00Z".parse().unwrap()
    }

    fn name() -> UserName {
        "linxiao".to_owned().try_into().unwrap()
    }

    fn known() -> Credential {
        let (person, password_hash) = ("lin".parse().unwrap(), "x".to_owned());
        Credential { user_name: name(), person, password_hash, version: 7 }
    }

    fn wrong_tries(times: u32) -> Option<SignIns> {
        (0..times).fold(None, |before, _| Some(after(&name(), before.as_ref(), false, now())))
    }

    #[test]
    fn five_wrong_passwords_lock_any_name_and_a_right_one_forgives_four() {
        assert!(attempts(wrong_tries(4).as_ref()).check(now()).is_ok());
        let locked = wrong_tries(5);
        assert!(attempts(locked.as_ref()).check(now()).is_err());
        assert_eq!(attempts(locked.as_ref()).locked_until, Some(now() + LOCKED_FOR));
        let forgiven = after(&name(), wrong_tries(4).as_ref(), true, now());
        assert_eq!((forgiven.attempts, forgiven.version), (Attempts::default(), 5));
    }

    #[test]
    fn a_wrong_try_writes_as_much_for_a_name_that_nobody_has() {
        for before in [None, wrong_tries(1), wrong_tries(5)] {
            let of = |credential: Option<&Credential>| acts(&name(), credential, before.as_ref(), false, now()).len();
            assert_eq!((of(None), of(Some(&known()))), (2, 2));
        }
    }

    #[test]
    fn what_is_remembered_outlives_the_lock_and_is_forgotten_within_days() {
        let after = wrong_tries(5).unwrap();
        let kept = after.expires_at().unwrap() - now().as_second();
        assert!(kept > LOCKED_FOR.as_secs() && kept <= 3 * 24 * 3600, "{kept}");
    }
}
