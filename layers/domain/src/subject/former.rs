//! The header of a plan as it was stored before every kind had the same.

use jiff::Timestamp;
use serde::Deserialize;

use crate::events::History;
use crate::identity::{Actor, RegionCode};
use crate::ids::{DepartmentId, PlanId, UnitId};
use crate::money::Fen;
use crate::subject::{Audience, Course, Home, Parties, Status, Subject};
use crate::text::Name;

/// The header of a plan as it was stored before every kind had the same: it is read, and stored anew with the next act.
#[derive(Debug, Clone, Deserialize)]
pub struct FormerPlan {
    id: PlanId,
    name: Name,
    unit: UnitId,
    department: DepartmentId,
    region: RegionCode,
    raiser: Actor,
    status: Status,
    year: Option<i16>,
    amount: Fen,
    content: String,
    version: u64,
    content_version: u64,
    course: Course,
    filing_number: Option<String>,
    created_at: Timestamp,
    updated_at: Timestamp,
    history: History,
}

/// The fact by which a plan of the former shape was shown to its region's finance office.
const FILING_APPLIED: &str = "filing_applied";

impl From<FormerPlan> for Subject {
    fn from(plan: FormerPlan) -> Self {
        let mut course = plan.course;
        let shown = course.facts.remove(FILING_APPLIED).then_some(Audience::FinanceOffice);
        Self {
            id: plan.id.into(),
            title: plan.name,
            home: Home { unit: plan.unit, department: plan.department, region: plan.region },
            raiser: plan.raiser,
            parties: Parties::new(),
            about: Vec::new(),
            shown_to: shown.into_iter().collect(),
            status: plan.status,
            year: plan.year,
            amount: Some(plan.amount),
            number: plan.filing_number,
            content: plan.content,
            content_version: plan.content_version,
            course,
            created_at: plan.created_at,
            updated_at: plan.updated_at,
            version: plan.version,
            history: plan.history,
        }
    }
}
