//! The authorizer: who calls, by the session cookie. It refuses nobody itself: the edge answers the 401, with words and
//! a code of ours. There is no cache, so that signing out, a changed role and a new password act at once.

use domain::identity::Principal;
use lambda::{Context, EventHandler, Failure, SESSION_COOKIE};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::records::Session;
use store::{Table, keys};

use crate::session::{Ticket, lasts};

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(authorize(context, event));

/// What matters of an authorizer's request, payload format 2.0. No `Debug`: cookies are nobody's to log.
#[derive(Deserialize)]
struct Request {
    /// AWS sends cookies here; the local stack leaves them in the headers.
    #[serde(default)]
    cookies: Option<Vec<String>>,
    #[serde(default)]
    headers: Option<Map<String, Value>>,
}

async fn authorize(context: &Context, event: Value) -> Result<Value, Failure> {
    let said = match ticket(&serde_json::from_value(event)?) {
        None => json!({"refusal": "not_signed_in"}),
        Some(ticket) => match principal(context, &ticket).await? {
            Some(principal) => json!({"principal": serde_json::to_string(&principal)?}),
            None => json!({"refusal": "session_ended"}),
        },
    };
    Ok(json!({"isAuthorized": true, "context": said}))
}

/// The ticket in the first session cookie.
fn ticket(request: &Request) -> Option<Ticket> {
    let headers = request.headers.iter().flatten().filter(|(name, _)| name.eq_ignore_ascii_case("cookie"));
    let headers = headers.filter_map(|(_, value)| value.as_str());
    let all = request.cookies.iter().flatten().map(String::as_str).chain(headers);
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(name, value)| (name == SESSION_COOKIE).then_some(value)).and_then(Ticket::read)
}

/// The cookie names the person, so that session and person are read at the same time; the session must agree.
async fn principal(context: &Context, ticket: &Ticket) -> Result<Option<Principal>, Failure> {
    let key = keys::session(&ticket.hash);
    let session = context.store.get::<Session>(Table::Sessions, &key);
    let (session, person) = tokio::join!(session, context.store.identity(&ticket.person));
    let (session, person, now) = (session?, person?, context.now());
    let both = session.zip(person).filter(|(session, (person, _))| lasts(session, person, now));
    Ok(both.map(|(_, (person, _))| Principal::from(person)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(request: &Value) -> Option<String> {
        ticket(&serde_json::from_value(request.clone()).unwrap()).map(|ticket| ticket.person.to_string())
    }

    #[test]
    fn the_cookie_is_found_in_either_place() {
        let cookie = format!("__Host-session=lin.{}", "0a".repeat(32));
        assert_eq!(person(&json!({"cookies": ["a=1", cookie]})).as_deref(), Some("lin"));
        let line = format!("a=1; {cookie}; b=2");
        assert_eq!(person(&json!({"headers": {"cookie": line, "host": "x"}})).as_deref(), Some("lin"));
        assert_eq!(person(&json!({"cookies": null, "headers": {"Cookie": cookie}})).as_deref(), Some("lin"));
    }

    #[test]
    fn no_cookie_another_cookie_and_a_malformed_one_are_nobody() {
        let other = format!("session=lin.{}", "0a".repeat(32));
        for cookie in ["", "__Host-session", "__Host-session=", "__Host-session=lin.00", &other] {
            assert_eq!(person(&json!({"headers": {"cookie": cookie}})), None, "{cookie}");
        }
        assert_eq!(person(&json!({"version": "2.0"})), None);
    }
}
