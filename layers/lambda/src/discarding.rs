//! Throwing a draft away (删除草稿), for any kind: its header stays, since the head of its history is there, and no list shows it.

use domain::events::Act;
use domain::subject::Subject;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::{Call, Problem};

/// What throws `subject` away, and what is answered of it; the history calls it `act`.
///
/// # Errors
/// `not_found`, `not_the_raiser`, `not_a_draft`, `in_transit`.
pub fn discard<Answer: Serialize>(
    call: &Call,
    subject: Subject,
    act: &'static str,
    now: Timestamp,
    answer: impl FnOnce(&Subject) -> Answer,
) -> Result<(Transaction, Answer), Problem> {
    let before = subject.version;
    let mut subject = subject.discarded(call.principal()?, now)?;
    let answer = answer(&subject);
    let payload = json!({"content_version": subject.content_version});
    let act = Act { payload, ..call.act(act, now, &answer)? };
    let event = subject.history.record(&keys::subject_pk(&subject.id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &subject, before, Refusal::StaleVersion).event(&event);
    Ok((acts, answer))
}
