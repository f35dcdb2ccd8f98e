//! Who sees a plan, and what a new draft is.

use jiff::Timestamp;
use serde_json::json;

use super::{handler, someone};
use crate::identity::Principal;
use crate::ids::PlanId;
use crate::money::Fen;
use crate::plan::{Draft, Plan, PlanBody, PlanStatus};
use crate::subject::Transit;

fn drafted() -> (Plan, PlanBody) {
    let draft: Draft = serde_json::from_value(json!({"name": "办公设备采购", "lines": [{}]})).unwrap();
    Plan::draft(PlanId::derived("p", "k"), draft, &handler(), Timestamp::UNIX_EPOCH).unwrap()
}

#[test]
fn a_new_draft_belongs_to_its_raisers_unit_and_holds_nothing() {
    let (plan, body) = drafted();
    assert_eq!((plan.status, plan.version, plan.amount, plan.year), (PlanStatus::Draft, 1, Fen::ZERO, None));
    assert_eq!((plan.unit, plan.raiser), (handler().unit, handler().actor()));
    assert_eq!((body.plan, body.draft.lines.len(), body.version), (plan.id, 1, 1));
    assert!(body.lines.is_empty() && body.reservations.is_empty());
    let draft = serde_json::from_value(json!({"name": "多", "lines": vec![json!({}); 41]})).unwrap();
    let refused = Plan::draft(PlanId::derived("p", "k"), draft, &handler(), Timestamp::UNIX_EPOCH).unwrap_err();
    assert_eq!(refused.fields[0].code, "too_many");
}

#[test]
fn who_sees_a_plan_depends_on_where_it_stands() {
    let moved = Principal { unit: "v".parse().unwrap(), ..handler() };
    let colleague = someone("c", "u", &["demand_lead"]);
    let stranger = someone("s", "v", &["demand_lead"]);
    let finance = someone("f", "fin", &["finance_office"]);
    let mut far_finance = finance.clone();
    far_finance.region = "350100".to_owned().try_into().unwrap();
    let all = [handler(), moved, colleague, stranger, finance, far_finance];
    let seen = |status: PlanStatus, applied: bool| {
        let mut plan = drafted().0;
        plan.status = status;
        if applied {
            plan.course.facts.insert("filing_applied".to_owned());
        }
        all.iter().map(|who| plan.clone().seen_by(who).is_ok()).collect::<Vec<_>>()
    };
    for (status, applied, wanted) in [
        (PlanStatus::Draft, false, [true, true, false, false, false, false]),
        // Withdrawn from the finance office to a draft: it is the raiser's alone again.
        (PlanStatus::Draft, true, [true, true, false, false, false, false]),
        (PlanStatus::UnderWay, false, [true, true, true, false, false, false]),
        (PlanStatus::UnderWay, true, [true, true, true, false, true, false]),
        (PlanStatus::Finished, false, [true, true, true, false, false, false]),
        (PlanStatus::Finished, true, [true, true, true, false, true, false]),
        (PlanStatus::Discarded, true, [false; 6]),
    ] {
        assert_eq!(seen(status, applied), wanted, "{status:?} {applied}");
    }
    let unseen = drafted().0.seen_by(&someone("c", "u", &[])).unwrap_err();
    assert_eq!(unseen.code, "not_found", "what one may not see is not there");
}

#[test]
fn what_was_based_on_another_version_is_refused() {
    let mut plan = drafted().0;
    assert_eq!(plan.at_version(1), Ok(()));
    plan.version += 1;
    assert_eq!(plan.at_version(1), Ok(()), "a reminder changes nothing for whoever edits");
    assert_eq!(plan.mark_content(), 2);
    assert_eq!(plan.at_version(1).unwrap_err().code, "stale_version");
    assert_eq!(plan.at_version(3).unwrap_err().code, "stale_version");
}

#[test]
fn a_status_reads_from_the_code_that_is_stored() {
    for status in PlanStatus::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), json!(status.code()));
        assert_eq!(status.code().parse().ok(), (status != PlanStatus::Discarded).then_some(status));
    }
    assert!("gone".parse::<PlanStatus>().is_err());
    let described = schemars::schema_for!(PlanStatus);
    let described = described.get("oneOf").and_then(|all| all.as_array()).map(Vec::len);
    assert_eq!(described, Some(PlanStatus::ALL.len()), "none is left out of `ALL`");
}

#[test]
fn only_its_raiser_has_a_draft_and_only_while_it_is_one() {
    let (plan, _) = drafted();
    let colleague = someone("c", "u", &["demand_handler"]);
    assert!(plan.clone().draft_of(&handler()).is_ok());
    assert_eq!(plan.clone().draft_of(&colleague).unwrap_err().code, "not_found");
    let sent = Plan { status: PlanStatus::UnderWay, ..plan };
    assert_eq!(sent.clone().draft_of(&colleague).unwrap_err().code, "not_the_raiser");
    assert_eq!(sent.draft_of(&handler()).unwrap_err().code, "not_a_draft");
}

#[test]
fn its_raiser_alone_discards_a_draft_and_only_at_rest() {
    let (plan, _) = drafted();
    let now = Timestamp::from_second(60).unwrap();
    let refused = |plan: &Plan, by: &Principal| plan.clone().discarded(by, now).unwrap_err().code;
    let colleague = someone("c", "u", &["demand_handler"]);
    assert_eq!(refused(&plan, &colleague), "not_found");
    let sent = Plan { status: PlanStatus::UnderWay, ..plan.clone() };
    assert_eq!((refused(&sent, &colleague), refused(&sent, &handler())), ("not_the_raiser", "not_a_draft"));
    // Withdrawn, but its chain has not ended yet.
    let mut moving = plan.clone();
    moving.course.transit = Some(Transit { since: now, from: 1, to: "Draft".to_owned(), next: None });
    assert_eq!(refused(&moving, &handler()), "in_transit");
    let gone = plan.clone().discarded(&handler(), now).unwrap();
    assert_eq!(gone, Plan { status: PlanStatus::Discarded, version: 2, updated_at: now, ..plan });
    assert_eq!(refused(&gone, &handler()), "not_found", "what is thrown away is not there to be thrown away");
}
