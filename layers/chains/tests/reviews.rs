//! The way to the unit's lead asks for reviewed budgets (2.8, 4.4), of plans too that stood there before it did.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says what people do and stops where it fails"
)]

use chains::fact::BUDGETS_REVIEWED;
use chains::task::{Back, Visit};
use chains::{Facts, Kind, Offer, Standing, Task, Wanted, chain_of, course, decide, moves};
use domain::identity::{Actor, Principal};
use domain::plan::Review;
use domain::subject::{Subject, SubjectKind};
use jiff::Timestamp;
use serde_json::json;

fn someone(id: &str, role: &str) -> Principal {
    serde_json::from_value(json!({"person": id, "name": id, "unit": "u", "unit_name": "单位", "department": "d",
        "department_name": "处", "region": "350001", "roles": [role]}))
    .unwrap()
}

fn at_the_lead() -> Task {
    let step = chain_of(SubjectKind::Plan).unwrap().steps["ProcurementLead"].clone();
    let (person, raiser) = (someone("lead", "procurement_lead").actor(), someone("raiser", "demand_handler").actor());
    let path = vec![Visit { step: "Revise".into(), label: "经办".into(), person: raiser.clone() }];
    Task { step, person: Some(person), raiser, path, frames: vec![], back: None }
}

fn facts(reviewed: bool) -> Facts {
    let set = reviewed.then(|| BUDGETS_REVIEWED.to_owned()).into_iter().collect();
    Facts { set, content: "v1".into(), ..Facts::default() }
}

fn open(task: &Task, facts: &Facts) -> Vec<Option<String>> {
    let offers: Vec<Offer> = moves(task, facts);
    offers.into_iter().filter(|offer| offer.disabled.is_none()).map(|offer| offer.to).collect()
}

#[test]
fn the_way_to_the_units_lead_is_shown_closed_with_its_reason_and_the_others_are_open() {
    let (task, lead, chief) = (at_the_lead(), someone("lead", "procurement_lead"), someone("chief", "unit_lead"));
    assert_eq!(open(&task, &facts(false)), [Some("MeetingChanges".to_owned()), None]);
    assert_eq!(open(&task, &facts(true)).first(), Some(&Some("UnitLead".to_owned())));
    let to = Some("UnitLead".to_owned());
    let wanted = Wanted {
        kind: Kind::Send,
        name: None,
        to,
        person: Some(&chief),
        organisation: None,
        straight: false,
        has_opinion: true,
    };
    let by = someone("raiser", "demand_handler");
    let plan = Subject::draft("plan.1".parse().unwrap(), "办公设备".parse().unwrap(), &by, Timestamp::UNIX_EPOCH);
    let refused = decide(&task, &lead, &plan, &facts(false), &wanted).unwrap_err();
    assert_eq!((refused.code, refused.message.as_str()), ("move_disabled", "计划使用了追加或调剂的预算，请先审核"));
    assert!(decide(&task, &lead, &plan, &facts(true), &wanted).is_ok());
}

#[test]
fn no_less_is_required_of_the_straight_way_back_there() {
    let visit =
        Visit {
            step: "UnitLead".into(), label: "单位领导审核".into(), person: someone("chief", "unit_lead").actor()
        };
    let back = Back { visit, path: vec![], frames: vec![], back: None, content: "v1".into() };
    let task = Task { back: Some(back), ..at_the_lead() };
    let straight = |reviewed| moves(&task, &facts(reviewed)).remove(0);
    assert!(straight(true).straight && straight(true).disabled.is_none());
    assert_eq!(straight(false).disabled.as_deref(), Some("计划使用了追加或调剂的预算，请先审核"));
}

#[test]
fn where_there_is_nothing_to_review_nothing_is_asked_for() {
    let by = someone("raiser", "demand_handler");
    let plan = Subject::draft("plan.1".parse().unwrap(), "办公设备".parse().unwrap(), &by, Timestamp::UNIX_EPOCH);
    assert!(course::facts_after(&plan, &Review::default()).set.contains(BUDGETS_REVIEWED));
    assert!(!course::facts(&plan).set.contains(BUDGETS_REVIEWED));
}

#[test]
fn an_open_to_do_follows_the_chain_in_force_and_a_step_that_is_gone_stays_as_it_was() {
    let mut before = at_the_lead();
    before.step.moves[0].requires.clear();
    before.step.reviews = None;
    let id: domain::subject::TaskId = "plan.1.1.3".parse().unwrap();
    let now = Standing { id: id.clone(), task: before.clone() }.in_force();
    assert_eq!(now, at_the_lead());
    let person: Option<Actor> = before.person.clone();
    "NoMore".clone_into(&mut before.step.name);
    let gone = Standing { id, task: before.clone() }.in_force();
    assert_eq!((gone.step.name.as_str(), gone.person), ("NoMore", person));
}
