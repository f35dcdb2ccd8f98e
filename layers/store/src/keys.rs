//! Every key and every key prefix of the system, in one place; an entity asks here, nobody else writes a prefix.
//!
//! A `#` parts the pieces of a key. Ids, codes and names cannot hold one: their types refuse it.

use std::fmt::Display;

use domain::identity::{RegionCode, Role, UserName};
use domain::ids::{BudgetId, DepartmentId, ImportId, PersonId, PlanId, UnitId, UploadId};
use domain::organisation::OrganisationKind;
use domain::subject::{SubjectId, SubjectKind, TaskId};

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

const HEAD: &str = "HEAD";

/// Partition of a subject: its header, body, to-dos and events lie in it, e.g. `PLAN#0af3…`.
#[must_use]
pub fn subject_pk(id: &SubjectId) -> String {
    format!("{}#{}", id.kind.prefix(), id.id)
}

/// The subject whose partition this is; `None` for the partition of anything else.
#[must_use]
pub fn subject_of(pk: &str) -> Option<SubjectId> {
    let (prefix, id) = pk.split_once('#')?;
    let kind = SubjectKind::ALL.iter().copied().find(|kind| kind.prefix() == prefix)?;
    Some(SubjectId { kind, id: id.parse().ok()? })
}

/// Partition of a budget: its header, lines, accounts and events lie in it.
#[must_use]
pub fn budget_pk(id: &BudgetId) -> String {
    format!("BUDGET#{id}")
}

/// A person.
#[must_use]
pub fn person(id: &PersonId) -> Key {
    Key::new(person_pk(id), HEAD)
}

/// A unit.
#[must_use]
pub fn unit(id: &UnitId) -> Key {
    Key::new(unit_pk(id), HEAD)
}

/// A region.
#[must_use]
pub fn region(code: &RegionCode) -> Key {
    Key::new(format!("REGION#{}", code.as_str()), HEAD)
}

/// A department of a unit, in the unit's partition.
#[must_use]
pub fn department(unit: &UnitId, id: &DepartmentId) -> Key {
    Key::new(unit_pk(unit), format!("DEPARTMENT#{id}"))
}

/// The header of a subject.
#[must_use]
pub fn subject_head(id: &SubjectId) -> Key {
    Key::new(subject_pk(id), HEAD)
}

/// The body of a subject, of its kind's own shape.
#[must_use]
pub fn subject_body(id: &SubjectId) -> Key {
    Key::new(subject_pk(id), "BODY")
}

/// A part of a subject beside its body, of its kind's own shape and name, e.g. `ANSWER`.
#[must_use]
pub fn subject_part(id: &SubjectId, name: &str) -> Key {
    Key::new(subject_pk(id), format!("PART#{name}"))
}

/// The body of a plan, with its lines.
#[must_use]
pub fn plan_body(id: &PlanId) -> Key {
    subject_body(&id.into())
}

/// That a plan's added and adjusted budgets were reviewed.
#[must_use]
pub fn review_mark(id: &PlanId) -> Key {
    Key::new(subject_pk(&id.into()), "REVIEW")
}

/// A to-do.
#[must_use]
pub fn todo(id: &TaskId) -> Key {
    Key::new(subject_pk(&id.subject), format!("TODO#{:04}#{:06}", id.round, id.seq))
}

/// Prefix of the sort keys of what is about a subject.
pub const ABOUT: &str = "ABOUT#";

/// That `other`, begun at `at`, is about a subject, in the subject's partition.
#[must_use]
pub fn about(subject: &SubjectId, at: jiff::Timestamp, other: &SubjectId) -> Key {
    Key::new(subject_pk(subject), format!("{ABOUT}{}#{other}", instant(at)))
}

/// The step's data and way back of a to-do, beside it.
#[must_use]
pub fn standing(id: &TaskId) -> Key {
    Key::new(subject_pk(&id.subject), format!("STANDING#{:04}#{:06}", id.round, id.seq))
}

/// The task token that a to-do's state waits with, beside it.
#[must_use]
pub fn token(id: &TaskId) -> Key {
    Key::new(subject_pk(&id.subject), format!("TOKEN#{:04}#{:06}", id.round, id.seq))
}

/// The header of a budget.
#[must_use]
pub fn budget(id: &BudgetId) -> Key {
    Key::new(budget_pk(id), HEAD)
}

/// The lines of a budget.
#[must_use]
pub fn budget_lines(id: &BudgetId) -> Key {
    Key::new(budget_pk(id), "LINES")
}

/// Prefix of the sort keys of a budget's ledger accounts.
pub const ACCOUNTS: &str = "ACCOUNT#";

/// The ledger account of a budget line and a funding source.
#[must_use]
pub fn account(budget: &BudgetId, line: impl Display, source: impl Display) -> Key {
    Key::new(budget_pk(budget), format!("{ACCOUNTS}{line}#{source}"))
}

/// Prefix of the sort keys of what plans hold on a budget.
pub const ENTRIES: &str = "ENTRY#";

/// What a plan holds on a budget, by the time when the plan was begun.
#[must_use]
pub fn entry(budget: &BudgetId, at: jiff::Timestamp, plan: &PlanId) -> Key {
    Key::new(budget_pk(budget), format!("{ENTRIES}{}#{plan}", instant(at)))
}

/// Partition of a file of budgets that was brought in.
#[must_use]
pub fn import_pk(id: &ImportId) -> String {
    format!("IMPORT#{id}")
}

/// The header of a file of budgets that was brought in.
#[must_use]
pub fn import(id: &ImportId) -> Key {
    Key::new(import_pk(id), HEAD)
}

/// Prefix of the sort keys of a budget's adjustments.
pub const ADJUSTMENTS: &str = "ADJUSTMENT#";

