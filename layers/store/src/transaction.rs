//! One act, one transaction: all its writes happen or none, and each has a condition with a name.

use std::collections::HashSet;
use std::time::Instant;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{ConditionCheck, Delete, Put, ReturnConsumedCapacity, TransactWriteItem, Update};

use crate::client::{Store, Table};
use crate::condition::{Condition, Expression};
use crate::error::{CommitError, Refusal, StoreError};
use crate::keys::Key;
use crate::record::Record;
use crate::retry::{self, Trouble};
use crate::wire::{Item, key_item, number, to_item};
use crate::{Result, cost};

/// Most writes and conditions of one transaction.
pub const MOST: usize = 100;
const OPERATION: &str = "TransactWriteItems";

#[derive(Debug)]
enum Act {
    Put(Item, Option<Condition>),
    Delete(Option<Condition>),
    Add(Vec<(String, i64)>, Condition),
    Check(Condition),
}

#[derive(Debug)]
struct Part {
    table: Table,
    key: Key,
    act: Act,
    refusal: Refusal,
}

/// The writes of one act, each with the name of what it means when its condition does not hold.
///
/// When several do not hold, the first by position is answered: put the subject before what hangs on it.
#[derive(Debug, Default)]
pub struct Transaction {
    parts: Vec<Part>,
    broken: Option<StoreError>,
}

impl Transaction {
    /// Without any write yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A new record; refused when one with its key is there.
    pub fn insert<R: Record>(&mut self, table: Table, record: &R, refusal: Refusal) -> &mut Self {
        self.replace_if(table, record, Condition::absent(), refusal)
    }

    /// The next state of a record; refused unless the stored one has `expected_version`. The record carries the new one.
    pub fn replace<R: Record>(
        &mut self,
        table: Table,
        record: &R,
        expected_version: u64,
        refusal: Refusal,
    ) -> &mut Self {
        self.replace_if(table, record, Condition::version(expected_version), refusal)
    }

    /// A record in the place of what is stored; refused unless `condition` holds of that.
    pub fn replace_if<R: Record>(
        &mut self,
        table: Table,
        record: &R,
        condition: Condition,
        refusal: Refusal,
    ) -> &mut Self {
        self.write(table, record, Some(condition), refusal)
    }

    /// A record whatever is stored: only for reference data that an import brings, and for what another record of the
    /// same transaction guards.
    pub fn put<R: Record>(&mut self, table: Table, record: &R) -> &mut Self {
        self.write(table, record, None, Refusal::Gone)
    }

    /// Nothing in the place of what is stored; refused unless `condition` holds of that.
    pub fn delete_if(&mut self, table: Table, key: Key, condition: Condition, refusal: Refusal) -> &mut Self {
        self.push(Part { table, key, act: Act::Delete(Some(condition)), refusal })
    }

    /// Nothing in the place of whatever is stored: only for what another record of the same transaction guards.
    pub fn remove(&mut self, table: Table, key: Key) -> &mut Self {
        self.push(Part { table, key, act: Act::Delete(None), refusal: Refusal::Gone })
    }

    /// Move whole numbers of a stored item; refused when it is not there or one would fall below zero.
    ///
    /// `deltas` are attributes, or paths such as `balance.free`, with what is added: fen for a ledger account.
    pub fn add(&mut self, table: Table, key: Key, deltas: Vec<(&str, i64)>, refusal: Refusal) -> &mut Self {
        self.add_if(table, key, deltas, Condition::exists(), refusal)
    }

    /// As [`Transaction::add`], and refused unless `condition` holds of the item as well.
    pub fn add_if(
        &mut self,
        table: Table,
        key: Key,
        deltas: Vec<(&str, i64)>,
        condition: Condition,
        refusal: Refusal,
    ) -> &mut Self {
        let deltas = deltas.into_iter().map(|(attribute, delta)| (attribute.to_owned(), delta)).collect();
        self.push(Part { table, key, act: Act::Add(deltas, condition), refusal })
    }

    /// Write nothing; refused unless `condition` holds of the item.
    pub fn require(&mut self, table: Table, key: Key, condition: Condition, refusal: Refusal) -> &mut Self {
        self.push(Part { table, key, act: Act::Check(condition), refusal })
    }

    /// How many items it touches so far, of [`MOST`].
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether it touches none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    fn write<R: Record>(&mut self, table: Table, record: &R, on: Option<Condition>, refusal: Refusal) -> &mut Self {
        match to_item(record) {
            Ok(item) => self.push(Part { table, key: record.key(), act: Act::Put(item, on), refusal }),
            Err(error) => {
                self.broken.get_or_insert(error);
                self
            }
        }
    }

