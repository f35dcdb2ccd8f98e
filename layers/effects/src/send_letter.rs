//! A supplier's letter is sent (提交质疑, 3.13), for the first time or supplemented: complete, and kept as it was sent.

use domain::calendar::today;
use domain::problem::Fault;
use domain::question::QuestionBody;
use domain::subject::{Party, Status, Subject};
use domain::upload::attachment_faults;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use store::{Key, Refusal, Store, StoreError, Table, Transaction, keys};

use crate::EffectError;

/// The letter as it is sent.
#[derive(Debug)]
pub(crate) struct Letter {
    before: u64,
    body: QuestionBody,
}

pub(crate) async fn prepare(store: &Store, subject: &Subject, now: Timestamp) -> Result<Letter, EffectError> {
    let key = keys::subject_body(&subject.id);
    let missing = |key: &Key| StoreError::Corrupt { key: key.clone(), why: "a question without a body".to_owned() };
    let mut found = store.batch_get(Table::Records, std::slice::from_ref(&key)).await?;
    let mut body: QuestionBody = found.take(&key)?.ok_or_else(|| missing(&key))?;
    if let Some(supplement) = body.supplement.take() {
        body.letter = supplement;
    }
    let uploads = store.uploads(&body.letter.attachments).await?;
    let mut faults = body.letter.faults(today(now));
    if let Some(supplier) = subject.parties.get(&Party::Supplier) {
        faults.extend(attachment_faults(&body.letter.attachments, &uploads, &supplier.unit, true));
    }
    if !faults.is_empty() {
        return Err(Fault::invalid(faults).into());
    }
    // A letter that is supplemented was in time when it was sent first.
    if subject.status == Status::Draft || body.first_sent_at.is_none() {
        body.first_sent_at = Some(now);
    }
    body.sent_at = Some(now);
    Ok(Letter { before: body.version, body })
}

impl Letter {
    pub(crate) fn change(&mut self, subject: &mut Subject, payload: &mut Map<String, Value>) {
        self.body.version = subject.mark_content();
        payload.insert("letter".to_owned(), json!(self.body.letter));
    }

    pub(crate) fn write(&self, acts: &mut Transaction) {
        acts.replace(Table::Records, &self.body, self.before, Refusal::StaleVersion);
    }
}
