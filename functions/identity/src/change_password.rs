//! Change one's own password (修改密码, 1.1): the one in force has to be typed too.
//!
//! A wrong one counts like a wrong try to sign in, so that a window left open is no place to guess in (decision 0013). A new
//! password ends all sessions (decision 0014); whoever changed it goes on in a new one.

use domain::access::Operation;
use domain::identity::Person;
use lambda::{Answer, Call, Context, Docs, FieldError, Outcome, Problem, SESSION_COOKIE, Step, session_ended};
use schemars::JsonSchema;
use serde::Deserialize;
use store::records::{Credential, Session, SignIns};
use store::{CommitError, Condition, Refusal, Table, Transaction, keys};

use crate::password::{NewPassword, Password};
use crate::session::Ticket;
use crate::who_am_i::Who;
use crate::{session, sign_in};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ChangePassword,
    method: "PUT",
    path: "/api/session/password",
    handle: |context, call| Box::pin(change_password(context, call)),
    docs: || Docs::new::<ChangePassword, Who>("修改密码", 200).without_key().codes(&["invalid_fields", "locked"]),
};

/// How often it is tried again because a try to sign in, or an import, came first.
const TRIES: usize = 10;

/// The password in force, and the one to come.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The one in force (原密码).
    pub current: Password,
    /// The one to come (新密码).
    pub new: NewPassword,
}

async fn change_password(context: &Context, call: Call) -> Outcome {
    let wanted: ChangePassword = call.body()?;
    let (me, ticket) = (&call.principal()?.person, call.cookie(SESSION_COOKIE).and_then(Ticket::read));
    let ticket = ticket.ok_or_else(session_ended)?;
    for _ in 0..TRIES {
        // Of two changes at once the second finds its session at an end, and is no wrong try.
        let of_session = keys::session(&ticket.hash);
        let session = context.store.get::<Session>(Table::Sessions, &of_session);
        let (session, person) = tokio::join!(session, context.store.identity(me));
        let (session, (person, moved)) = (session?, person?.ok_or_else(session_ended)?);
        if !session.is_some_and(|session| session::lasts(&session, &person, context.now())) {
            return Err(session_ended());
        }
        if let Some(answer) = change(context, (&person, moved), &wanted).await? {
            return Ok(answer);
        }
    }
    Err(Problem::new(503, "unavailable", "系统繁忙，请稍后再试"))
}

/// `None` when password, count or person was changed meanwhile.
async fn change(
    context: &Context,
    (person, moved): (&Person, bool),
    wanted: &ChangePassword,
) -> Result<Option<Answer>, Problem> {
    let (store, name, now) = (&context.store, &person.user_name, context.now());
    let (of_credential, of_sign_ins) = (keys::credential(name), keys::attempts(name));
    let credential = store.get::<Credential>(Table::Credentials, &of_credential);
    let before = store.get::<SignIns>(Table::Credentials, &of_sign_ins);
    let (credential, before) = tokio::join!(credential, before);
    let (credential, before) = (credential?, before?);
    sign_in::open(before.as_ref(), now)?;
    // Read after the person: another number means that they were written meanwhile.
    let Some(credential) = credential.filter(|known| known.person == person.id) else { return Ok(None) };
    if person.credential != 0 && credential.version != person.credential {
        return Ok(None);
    }
    let fits =
        wanted.current.fits(Some(&credential.password_hash)).map_err(|error| Problem::internal(error.to_string()))?;
    let (acts, answer) = if !fits {
        (
            sign_in::acts(name, Some(&credential), before.as_ref(), false, now),
            Err(wrong("current", "wrong_password", "原密码不正确")),
        )
    } else if wanted.new.is(&wanted.current) {
        return Err(wrong("new", "same_password", "新密码不能与原密码相同"));
    } else {
        let password_hash = wanted.new.hash().map_err(|error| Problem::internal(error.to_string()))?;
        let after = Credential { password_hash, version: credential.version + 1, ..credential.clone() };
        let renewed = Person { credential: after.version, ..person.clone() };
        let (session, cookie) = session::begin(&renewed, context.new_secret()?, now);
        let mut acts = Transaction::new();
        acts.replace(Table::Credentials, &after, credential.version, Refusal::StaleVersion);
        renew(&mut acts, (person, moved), &renewed)?;
        acts.put(Table::Credentials, &sign_in::forgiven(name, now));
        acts.insert(Table::Sessions, &session, Refusal::AlreadyExists);
        (acts, Ok(Answer::ok(&Who::from(&renewed.into()))?.with_cookie(cookie)))
    };
    match store.commit(acts, None).await {
        Ok(()) => {
            tracing::info!(person = person.id.as_str(), right = answer.is_ok(), "tried");
            answer.map(Some)
        }
        Err(CommitError::Refused(_)) => Ok(None),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}

/// The person's number of the password alone, and not the whole record: an import may be writing their roles now.
fn renew(acts: &mut Transaction, (before, moved): (&Person, bool), after: &Person) -> Result<(), Problem> {
    if !moved {
        acts.insert(Table::People, after, Refusal::StaleVersion);
        return Ok(());
    }
    if before.credential == 0 {
        // From before passwords were numbered: whoever writes it meanwhile gives it a number.
        acts.replace_if(Table::People, after, Condition::exists().lacks("credential"), Refusal::StaleVersion);
        return Ok(());
    }
    let (was, is) = (number(before.credential)?, number(after.credential)?);
    let unchanged = Condition::exists().equals("credential", was);
    acts.add_if(
        Table::People,
        keys::person(&before.id),
        vec![("credential", is - was)],
        unchanged,
        Refusal::StaleVersion,
    );
    Ok(())
}

fn number(version: u64) -> Result<i64, Problem> {
    i64::try_from(version).map_err(Problem::internal)
}

fn wrong(field: &str, code: &str, message: &str) -> Problem {
    Problem::invalid(vec![FieldError::new(field, code, message)])
}
