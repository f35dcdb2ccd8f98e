//! A plan's header and body, and who may see it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::events::History;
use crate::identity::{Actor, Principal, RegionCode, Role};
use crate::ids::{DepartmentId, PlanId, UnitId};
use crate::money::Fen;
use crate::numbers::FilingNumber;
use crate::plan::{Draft, PlanLine, Reservation, fingerprint, total};
use crate::problem::Fault;
use crate::subject::Course;
use crate::text::Name;

/// Where a plan stands (计划状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanStatus {
    /// 草稿
    Draft,
    /// 审批中
    UnderWay,
    /// 已办结
    Finished,
    /// 已删除
    Discarded,
}

impl PlanStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Draft, Self::UnderWay, Self::Finished, Self::Discarded];

    /// The code as it is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::UnderWay => "under_way",
            Self::Finished => "finished",
            Self::Discarded => "discarded",
        }
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::UnderWay => "审批中",
            Self::Finished => "已办结",
            Self::Discarded => "已删除",
        }
    }
}

impl std::str::FromStr for PlanStatus {
    type Err = &'static str;
    /// As a list is asked for it: what was discarded stands in none.
    fn from_str(raw: &str) -> Result<Self, &'static str> {
        let listed = |status: &Self| *status != Self::Discarded && status.code() == raw;
        Self::ALL.into_iter().find(listed).ok_or("不是可选的计划状态")
    }
}

/// The header of a plan; its body lies beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Its name.
    pub name: Name,
    /// The unit it belongs to.
    pub unit: UnitId,
    /// Name of the unit.
    pub unit_name: Name,
    /// The department that raised it.
    pub department: DepartmentId,
    /// Name of the department.
    pub department_name: Name,
    /// Region of the unit.
    pub region: RegionCode,
    /// Who raised it (发起人).
    pub raiser: Actor,
    /// Where it stands.
    pub status: PlanStatus,
    /// Year of its budgets; absent while it has no lines.
    pub year: Option<i16>,
    /// The sum of its lines.
    pub amount: Fen,
    /// Fingerprint of amount and items.
    pub content: String,
    /// Its version: every write raises it.
    pub version: u64,
    /// The version at which its content was last written; the body has the same. A reminder or a step in the chain does
    /// not raise it, so whoever edits is stopped only by another edit.
    pub content_version: u64,
    /// Its course through the chain.
    pub course: Course,
    /// The filing number (备案号), once it is filed.
    pub filing_number: Option<FilingNumber>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// How far its history goes.
    pub history: History,
}

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

impl Plan {
    /// A new draft of `by`, with its body.
    ///
    /// # Errors
    /// `invalid_fields` when it is more than can be kept.
    pub fn draft(id: PlanId, draft: Draft, by: &Principal, now: Timestamp) -> Result<(Self, PlanBody), Fault> {
        draft.check_limits()?;
        let plan = Self {
            id: id.clone(),
            name: draft.name.clone(),
            unit: by.unit.clone(),
            unit_name: by.unit_name.clone(),
            department: by.department.clone(),
            department_name: by.department_name.clone(),
            region: by.region.clone(),
            raiser: by.actor(),
            status: PlanStatus::Draft,
            year: None,
            amount: Fen::ZERO,
            content: String::new(),
            version: 1,
            content_version: 1,
            course: Course::default(),
            filing_number: None,
            created_at: now,
            updated_at: now,
            history: History::default(),
        };
        let body = PlanBody { plan: id, draft, lines: Vec::new(), reservations: Vec::new(), version: 1 };
        Ok((plan, body))
    }

    /// Takes over what its body says now: name, year, amount and fingerprint follow from it.
    pub fn take_content(&mut self, name: &Name, year: Option<i16>, lines: &[PlanLine], now: Timestamp) {
        self.name = name.clone();
        self.year = year;
        self.amount = total(lines).unwrap_or_default();
        self.content = fingerprint(lines);
        self.updated_at = now;
    }

    /// Whether `principal` may see it: a draft its raiser alone; then its unit, and the region's finance office once it
    /// was sent there; nobody once it was discarded.
    #[must_use]
    pub fn is_seen_by(&self, principal: &Principal) -> bool {
        let raiser = principal.person == self.raiser.id;
        let unit = principal.unit == self.unit;
        let finance = principal.holds(Role::FinanceOffice) && principal.region == self.region;
        match self.status {
            PlanStatus::Draft => raiser,
            PlanStatus::UnderWay | PlanStatus::Finished => {
                raiser || unit || (finance && self.course.facts.contains("filing_applied"))
            }
            PlanStatus::Discarded => false,
        }
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
        let plan = self.seen_by(principal)?;
        if plan.raiser.id != principal.person {
            return Err(Fault::forbidden("not_the_raiser", "只有计划的发起人可以这样办理"));
        }
        if plan.status != PlanStatus::Draft {
            return Err(Fault::conflict("not_a_draft", "该计划已送审，不再是草稿"));
        }
        Ok(plan)
    }

    /// This plan, thrown away by its raiser (删除草稿): a draft, never submitted or withdrawn, so that it holds nothing. Its
    /// header stays, since the head of its history is there; nobody sees it any more.
    ///
    /// # Errors
    /// `not_found`, `not_the_raiser`, `not_a_draft`, `in_transit`.
    pub fn discarded(self, by: &Principal, now: Timestamp) -> Result<Self, Fault> {
        let mut plan = self.draft_of(by)?;
        plan.at_rest()?;
        plan.status = PlanStatus::Discarded;
        plan.version += 1;
        plan.updated_at = now;
        Ok(plan)
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

    /// A principal of the plan's unit with no role, from which a pool is seen.
    #[must_use]
    pub fn home(&self) -> Principal {
        Principal {
            person: self.raiser.id.clone(),
            name: self.raiser.name.clone(),
            unit: self.unit.clone(),
            unit_name: self.unit_name.clone(),
            department: self.department.clone(),
            department_name: self.department_name.clone(),
            region: self.region.clone(),
            roles: Vec::new(),
        }
    }
}
