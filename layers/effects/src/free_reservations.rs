//! What a plan reserved is free again (撤回到草稿): it goes back to a draft, whose body holds nothing.

use domain::plan::{PlanBody, Reservation};
use domain::subject::Subject;
use serde_json::{Map, Value, json};
use store::{Key, Refusal, Store, StoreError, Table, Transaction, keys};

use crate::EffectError;

/// The body without its reservations, and what it held.
#[derive(Debug)]
pub(crate) struct Freed {
    before: u64,
    body: PlanBody,
    held: Vec<Reservation>,
}

pub(crate) async fn prepare(store: &Store, subject: &Subject) -> Result<Freed, EffectError> {
    let key = keys::subject_body(&subject.id);
    let missing = |key: &Key| StoreError::Corrupt { key: key.clone(), why: "a plan without a body".to_owned() };
    let mut found = store.batch_get(Table::Records, std::slice::from_ref(&key)).await?;
    let mut body: PlanBody = found.take(&key)?.ok_or_else(|| missing(&key))?;
    Ok(Freed { before: body.version, held: std::mem::take(&mut body.reservations), body })
}

impl Freed {
    pub(crate) fn change(&mut self, subject: &mut Subject, payload: &mut Map<String, Value>) {
        self.body.version = subject.mark_content();
        payload.insert("released".to_owned(), json!(self.held));
    }

    pub(crate) fn write(&self, subject: &Subject, acts: &mut Transaction) {
        let of = (&self.body.plan, subject.created_at);
        acts.replace(Table::Records, &self.body, self.before, Refusal::StaleVersion).reserve(of, &self.held, &[]);
    }
}
