//! Every key and every key prefix of the system, in one place; an entity asks here, nobody else writes a prefix.
//!
//! A `#` parts the pieces of a key. Ids, codes and names cannot hold one: their types refuse it.

use std::fmt::Display;

use domain::identity::{RegionCode, UserName};
use domain::ids::{BudgetId, DepartmentId, PersonId, PlanId, UnitId, UploadId};

/// Partition and sort key of one item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Partition.
    pub pk: String,
    /// Place within the partition.
    pub sk: String,
}

impl Key {
    fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self { pk: pk.into(), sk: sk.into() }
    }
}

/// What an approval chain can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    /// A plan (采购计划).
    Plan,
    /// A budget (预算).
    Budget,
}

const HEAD: &str = "HEAD";

/// Partition of a subject, e.g. `PLAN#0af3…`; its header, body, to-dos and events lie in it.
#[must_use]
pub fn subject_pk(kind: SubjectKind, id: impl Display) -> String {
    match kind {
        SubjectKind::Plan => format!("PLAN#{id}"),
        SubjectKind::Budget => format!("BUDGET#{id}"),
    }
}

/// A person.
#[must_use]
pub fn person(id: &PersonId) -> Key {
    Key::new(format!("PERSON#{id}"), HEAD)
}

/// A unit.
#[must_use]
pub fn unit(id: &UnitId) -> Key {
    Key::new(format!("UNIT#{id}"), HEAD)
}

/// A region.
#[must_use]
pub fn region(code: &RegionCode) -> Key {
    Key::new(format!("REGION#{}", code.as_str()), HEAD)
}

/// A department of a unit, in the unit's partition.
#[must_use]
pub fn department(unit: &UnitId, id: &DepartmentId) -> Key {
    Key::new(format!("UNIT#{unit}"), format!("DEPARTMENT#{id}"))
}

/// The header of a plan.
#[must_use]
pub fn plan_head(id: &PlanId) -> Key {
    Key::new(subject_pk(SubjectKind::Plan, id), HEAD)
}

/// The body of a plan, with its lines.
#[must_use]
pub fn plan_body(id: &PlanId) -> Key {
    Key::new(subject_pk(SubjectKind::Plan, id), "BODY")
}

/// The to-do with sequence number `seq` of round `round` of a subject; `subject` is its partition.
#[must_use]
pub fn task(subject: &str, round: u32, seq: u32) -> Key {
    Key::new(subject, format!("{TASKS}{round:04}#{seq:06}"))
}

/// Prefix of the sort keys of a subject's to-dos.
pub const TASKS: &str = "TASK#";

/// The offers of a to-do, beside it.
#[must_use]
pub fn offers(subject: &str, round: u32, seq: u32) -> Key {
    Key::new(subject, format!("OFFERS#{round:04}#{seq:06}"))
}

/// The header of a budget.
#[must_use]
pub fn budget(id: &BudgetId) -> Key {
    Key::new(subject_pk(SubjectKind::Budget, id), HEAD)
}

/// The lines of a budget.
#[must_use]
pub fn budget_lines(id: &BudgetId) -> Key {
    Key::new(subject_pk(SubjectKind::Budget, id), "LINES")
}

/// Prefix of the sort keys of a budget's ledger accounts.
pub const ACCOUNTS: &str = "ACCOUNT#";

/// The ledger account of a budget line and a funding source.
#[must_use]
pub fn account(budget: &BudgetId, line: impl Display, source: impl Display) -> Key {
    Key::new(subject_pk(SubjectKind::Budget, budget), format!("{ACCOUNTS}{line}#{source}"))
}

/// The counter of filing numbers of a region and year.
#[must_use]
pub fn counter(region: &RegionCode, year: i16) -> Key {
    Key::new(format!("COUNTER#{}", region.as_str()), format!("{year:04}"))
}

/// An item (品目) of an edition of the catalogue.
#[must_use]
pub fn catalogue_item(edition: impl Display, code: impl Display) -> Key {
    Key::new(format!("CATALOGUE#{edition}"), format!("ITEM#{code}"))
}

/// Part `n` of an edition of the catalogue, packed for search.
#[must_use]
pub fn catalogue_part(edition: impl Display, n: u32) -> Key {
    Key::new(format!("CATALOGUE#{edition}"), format!("PART#{n:04}"))
}

/// What is known of an edition of the catalogue as a whole.
#[must_use]
pub fn catalogue_meta(edition: impl Display) -> Key {
    Key::new(format!("CATALOGUE#{edition}"), "META")
}

/// An uploaded file.
#[must_use]
pub fn upload(id: &UploadId) -> Key {
    Key::new(format!("UPLOAD#{id}"), HEAD)
}

/// The event with this number of a subject, in the events table; `subject` is its partition.
#[must_use]
pub fn event(subject: &str, number: u64) -> Key {
    Key::new(subject, format!("{number:08}"))
}

/// A session, by the hash of its secret, in the sessions table.
#[must_use]
pub fn session(hash: &str) -> Key {
    Key::new(format!("SESSION#{hash}"), HEAD)
}

/// The password of a user, in the credentials table.
#[must_use]
pub fn credential(user_name: &UserName) -> Key {
    Key::new(format!("USER#{}", user_name.as_str()), HEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sort_keys_sort_as_their_numbers_do() {
        assert!(task("PLAN#1", 2, 9) < task("PLAN#1", 2, 10));
        assert!(task("PLAN#1", 9, 1) < task("PLAN#1", 10, 1));
        assert!(event("PLAN#1", 99) < event("PLAN#1", 100));
        assert_eq!(task("PLAN#1", 1, 2).sk, "TASK#0001#000002");
        assert_eq!(offers("PLAN#1", 1, 2).sk, "OFFERS#0001#000002");
    }
}