/// An adjustment of a budget, by time; `to` is the budget that comes of it.
#[must_use]
pub fn adjustment(from: &BudgetId, at: jiff::Timestamp, to: &BudgetId) -> Key {
    Key::new(budget_pk(from), format!("{ADJUSTMENTS}{}#{to}", instant(at)))
}

/// The partition of an index in which all units stand.
pub const UNITS: &str = "UNITS";

/// The partition of an index in which the organisations of a kind stand.
#[must_use]
pub fn organisations(kind: OrganisationKind) -> String {
    format!("ORGANISATIONS#{}", kind.code())
}

/// Partition of a year that is rolled over: its runs and its report by unit lie in it.
#[must_use]
pub fn rollover_pk(year: i16) -> String {
    format!("ROLLOVER#{year:04}")
}

/// Prefix of the sort keys of a year's runs.
pub const ROLLOVER_RUNS: &str = "RUN#";

/// A run of the rollover, by the time at which it began.
#[must_use]
pub fn rollover_run(year: i16, at: jiff::Timestamp, execution: &str) -> Key {
    Key::new(rollover_pk(year), format!("{ROLLOVER_RUNS}{}#{execution}", instant(at)))
}

/// Prefix of the sort keys of the report of a region's units, or of all.
#[must_use]
pub fn unit_rollovers(region: Option<&RegionCode>) -> String {
    region.map_or_else(|| "REPORT#".to_owned(), |region| format!("REPORT#{}#", region.as_str()))
}

/// What became of a unit's budgets of a year.
#[must_use]
pub fn unit_rollover(year: i16, region: &RegionCode, unit: &UnitId) -> Key {
    Key::new(rollover_pk(year), format!("{}{unit}", unit_rollovers(Some(region))))
}

/// The counter of filing numbers of a region and filing year.
#[must_use]
pub fn filing_counter(region: &RegionCode, year: i16) -> Key {
    Key::new(format!("COUNTER#{}", region.as_str()), format!("FILING#{year:04}"))
}

/// The counter of filed items of a region and item year.
#[must_use]
pub fn item_counter(region: &RegionCode, year: i16) -> Key {
    Key::new(format!("COUNTER#{}", region.as_str()), format!("ITEM#{year:04}"))
}

/// A number that was given, e.g. a filing number; it names its subject.
#[must_use]
pub fn number(number: impl Display) -> Key {
    Key::new(format!("NUMBER#{number}"), HEAD)
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

/// The announcement of the working days of a year.
#[must_use]
pub fn calendar(year: i16) -> Key {
    Key::new("CALENDAR", format!("{year:04}"))
}

/// Prefix of the sort keys of a role's holders within a unit.
#[must_use]
pub fn holders(role: Role) -> String {
    format!("ROLE#{}#", role.code())
}

/// That a person of a unit holds a role, in the unit's partition.
#[must_use]
pub fn holder(unit: &UnitId, role: Role, person: &PersonId) -> Key {
    Key::new(unit_pk(unit), format!("{}{person}", holders(role)))
}

/// Partition of a unit: its header, departments and the holders of its roles lie in it.
#[must_use]
pub fn unit_pk(unit: &UnitId) -> String {
    format!("UNIT#{unit}")
}

/// Partition of a person, with their notices.
#[must_use]
pub fn person_pk(id: &PersonId) -> String {
    format!("PERSON#{id}")
}

/// Prefix of the sort keys of a person's notices.
pub const NOTICES: &str = "NOTICE#";

/// An instant as part of a sort key: of one width, so that keys sort as instants do.
#[must_use]
pub fn instant(at: jiff::Timestamp) -> String {
    format!("{at:.9}")
}

/// An instant as a place in an index, to the millisecond: of one width, and short, since two lists keep it for each subject.
#[must_use]
pub fn place_at(at: jiff::Timestamp) -> String {
    format!("{at:.3}")
}

/// A notice to a person, by time, of one to-do.
#[must_use]
pub fn notice(person: &PersonId, at: jiff::Timestamp, task: &TaskId) -> Key {
    Key::new(person_pk(person), format!("{NOTICES}{}#{task}", instant(at)))
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

/// What is remembered of sign-ins with a user name that failed, in the credentials table; there may be no such user.
#[must_use]
pub fn attempts(user_name: &UserName) -> Key {
    Key::new(format!("USER#{}", user_name.as_str()), "ATTEMPTS")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partition_names_its_subject_and_other_partitions_name_none() {
        let id: SubjectId = "plan.0af3".parse().unwrap();
        assert_eq!((subject_pk(&id).as_str(), subject_of("PLAN#0af3")), ("PLAN#0af3", Some(id)));
        assert!(["BUDGET#1", "PLAN#", "PLAN", "PLAN#a#b"].iter().all(|pk| subject_of(pk).is_none()));
    }

    #[test]
    fn instants_within_a_second_sort_as_they_came() {
        let at = |text: &str| instant(text.parse().unwrap());
        assert!(at("2026-03-01T00:00:00Z") < at("2026-03-01T00:00:00.1Z"));
        assert!(at("2026-03-01T00:00:00.09Z") < at("2026-03-01T00:00:00.1Z"));
    }

    #[test]
    fn sort_keys_sort_as_their_numbers_do() {
        let id = |round, seq| TaskId { subject: "plan.1".parse().unwrap(), round, seq };
        assert!(todo(&id(2, 9)) < todo(&id(2, 10)));
        assert!(todo(&id(9, 1)) < todo(&id(10, 1)));
        assert_eq!(todo(&id(1, 2)).sk, "TODO#0001#000002");
        assert!(event("PLAN#1", 99) < event("PLAN#1", 100));
    }
}
