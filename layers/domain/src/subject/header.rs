//! The header of a subject, of one shape for every kind, and who may see it. The body of the kind lies beside it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::events::History;
use crate::identity::{Actor, Principal};
use crate::ids::UnitId;
use crate::money::Fen;
use crate::problem::Fault;
use crate::subject::{Audience, Course, Home, Parties, Status, SubjectId, UnitSees};
use crate::text::Name;

/// That its raiser gave a subject up, which ended it.
pub const GIVEN_UP: &str = "given_up";

/// What a body says of itself to the header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// Year of its budgets, where it has one.
    pub year: Option<i16>,
    /// Its amount, where it has one.
    pub amount: Option<Fen>,
    /// Fingerprint of what must not change on a straight way back.
    pub fingerprint: String,
}

/// The header of a subject (事项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Its id.
    pub id: SubjectId,
    /// Its name (标题); stored as `name`, as lists search it.
    #[serde(rename = "name")]
    pub title: Name,
    /// Where it belongs.
    pub home: Home,
    /// Who raised it (发起人).
    pub raiser: Actor,
    /// Who takes part in it from outside, or has it first.
    #[serde(default, skip_serializing_if = "Parties::is_empty")]
    pub parties: Parties,
    /// What it is about, e.g. the plan of a warning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<SubjectId>,
    /// Who may see it besides its unit.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub shown_to: BTreeSet<Audience>,
    /// Where it stands.
    pub status: Status,
    /// Year of its budgets; absent where it has none.
    pub year: Option<i16>,
    /// Its amount; absent where it has none.
    pub amount: Option<Fen>,
    /// Its number, once it has one: a plan's filing number (备案号).
    pub number: Option<String>,
    /// Fingerprint of what must not change on a straight way back: amount and items of a plan.
    pub content: String,
    /// The version at which its content was last written; the body has the same. A reminder or a step in the chain does
    /// not raise it, so whoever edits is stopped only by another edit.
    pub content_version: u64,
    /// Its course through the chain.
    pub course: Course,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Its version: every write raises it.
    pub version: u64,
    /// How far its history goes.
    pub history: History,
}

impl Subject {
    /// A new draft of `by`, without content yet.
    #[must_use]
    pub fn draft(id: SubjectId, title: Name, by: &Principal, now: Timestamp) -> Self {
        Self {
            id,
            title,
            home: by.into(),
            raiser: by.actor(),
            parties: Parties::new(),
            about: Vec::new(),
            shown_to: BTreeSet::new(),
            status: Status::Draft,
            year: None,
            amount: None,
            number: None,
            content: String::new(),
            content_version: 1,
            course: Course::default(),
            created_at: now,
            updated_at: now,
            version: 1,
            history: History::default(),
        }
    }

    /// Takes over what its body says now.
    pub fn take_content(&mut self, title: &Name, content: Content, now: Timestamp) {
        let Content { year, amount, fingerprint } = content;
        self.title = title.clone();
        (self.year, self.amount, self.content) = (year, amount, fingerprint);
        self.updated_at = now;
    }

    /// Whether `principal` may see it: a draft its raiser alone; then its unit as its kind says, and whoever it was sent
    /// to; nobody once it was discarded.
    #[must_use]
    pub fn is_seen_by(&self, principal: &Principal) -> bool {
        // Whoever raised it for an organisation that takes part sees it as one of that organisation.
        let still = self.parties.is_empty() || self.involves(&principal.unit);
        let raiser = principal.person == self.raiser.id && still;
        let unit = match self.id.kind.unit_sees() {
            UnitSees::UnderWay => principal.unit == self.home.unit,
        };
        match self.status {
            Status::Draft => raiser,
            Status::UnderWay | Status::Finished => {
                raiser || unit || self.shown_to.iter().any(|one| one.includes(principal, &self.home, &self.parties))
            }
            Status::Discarded => false,
        }
    }

    /// Whether `unit` takes part in it: its own, or that of a party.
    #[must_use]
    pub fn involves(&self, unit: &UnitId) -> bool {
        self.home.unit == *unit || self.parties.values().any(|taker| taker.unit == *unit)
    }

    /// Refuses anyone who may not know of it.
    ///
    /// # Errors
    /// `not_found`.
    pub fn seen_by(self, principal: &Principal) -> Result<Self, Fault> {
        if self.is_seen_by(principal) { Ok(self) } else { Err(Fault::absent()) }
    }

    /// Refuses whoever did not raise it, and what is a draft no more.
    ///
    /// # Errors
    /// `not_found`, `not_the_raiser`, `not_a_draft`.
    pub fn draft_of(self, principal: &Principal) -> Result<Self, Fault> {
        let subject = self.seen_by(principal)?;
        let label = subject.id.kind.label();
        if subject.raiser.id != principal.person {
            return Err(Fault::forbidden("not_the_raiser", format!("只有{label}的发起人可以这样办理")));
        }
        if subject.status != Status::Draft {
            return Err(Fault::conflict("not_a_draft", format!("该{label}已送审，不再是草稿")));
        }
        Ok(subject)
    }

    /// The Chinese term for where it stands; what its raiser gave up is told from what was approved.
    #[must_use]
    pub fn status_label(&self) -> &'static str {
        match self.status {
            Status::Finished if self.course.facts.contains(GIVEN_UP) => "已放弃",
            status => status.label(),
        }
    }

    /// Whether its raiser may throw it away now: a draft at rest.
    #[must_use]
    pub fn is_discardable(&self) -> bool {
        self.status == Status::Draft && self.at_rest().is_ok()
    }

    /// This subject, thrown away by its raiser (删除草稿): a draft, never submitted or withdrawn, so that it holds nothing.
    /// Its header stays, since the head of its history is there; nobody sees it any more.
    ///
    /// # Errors
    /// `not_found`, `not_the_raiser`, `not_a_draft`, `in_transit`.
    pub fn discarded(self, by: &Principal, now: Timestamp) -> Result<Self, Fault> {
        let mut subject = self.draft_of(by)?;
        subject.at_rest()?;
        subject.status = Status::Discarded;
        subject.version += 1;
        subject.updated_at = now;
        Ok(subject)
    }

    /// Notes that its content is written at the present version.
    pub fn mark_content(&mut self) -> u64 {
        self.content_version = self.version;
        self.content_version
    }

    /// Refuses whatever was based on another content than the one that is true now.
    ///
    /// # Errors
    /// `stale_version`.
    pub fn at_version(&self, version: u64) -> Result<(), Fault> {
        if self.content_version == version {
            Ok(())
        } else {
            Err(Fault::conflict("stale_version", "内容已被修改，请刷新后再办理"))
        }
    }

    /// Whether its content was written after `version` was read: a save that was sent on `version` and finds its own words
    /// there is that save again.
    #[must_use]
    pub fn was_saved_since(&self, version: u64) -> bool {
        self.content_version > version
    }

    /// Refuses while it is on its way between two steps: a round may not begin before the last one's execution has ended.
    ///
    /// # Errors
    /// `in_transit`.
    pub fn at_rest(&self) -> Result<(), Fault> {
        match self.course.transit {
            None => Ok(()),
            Some(_) => Err(Fault::conflict("in_transit", "上一步操作正在处理，请稍后再试")),
        }
    }
}
