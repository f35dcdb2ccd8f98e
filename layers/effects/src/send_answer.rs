//! The answer to a supplier's question is sent (答复供应商, 3.13): every point of it, and kept as it was sent.

use domain::identity::Principal;
use domain::problem::Fault;
use domain::question::{AnswerRecord, QuestionBody, Sent};
use domain::subject::Subject;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use store::{Refusal, Store, StoreError, Table, Transaction, keys};

use crate::EffectError;

/// The answer as it is sent.
#[derive(Debug)]
pub(crate) struct Reply {
    before: u64,
    record: AnswerRecord,
}

pub(crate) async fn prepare(
    store: &Store,
    subject: &Subject,
    by: &Principal,
    now: Timestamp,
) -> Result<Reply, EffectError> {
    let (body, answer) = (keys::subject_body(&subject.id), keys::subject_part(&subject.id, AnswerRecord::PART));
    let mut found = store.batch_get(Table::Records, &[body.clone(), answer.clone()]).await?;
    let missing = || StoreError::Corrupt { key: body.clone(), why: "a question without a body".to_owned() };
    let question: QuestionBody = found.take(&body)?.ok_or_else(missing)?;
    let stored = found.take::<AnswerRecord>(&answer)?;
    let mut record = stored.ok_or_else(|| Fault::refused("move_disabled", "请先逐项填写答复"))?;
    let faults = record.answer.faults(question.letter.matters.len());
    if !faults.is_empty() {
        return Err(Fault::invalid(faults).into());
    }
    let before = record.version;
    record.sent = Some(Sent::by(by, now));
    record.version += 1;
    Ok(Reply { before, record })
}

impl Reply {
    pub(crate) fn change(&self, payload: &mut Map<String, Value>) {
        payload.insert("answer_sent".to_owned(), json!(self.record));
    }

    pub(crate) fn write(&self, acts: &mut Transaction) {
        acts.replace(Table::Records, &self.record, self.before, Refusal::StaleVersion);
    }
}
