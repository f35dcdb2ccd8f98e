//! Early warnings (预警审批, 3.11): before a plan is submitted that calls for one, its department's lead and deputy look at
//! what is to be bought and why in this way.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::identity::Principal;
use crate::ids::{Id, PlanId};
use crate::plan::{PlanLine, content};
use crate::problem::Fault;
use crate::subject::{Subject, SubjectId, SubjectKind};
use crate::text::Prose;

/// That an early warning about a plan is under way: until it is settled, the plan is not submitted.
pub const OPEN: &str = "warning_open";
/// That an early warning about a plan was finished, and the plan is what it was about.
pub const SETTLED: &str = "warning_settled";

/// What is known of a plan's early warnings: a new round of the plan keeps it.
pub const FACTS: [&str; 2] = [OPEN, SETTLED];

/// Why the plan is to be bought in this way (情况说明).
pub type Explanation = Prose<1000>;

/// The body of an early warning: what it is decided on, as the plan was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarningBody {
    /// The warning.
    pub warning: Id,
    /// The plan that it is about.
    pub plan: PlanId,
    /// The plan's version that it was taken from.
    pub plan_version: u64,
    /// The plan's lines as they were then (采购清单).
    pub lines: Vec<PlanLine>,
    /// Why (情况说明); absent while it is not written.
    pub explanation: Option<Explanation>,
    /// Its version: the header's when it was written.
    pub version: u64,
}

/// A new early warning of `by` about their draft `plan`, whose complete lines these are.
///
/// # Errors
/// `not_found`, `not_the_raiser`, `not_a_draft` or `in_transit` of the plan; `warning_open` while another is under way.
pub fn raise(
    id: Id,
    plan: &Subject,
    lines: Vec<PlanLine>,
    by: &Principal,
    now: Timestamp,
) -> Result<(Subject, WarningBody), Fault> {
    may_be_about(plan, by)?;
    let subject = SubjectId { kind: SubjectKind::Warning, id: id.clone() };
    let mut warning = Subject::draft(subject, plan.title.clone(), by, now);
    warning.about = vec![plan.id.clone()];
    warning.take_content(&plan.title, content(plan.year, &lines), now);
    let plan_id = plan.id.id.clone().into();
    let body = WarningBody {
        warning: id,
        plan: plan_id,
        plan_version: plan.content_version,
        lines,
        explanation: None,
        version: 1,
    };
    Ok((warning, body))
}

/// Whether a warning may be raised about `plan` by `by`, or sent: a draft of theirs at rest, about which none is open.
///
/// # Errors
/// `not_found`, `not_the_raiser`, `not_a_draft`, `in_transit`, `warning_open`.
pub fn may_be_about(plan: &Subject, by: &Principal) -> Result<(), Fault> {
    let plan = plan.clone().draft_of(by)?;
    plan.at_rest()?;
    no_warning_open(&plan)
}

/// Refuses while an early warning about the plan is under way.
///
/// # Errors
/// `warning_open`.
pub fn no_warning_open(plan: &Subject) -> Result<(), Fault> {
    match plan.course.facts.contains(OPEN) {
        false => Ok(()),
        true => Err(Fault::conflict("warning_open", "该计划的预警审批尚未办结")),
    }
}

/// What was settled of a plan counts no more once it buys something else: `before` is the fingerprint of what it bought.
pub fn outdate(plan: &mut Subject, before: &str) {
    if plan.content != before {
        plan.course.facts.remove(SETTLED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subject::Status;
    use serde_json::json;

    fn by(person: &str) -> Principal {
        serde_json::from_value(json!({"person": person, "name": "甲", "unit": "u", "unit_name": "省档案馆",
            "department": "d", "department_name": "业务处", "region": "350001", "roles": ["demand_handler"]}))
        .unwrap()
    }

    fn plan() -> Subject {
        Subject::draft("plan.1".parse().unwrap(), "办公设备采购".parse().unwrap(), &by("p"), Timestamp::UNIX_EPOCH)
    }

    fn refused(plan: &Subject, who: &str) -> &'static str {
        let id = "w".parse().unwrap();
        raise(id, plan, Vec::new(), &by(who), Timestamp::UNIX_EPOCH).unwrap_err().code
    }

    #[test]
    fn a_warning_is_about_its_raisers_own_draft_and_one_at_a_time() {
        let id: Id = "w".parse().unwrap();
        let (warning, body) = raise(id, &plan(), Vec::new(), &by("p"), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!((warning.id.to_string().as_str(), warning.about), ("warning.w", vec![plan().id]));
        assert_eq!((warning.title, body.plan_version, body.explanation), (plan().title, 1, None));
        assert_eq!(refused(&plan(), "q"), "not_found");
        assert_eq!(refused(&Subject { status: Status::UnderWay, ..plan() }, "p"), "not_a_draft");
        let mut open = plan();
        open.course.facts.insert(OPEN.to_owned());
        assert_eq!(refused(&open, "p"), "warning_open");
    }

    #[test]
    fn what_was_settled_ends_when_the_plan_buys_something_else() {
        let mut plan = plan();
        plan.course.facts.insert(SETTLED.to_owned());
        let before = plan.content.clone();
        outdate(&mut plan, &before);
        assert!(plan.course.facts.contains(SETTLED));
        outdate(&mut plan, "another");
        assert!(!plan.course.facts.contains(SETTLED));
    }
}