    fn push(&mut self, part: Part) -> &mut Self {
        self.parts.push(part);
        self
    }

    /// The database refuses these too, but less clearly.
    fn checked(mut self) -> Result<Vec<Part>> {
        let failed = |why: String| StoreError::Failed { operation: OPERATION, why };
        if let Some(error) = self.broken.take() {
            return Err(error);
        }
        if self.parts.is_empty() || self.parts.len() > MOST {
            return Err(failed(format!("{} items, 1 to {MOST} are allowed", self.parts.len())));
        }
        let mut seen = HashSet::new();
        match self.parts.iter().find(|part| !seen.insert((part.table, &part.key))) {
            Some(twice) => Err(failed(format!("two writes of {:?}", twice.key))),
            None => Ok(self.parts),
        }
    }
}

impl Part {
    fn build(self, table: &str) -> std::result::Result<TransactWriteItem, aws_sdk_dynamodb::error::BuildError> {
        let item = TransactWriteItem::builder();
        let key = Some(key_item(&self.key));
        Ok(match self.act {
            Act::Put(record, None) => item.put(Put::builder().table_name(table).set_item(Some(record)).build()?),
            Act::Put(record, Some(condition)) => {
                let words = condition.expression();
                item.put(
                    Put::builder()
                        .table_name(table)
                        .set_item(Some(record))
                        .set_expression_attribute_values(words.some_values())
                        .set_expression_attribute_names(Some(words.names))
                        .condition_expression(words.text)
                        .build()?,
                )
            }
            Act::Delete(None) => item.delete(Delete::builder().table_name(table).set_key(key).build()?),
            Act::Delete(Some(condition)) => {
                let words = condition.expression();
                item.delete(
                    Delete::builder()
                        .table_name(table)
                        .set_key(key)
                        .set_expression_attribute_values(words.some_values())
                        .set_expression_attribute_names(Some(words.names))
                        .condition_expression(words.text)
                        .build()?,
                )
            }
            Act::Check(condition) => {
                let words = condition.expression();
                item.condition_check(
                    ConditionCheck::builder()
                        .table_name(table)
                        .set_key(key)
                        .set_expression_attribute_values(words.some_values())
                        .set_expression_attribute_names(Some(words.names))
                        .condition_expression(words.text)
                        .build()?,
                )
            }
            Act::Add(deltas, condition) => {
                let (set, words) = addition(&deltas, &condition);
                item.update(
                    Update::builder()
                        .table_name(table)
                        .set_key(key)
                        .update_expression(set)
                        .set_expression_attribute_values(words.some_values())
                        .set_expression_attribute_names(Some(words.names))
                        .condition_expression(words.text)
                        .build()?,
                )
            }
        }
        .build())
    }
}

/// The update expression of an addition, and its condition: what is asked for, and what decreases covers its decrease.
fn addition(deltas: &[(String, i64)], condition: &Condition) -> (String, Expression) {
    let mut words = condition.expression();
    let zero = words.value(number(0));
    let mut sets = Vec::new();
    for (attribute, delta) in deltas {
        let name = words.name(attribute);
        let value = words.value(number(delta));
        // A part that came later than the item counts as nothing.
        sets.push(format!("{name} = if_not_exists({name}, {zero}) + {value}"));
        if *delta < 0 {
            let least = words.value(number(delta.unsigned_abs()));
            words.say(&format!("{name} >= {least}"), " AND ");
        }
    }
    (format!("SET {}", sets.join(", ")), words)
}

/// What one failed try means.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// A condition did not hold.
    Refused(Refusal),
    /// A failure of this kind.
    Trouble(Trouble),
}

/// A condition that did not hold decides, the first by position; else a retryable reason; else it is a fault.
fn verdict(codes: &[&str], refusals: &[Refusal]) -> Verdict {
    let failed = codes.iter().position(|code| *code == "ConditionalCheckFailed");
    if let Some(refusal) = failed.and_then(|place| refusals.get(place)) {
        return Verdict::Refused(refusal.clone());
    }
    let kinds = codes.iter().filter(|code| **code != "None").map(|code| Trouble::of_code(code));
    Verdict::Trouble(kinds.min_by_key(|kind| kind.retryable()).unwrap_or(Trouble::Refused))
}

fn judge<R>(error: &SdkError<TransactWriteItemsError, R>, refusals: &[Refusal]) -> (Verdict, String) {
    if let SdkError::ServiceError(service) = error
        && let TransactWriteItemsError::TransactionCanceledException(cancelled) = service.err()
    {
        let codes: Vec<&str> =
            cancelled.cancellation_reasons().iter().map(|reason| reason.code().unwrap_or("None")).collect();
        return (verdict(&codes, refusals), format!("cancelled: {codes:?}"));
    }
    let (kind, why) = retry::trouble(error);
    (Verdict::Trouble(kind), why)
}

