//! A new plan, and its body beside the header.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::identity::Principal;
use crate::ids::PlanId;
use crate::plan::{Draft, PlanLine, Reservation, fingerprint, total};
use crate::problem::Fault;
use crate::subject::{Content, Subject};

/// The body of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanBody {
    /// The plan.
    pub plan: PlanId,
    /// As it was typed.
    pub draft: Draft,
    /// Its complete lines; of a draft those of its last submission, if any.
    pub lines: Vec<PlanLine>,
    /// What it holds on the ledger; nothing while it is a draft.
    pub reservations: Vec<Reservation>,
    /// Its version: the header's when it was written.
    pub version: u64,
}

/// A new draft of `by`, with its body.
///
/// # Errors
/// `invalid_fields` when it is more than can be kept.
pub fn begin(id: PlanId, draft: Draft, by: &Principal, now: Timestamp) -> Result<(Subject, PlanBody), Fault> {
    draft.check_limits()?;
    let head = Subject::draft((&id).into(), draft.name.clone(), by, now);
    let body = PlanBody { plan: id, draft, lines: Vec::new(), reservations: Vec::new(), version: 1 };
    Ok((head, body))
}

/// What lines say of their plan: its year, the sum of them, and the fingerprint of what they buy.
#[must_use]
pub fn content(year: Option<i16>, lines: &[PlanLine]) -> Content {
    Content { year, amount: Some(total(lines).unwrap_or_default()), fingerprint: fingerprint(lines) }
}
