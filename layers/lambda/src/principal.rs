//! Who is signed in, from what the authorizer hands over.
//!
//! An HTTP API cannot shape the body of a denial, so the authorizer lets every call through, with `principal` (JSON) or
//! `refusal` (`not_signed_in`, `session_ended`) in its context, and the edge answers the 401 itself.

use std::collections::HashMap;

use domain::identity::Principal;
use serde_json::Value;

use crate::problem::Problem;

/// The one who is signed in, or why nobody is.
pub(crate) enum SignedIn {
    /// This person.
    As(Principal),
    /// Nobody; the 401 for an operation that needs somebody.
    Nobody(Problem),
}

/// 401 for one who never signed in.
pub(crate) fn not_signed_in() -> Problem {
    Problem::new(401, "not_signed_in", "请先登录")
}

/// 401 for one whose session is over.
#[must_use]
pub fn session_ended() -> Problem {
    Problem::new(401, "session_ended", "登录已失效，请重新登录")
}

/// Read the authorizer's context; an unreadable principal is a fault of the authorizer.
pub(crate) fn read(context: Option<&HashMap<String, Value>>) -> Result<SignedIn, Problem> {
    let text = |name: &str| context.and_then(|fields| fields.get(name)).and_then(Value::as_str);
    if let Some(principal) = text("principal") {
        return serde_json::from_str(principal).map(SignedIn::As).map_err(Problem::internal);
    }
    Ok(SignedIn::Nobody(match text("refusal") {
        Some("session_ended") => session_ended(),
        _ => not_signed_in(),
    }))
}
