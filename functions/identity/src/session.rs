//! The session cookie: whose it is, and a secret of which only the hash is stored.

use domain::identity::Person;
use domain::ids::PersonId;
use jiff::{SignedDuration, Timestamp};
use lambda::SESSION_COOKIE;
use sha2::{Digest, Sha256};
use store::records::Session;

/// How long a session lasts at most: a long working day.
const LIFE: SignedDuration = SignedDuration::from_hours(10);

/// What a session cookie says. No `Debug`: the secret is the session.
pub(crate) struct Ticket {
    /// Whose it says it is; the session's own record must agree.
    pub(crate) person: PersonId,
    /// SHA-256 of the secret in hex: what the session is found by.
    pub(crate) hash: String,
}

impl Ticket {
    /// From a cookie's value, `<person>.<64 hex digits>`; `None` for anything else.
    pub(crate) fn read(value: &str) -> Option<Self> {
        let (person, secret) = value.split_once('.')?;
        let plain = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if secret.len() != 64 || !secret.bytes().all(plain) {
            return None;
        }
        Some(Self { person: person.parse().ok()?, hash: hash(&hex::decode(secret).ok()?) })
    }
}

fn hash(secret: &[u8]) -> String {
    hex::encode(Sha256::digest(secret))
}

/// A session of `person` from `now` on, and the cookie that holds its secret.
pub(crate) fn begin(person: &Person, secret: [u8; 32], now: Timestamp) -> (Session, String) {
    let ends_at = now.checked_add(LIFE).unwrap_or(now);
    let (id, credential) = (person.id.clone(), person.credential);
    let session = Session { hash: hash(&secret), person: id, credential, began_at: now, ends_at };
    let value = format!("{}.{}", person.id, hex::encode(secret));
    (session, cookie(&value, LIFE.as_secs()))
}

/// Whether a session is still one of `person`: of their present password, and not at its end.
pub(crate) fn lasts(session: &Session, person: &Person, now: Timestamp) -> bool {
    session.person == person.id && session.credential == person.credential && session.ends_at > now
}

/// The cookie that takes the session's cookie away.
pub(crate) fn no_cookie() -> String {
    cookie("", 0)
}

fn cookie(value: &str, seconds: i64) -> String {
    format!("{SESSION_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_leads_to_its_session_and_does_not_hold_what_is_stored() {
        let now: Timestamp = "2026-03-02T01:00:00Z".parse().unwrap();
        let (session, cookie) = begin(&lin(), [7; 32], now);
        let (pair, attributes) = cookie.split_once("; ").unwrap();
        assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=36000");
        let ticket = Ticket::read(pair.strip_prefix("__Host-session=").unwrap()).unwrap();
        assert_eq!((ticket.person, &ticket.hash), (session.person, &session.hash));
        assert!(!cookie.contains(&session.hash));
        assert_eq!(session.ends_at.to_string(), "2026-03-02T11:00:00Z");
        assert_eq!(no_cookie(), "__Host-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    }

    #[test]
    fn a_session_lasts_as_long_as_its_hours_and_its_password() {
        let now: Timestamp = "2026-03-02T01:00:00Z".parse().unwrap();
        let (session, _) = begin(&lin(), [7; 32], now);
        assert!(lasts(&session, &lin(), now + SignedDuration::from_mins(599)));
        assert!(!lasts(&session, &lin(), now + LIFE));
        assert!(!lasts(&session, &Person { credential: 4, ..lin() }, now));
        assert!(!lasts(&session, &Person { id: "another".parse().unwrap(), ..lin() }, now));
    }

    fn lin() -> Person {
        let person = serde_json::json!({"id": "lin-xiao", "name": "林晓", "user_name": "linxiao", "unit": "u", "unit_name": "单位",
            "department": "d", "department_name": "教务处", "region": "350001", "roles": [], "credential": 3});
        serde_json::from_value(person).unwrap()
    }

    #[test]
    fn what_is_no_ticket_is_not_read() {
        let secret = "0f".repeat(32);
        assert!(Ticket::read(&format!("p.{secret}")).is_some());
        for bad in ["", ".", "p", "p.", "p.0f", &secret, &format!(".{secret}"), &format!("P#1.{secret}")] {
            assert!(Ticket::read(bad).is_none(), "{bad}");
        }
        for bad in [secret.to_uppercase(), format!("{secret}0f"), "zz".repeat(32), format!("{secret}.x")] {
            assert!(Ticket::read(&format!("p.{bad}")).is_none(), "{bad}");
        }
    }
}
