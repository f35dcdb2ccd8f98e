//! The facts (事实) that moves require, set or clear: their names, and what a decision changed of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::subject::{Audience, Party, Subject, Taker};
use serde::{Deserialize, Serialize};

use crate::decision::Outcome;
use crate::step::Tell;

/// That a plan has its filing number.
pub const FILED: &str = "filed";
/// That the region files ordinary plans without a review (4.6).
pub const REVIEW_WAIVED: &str = "review_waived";
/// That the added and adjusted budgets of a plan were reviewed (2.8); whether that still holds, its budgets tell.
pub const BUDGETS_REVIEWED: &str = "budgets_reviewed";
/// That the finance office refused the filing, and it was not applied for again.
pub const FILING_REFUSED: &str = "filing_refused";
/// That the plan was changed beyond what the unit's lead approved, who has to see it again.
pub const BEYOND_APPROVAL: &str = "beyond_approval";

/// Makes `sets` true and ends `clears`: what became true, and what ended.
fn change(facts: &mut BTreeSet<String>, sets: &[String], clears: &[String]) -> (BTreeSet<String>, BTreeSet<String>) {
    let before = facts.clone();
    facts.retain(|fact| !clears.contains(fact));
    facts.extend(sets.iter().cloned());
    (&*facts - &before, &before - &*facts)
}

/// What a decision changed of a subject besides where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct FactChange {
    /// Facts that it made true.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub set: BTreeSet<String>,
    /// Facts that it ended.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub cleared: BTreeSet<String>,
    /// Whom it was shown to for the first time.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub shown: BTreeSet<Audience>,
    /// Who had taken a part that it gave to somebody else; `None` where nobody had.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parties: BTreeMap<Party, Option<Taker>>,
}

/// As it is stored, or was before a subject knew to whom it is shown: then that was a fact.
#[derive(Deserialize)]
struct Stored {
    #[serde(default)]
    set: BTreeSet<String>,
    #[serde(default)]
    cleared: BTreeSet<String>,
    #[serde(default)]
    shown: BTreeSet<Audience>,
    #[serde(default)]
    parties: BTreeMap<Party, Option<Taker>>,
}

impl From<Stored> for FactChange {
    fn from(Stored { mut set, cleared, mut shown, parties }: Stored) -> Self {
        shown.extend(set.remove("filing_applied").then_some(Audience::FinanceOffice));
        Self { set, cleared, shown, parties }
    }
}

impl FactChange {
    /// Makes true of `subject` what `outcome` says; what of it was so before is no change.
    pub fn make(outcome: &Outcome, subject: &mut Subject) -> Self {
        let before = subject.shown_to.clone();
        let (set, cleared) = change(&mut subject.course.facts, &outcome.sets, &outcome.clears);
        subject.shown_to.extend(outcome.shows.iter().cloned());
        let given = outcome.parties.iter();
        let mut parties: BTreeMap<Party, Option<Taker>> =
            given.map(|(party, taker)| (*party, subject.parties.insert(*party, taker.clone()))).collect();
        let left = outcome.leaves.and_then(|party| Some((party, Some(subject.parties.remove(&party)?))));
        parties.extend(left);
        Self { set, cleared, shown: &subject.shown_to - &before, parties }
    }

    /// Whether it changed nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.set.is_empty() && self.cleared.is_empty() && self.shown.is_empty() && self.parties.is_empty()
    }

    /// Makes true again what the decision ended, and untrue what it made true; what others changed meanwhile stays.
    pub fn take_back(&self, subject: &mut Subject) {
        subject.course.facts.retain(|fact| !self.set.contains(fact));
        subject.course.facts.extend(self.cleared.iter().cloned());
        subject.shown_to.retain(|one| !self.shown.contains(one));
        for (party, before) in &self.parties {
            match before {
                Some(taker) => subject.parties.insert(*party, taker.clone()),
                None => subject.parties.remove(party),
            };
        }
    }
}

impl Tell {
    /// Tells `other`, which `teller` is about: the facts that became true of it, and those that ended.
    pub fn change(&self, other: &mut Subject, teller: &Subject) -> (BTreeSet<String>, BTreeSet<String>) {
        let unchanged = !self.while_unchanged || other.content == teller.content;
        change(&mut other.course.facts, if unchanged { &self.sets } else { &[] }, &self.clears)
    }
}