impl Store {
    /// Commit all of it or nothing; conflicts, throttling and lost connections are tried again for some seconds.
    ///
    /// `token` makes repeats within ten minutes one; without it each call has its own. Where an answer was lost and the
    /// database forgot the token, a committed transaction shows as refused: ask [`Store::replay`] then.
    ///
    /// # Errors
    /// The first condition that did not hold, or a failure of the store.
    pub async fn commit(&self, transaction: Transaction, token: Option<&str>) -> std::result::Result<(), CommitError> {
        let parts = transaction.checked()?;
        let refusals: Vec<Refusal> = parts.iter().map(|part| part.refusal.clone()).collect();
        let mut items = Vec::with_capacity(parts.len());
        for part in parts {
            let built = part.table;
            let built = part.build(self.name(built)?);
            items.push(built.map_err(|error| StoreError::Failed { operation: OPERATION, why: error.to_string() })?);
        }
        let token = match token {
            Some(token) => token.to_owned(),
            None => fresh_token()?,
        };
        let begun = Instant::now();
        let mut tried = 0;
        loop {
            let sent = self
                .client
                .transact_write_items()
                .set_transact_items(Some(items.clone()))
                .client_request_token(&token)
                .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
                .send()
                .await;
            let error = match sent {
                Ok(answer) => {
                    cost::log(OPERATION, answer.consumed_capacity());
                    return Ok(());
                }
                Err(error) => error,
            };
            tried += 1;
            match judge(&error, &refusals) {
                (Verdict::Refused(refusal), _) => return Err(CommitError::Refused(refusal)),
                (Verdict::Trouble(kind), why) => {
                    let more = tried < retry::TRIES && begun.elapsed() < retry::PATIENCE;
                    if !(kind.retryable() && more) {
                        return Err(kind.into_error(OPERATION, why).into());
                    }
                }
            }
            retry::back_off(tried).await;
        }
    }
}

fn fresh_token() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Failed { operation: OPERATION, why: error.to_string() })?;
    Ok(hex::encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusals() -> Vec<Refusal> {
        vec![Refusal::StaleVersion, Refusal::InsufficientFunds { account: "1#a".into() }, Refusal::EventTaken]
    }

    #[test]
    fn the_first_condition_by_position_that_failed_is_the_answer() {
        let failed = "ConditionalCheckFailed";
        let found = |codes: &[&str]| verdict(codes, &refusals());
        assert_eq!(
            found(&["None", failed, failed]),
            Verdict::Refused(Refusal::InsufficientFunds { account: "1#a".into() })
        );
        assert_eq!(found(&[failed, "TransactionConflict", failed]), Verdict::Refused(Refusal::StaleVersion));
    }

    #[test]
    fn conflicts_are_tried_again_and_unknown_reasons_are_not() {
        let found = |codes: &[&str]| verdict(codes, &refusals());
        assert_eq!(found(&["None", "TransactionConflict", "None"]), Verdict::Trouble(Trouble::Conflict));
        assert_eq!(found(&["ThrottlingError", "None"]), Verdict::Trouble(Trouble::Throttled));
        assert_eq!(found(&["TransactionConflict", "ValidationError"]), Verdict::Trouble(Trouble::Refused));
        assert_eq!(found(&[]), Verdict::Trouble(Trouble::Refused));
    }

    #[test]
    fn an_addition_guards_every_part_that_decreases() {
        let (set, words) = addition(&[("free".to_owned(), -500), ("reserved".to_owned(), 500)], &Condition::exists());
        assert_eq!(set, "SET #n1 = if_not_exists(#n1, :v0) + :v1, #n2 = if_not_exists(#n2, :v0) + :v3");
        assert_eq!(words.text, "attribute_exists(#n0) AND #n1 >= :v2");
        assert_eq!(words.values.get(":v2"), Some(&number(500)));
    }

    #[test]
    fn an_empty_an_overlong_and_a_doubled_transaction_are_not_sent() {
        let key = |n: usize| Key { pk: format!("X#{n}"), sk: "HEAD".into() };
        let with = |keys: Vec<usize>| {
            let mut transaction = Transaction::new();
            for n in keys {
                transaction.require(Table::Records, key(n), Condition::exists(), Refusal::Gone);
            }
            transaction.checked().is_ok()
        };
        assert!(with((0..100).collect()));
        assert!(!with(vec![]) && !with((0..101).collect()) && !with(vec![1, 1]));
    }
}
