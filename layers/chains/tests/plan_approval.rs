//! The plan approval chain (计划审批, features 3.10 and 4.1–4.6) as its CHAIN file has it: sound, walkable, and told as stories.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test says what people do and stops where it fails"
)]

use chains::{Decision, Definition, Facts, Kind, Offer, Outcome, Task, Wanted, decide, offers, open};
use domain::identity::{Principal, Role};
use domain::problem::Fault;
use domain::subject::{Parties, Subject};
use jiff::Timestamp;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::json;

const CHAIN: &str = include_str!("../data/plan-approval.json");

fn person(id: &str, department: &str, roles: &[Role]) -> Principal {
    serde_json::from_value(json!({
        "person": id, "name": id, "unit": "u1", "unit_name": "省档案馆", "department": department,
        "department_name": department, "region": "350001", "roles": roles,
    }))
    .unwrap()
}

static PEOPLE: LazyLock<Vec<Principal>> = LazyLock::new(|| {
    vec![
        person("handler", "demand", &[Role::DemandHandler]),
        person("colleague", "demand", &[Role::DemandHandler]),
        person("second-colleague", "demand", &[Role::DemandHandler]),
        person("lead", "demand", &[Role::DemandLead]),
        person("other-lead", "archive", &[Role::DemandLead]),
        person("third-lead", "research", &[Role::DemandLead]),
        person("deputy", "leaders", &[Role::DemandDeputy]),
        person("buyer", "procurement", &[Role::ProcurementHandler]),
        person("buying-lead", "procurement", &[Role::ProcurementLead]),
        person("chief", "leaders", &[Role::UnitLead]),
        person("finance", "finance", &[Role::FinanceOffice]),
    ]
});

fn people() -> Vec<Principal> {
    PEOPLE.clone()
}

/// A plan on its way through the chain, without any storage.
struct Walk {
    chain: Definition,
    task: Option<Task>,
    facts: Facts,
}

impl Walk {
    fn new() -> Self {
        let chain = Definition::read(CHAIN).unwrap();
        let raiser = someone("handler").actor();
        let step = chain.steps["Revise"].clone();
        let person = Some(raiser.clone());
        let task = Task { step, person, raiser, path: vec![], frames: vec![], back: None };
        let set = ["budgets_reviewed".to_owned()].into();
        Self { chain, task: Some(task), facts: Facts { set, content: "v1".into(), ..Facts::default() } }
    }

    fn at(&self) -> (&str, &str) {
        let task = self.task.as_ref().expect("the chain has ended");
        (&task.step.name, task.person.as_ref().map_or("pool", |person| person.id.as_str()))
    }

    fn offers(&self, who: &str) -> Vec<Offer> {
        offers(self.task.as_ref().unwrap(), &someone(who), &subject(), &self.facts)
    }

    fn try_move(&self, who: &str, wanted: &Wanted<'_>) -> Result<(Decision, Outcome), Fault> {
        decide(self.task.as_ref().unwrap(), &someone(who), &subject(), &self.facts, wanted)
    }

    fn applies(&mut self, (decision, outcome): &(Decision, Outcome)) {
        self.facts.set.retain(|fact| !outcome.clears.contains(fact));
        self.facts.set.extend(outcome.sets.iter().cloned());
        let previous = self.task.take().unwrap();
        self.task =
            self.chain.steps.get(&decision.to).map(|step| open(step.clone(), &previous, decision, &Parties::new()));
    }

    /// `who` moves to `to`, naming `person`; the walk goes on.
    fn moves(&mut self, who: &str, kind: Kind, to: &str, person: &str) -> &mut Self {
        let person = people().into_iter().find(|one| one.person.as_str() == person);
        let to = Some(to.to_owned());
        let wanted = Wanted { to, person: person.as_ref(), has_opinion: true, ..Wanted::of(kind) };
        self.applies(&self.try_move(who, &wanted).unwrap());
        self
    }

    /// The finance office, or whoever files without it, makes the move of this name.
    fn answers(&mut self, who: &str, kind: Kind, name: &str) -> &mut Self {
        let name = Some(name.to_owned());
        let wanted = Wanted { name, has_opinion: true, ..Wanted::of(kind) };
        self.applies(&self.try_move(who, &wanted).unwrap());
        self
    }

    fn returns(&mut self, who: &str, to: &str, straight: bool) -> &mut Self {
        let wanted = Wanted { to: Some(to.into()), straight, has_opinion: true, ..Wanted::of(Kind::Return) };
        self.applies(&self.try_move(who, &wanted).unwrap());
        self
    }

    fn goes_straight_back(&self, who: &str) -> Result<(Decision, Outcome), Fault> {
        self.try_move(who, &Wanted { straight: true, has_opinion: true, ..Wanted::of(Kind::Send) })
    }

    fn reaches_the_buyer(&mut self) -> &mut Self {
        self.moves("handler", Kind::Send, "DemandLead", "lead").moves("lead", Kind::Send, "ProcurementHandler", "buyer")
    }

    fn reaches_filing(&mut self) -> &mut Self {
        self.reaches_the_buyer()
            .moves("buyer", Kind::Send, "ProcurementLead", "buying-lead")
            .moves("buying-lead", Kind::Send, "UnitLead", "chief")
            .moves("chief", Kind::Send, "Filing", "buyer")
    }
}

/// Where the plan belongs.
fn subject() -> Subject {
    let (id, title) = ("plan.1".parse().unwrap(), "办公设备".parse().unwrap());
    Subject::draft(id, title, &someone("handler"), Timestamp::UNIX_EPOCH)
}

fn someone(id: &str) -> Principal {
    PEOPLE.iter().find(|one| one.person.as_str() == id).unwrap().clone()
}

#[test]
fn a_plan_goes_through_all_six_steps_to_filing_and_is_finished() {
    let mut walk = Walk::new();
    walk.reaches_filing().moves("buyer", Kind::Send, "FinanceOffice", "");
    assert_eq!(walk.at(), ("FinanceOffice", "pool"));
    walk.answers("finance", Kind::Answer, "file");
    assert_eq!(walk.at(), ("Filing", "buyer"));
    walk.moves("buyer", Kind::Finish, "Finished", "");
    assert!(walk.task.is_none());
}

#[test]
fn a_refused_filing_stays_with_the_procurement_handler_to_edit_file_again_or_return() {
    let mut walk = Walk::new();
    walk.reaches_filing().moves("buyer", Kind::Send, "FinanceOffice", "").answers("finance", Kind::Answer, "refuse");
    assert_eq!(walk.at(), ("Filing", "buyer"));
    assert!(walk.task.as_ref().unwrap().may_edit(&walk.facts));
    let kinds: Vec<_> = walk.offers("buyer").into_iter().map(|o| (o.kind, o.disabled.is_none())).collect();
    assert_eq!(kinds, [(Kind::Send, true), (Kind::Finish, false), (Kind::Return, true)]);
    walk.moves("buyer", Kind::Send, "FinanceOffice", "").answers("finance", Kind::Answer, "file");
    assert!(!walk.task.as_ref().unwrap().may_edit(&walk.facts));
    let kinds: Vec<_> = walk.offers("buyer").into_iter().map(|o| (o.kind, o.disabled)).collect();
    assert_eq!(kinds, [(Kind::Finish, None)]);
}

#[test]
fn where_the_region_waives_the_review_the_procurement_handler_files_at_once() {
    let mut walk = Walk::new();
    walk.facts.set.insert("review_waived".into());
    walk.reaches_filing().answers("buyer", Kind::Stay, "file");
    assert_eq!(walk.at(), ("Filing", "buyer"));
    walk.moves("buyer", Kind::Finish, "Finished", "");
}

#[test]
fn a_question_finds_its_asker_and_goes_at_most_three_deep() {
    let mut walk = Walk::new();
    walk.moves("handler", Kind::Consult, "ConsultColleague", "colleague");
    walk.moves("colleague", Kind::Consult, "ConsultColleague", "second-colleague");
    walk.moves("second-colleague", Kind::Answer, "ConsultColleague", "");
    assert_eq!(walk.at(), ("ConsultColleague", "colleague"));
    walk.moves("colleague", Kind::Answer, "Revise", "");
    assert_eq!(walk.at(), ("Revise", "handler"));
    walk.moves("handler", Kind::Send, "DemandLead", "lead").moves("lead", Kind::Consult, "ConsultLead", "other-lead");
    walk.moves("other-lead", Kind::Consult, "ConsultLead", "third-lead");
    let lead = someone("lead");
    let deeper = Wanted { person: Some(&lead), has_opinion: true, ..Wanted::of(Kind::Consult) };
    assert_eq!(walk.try_move("third-lead", &deeper).unwrap_err().fields[0].code, "person_not_eligible");
    walk.moves("third-lead", Kind::Answer, "ConsultLead", "").moves("other-lead", Kind::Answer, "DemandLead", "");
    assert_eq!(walk.at(), ("DemandLead", "lead"));
    let path: Vec<_> = walk.task.unwrap().path.into_iter().map(|visit| visit.step).collect();
    assert_eq!(path, ["Revise"], "who was asked on the side is nobody to return to");
}

#[test]
fn the_meetings_changes_come_back_to_the_procurement_lead() {
    let mut walk = Walk::new();
    walk.reaches_the_buyer().moves("buyer", Kind::Send, "ProcurementLead", "buying-lead");
    walk.moves("buying-lead", Kind::Send, "MeetingChanges", "buyer");
    assert!(walk.task.as_ref().unwrap().may_edit(&walk.facts));
    walk.moves("buyer", Kind::Answer, "ProcurementLead", "");
    assert_eq!(walk.at(), ("ProcurementLead", "buying-lead"));
    let path: Vec<_> = walk.task.unwrap().path.into_iter().map(|visit| visit.step).collect();
    assert_eq!(
        path,
        ["Revise", "DemandLead", "ProcurementHandler"],
        "a step that only answers is nowhere to return to"
    );
}

#[test]
fn a_returned_plan_comes_straight_back_only_while_nothing_that_counts_has_changed() {
    let mut walk = Walk::new();
    walk.reaches_the_buyer().returns("buyer", "Revise", true);
    assert_eq!(walk.at(), ("Revise", "handler"));
    let back = walk.goes_straight_back("handler").unwrap();
    assert_eq!((back.0.to.as_str(), back.0.person.unwrap().id.as_str()), ("ProcurementHandler", "buyer"));
    walk.facts.content = "raised".into();
    assert_eq!(walk.goes_straight_back("handler").unwrap_err().code, "move_disabled");
    walk.reaches_the_buyer();
    assert_eq!(walk.at(), ("ProcurementHandler", "buyer"));
}

#[test]
fn the_way_back_waits_for_its_owner_while_a_colleague_is_asked() {
    let mut walk = Walk::new();
    walk.reaches_the_buyer().returns("buyer", "Revise", true);
    walk.moves("handler", Kind::Consult, "ConsultColleague", "colleague");
    assert_eq!(walk.goes_straight_back("colleague").unwrap_err().code, "move_not_offered");
    walk.moves("colleague", Kind::Answer, "Revise", "");
    assert_eq!(walk.goes_straight_back("handler").unwrap().0.to, "ProcurementHandler");
}

#[test]
fn a_plan_returned_through_every_step_has_no_straight_way() {
    let mut walk = Walk::new();
    walk.reaches_filing().returns("buyer", "DemandLead", false);
    assert_eq!(walk.at(), ("DemandLead", "lead"));
    assert_eq!(walk.goes_straight_back("lead").unwrap_err().code, "move_not_offered");
    let targets: Vec<_> = walk.task.unwrap().path.into_iter().map(|visit| visit.step).collect();
    assert_eq!(targets, ["Revise"]);
}

#[test]
fn what_is_not_on_offer_is_refused() {
    let mut walk = Walk::new();
    walk.moves("handler", Kind::Send, "DemandLead", "lead");
    let lead = someone("other-lead");
    let send = |to: Option<&str>, person| Wanted {
        to: to.map(str::to_owned),
        person,
        has_opinion: true,
        ..Wanted::of(Kind::Send)
    };
    assert_eq!(walk.try_move("other-lead", &send(None, None)).unwrap_err().code, "not_found");
    assert_eq!(walk.try_move("lead", &send(None, None)).unwrap_err().fields[0].field, "to");
    assert_eq!(walk.try_move("lead", &send(Some("UnitLead"), None)).unwrap_err().code, "move_not_offered");
    let to_the_buyer = Some("ProcurementHandler");
    assert_eq!(walk.try_move("lead", &send(to_the_buyer, None)).unwrap_err().fields[0].code, "person_missing");
    let wrong = walk.try_move("lead", &send(to_the_buyer, Some(&lead))).unwrap_err();
    assert_eq!(wrong.fields[0].message, "所选人员不是可办理的采购主管处室经办");
    let silent = Wanted { has_opinion: false, ..send(to_the_buyer, Some(&lead)) };
    assert_eq!(walk.try_move("lead", &silent).unwrap_err().fields[0].code, "opinion_missing");
}

#[test]
fn nobody_decides_on_what_they_raised() {
    let walk = Walk::new();
    let mut both = someone("handler");
    both.roles.push(Role::DemandLead);
    let wanted = Wanted { person: Some(&both), has_opinion: true, ..Wanted::of(Kind::Send) };
    assert_eq!(walk.try_move("handler", &wanted).unwrap_err().fields[0].code, "person_not_eligible");
    let mut task = walk.task.unwrap();
    task.step = walk.chain.steps["DemandLead"].clone();
    assert!(offers(&task, &both, &subject(), &walk.facts).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Random legal moves: what is offered open is accepted with a fitting person, what is not is refused, and every
    /// open task has a holder who can act.
    #[test]
    fn offered_open_is_accepted_and_nothing_else(choices in proptest::collection::vec(any::<(u16, u16, bool)>(), 1..60)) {
        let mut walk = Walk::new();
        for (pick, who, straight) in choices {
            let Some(task) = walk.task.clone() else { break };
            if who % 3 == 0 && !walk.facts.set.remove("budgets_reviewed") {
                walk.facts.set.insert("budgets_reviewed".into());
            }
            let actors: Vec<_> = people().into_iter().filter(|one| task.is_held_by(one, &subject())).collect();
            prop_assert_eq!(actors.len(), 1, "{} at {}", actors.len(), task.step.name);
            for stranger in people().iter().filter(|one| one.person != actors[0].person) {
                prop_assert!(offers(&task, stranger, &subject(), &walk.facts).is_empty());
            }
            let mut accepted = Vec::new();
            for offer in offers(&task, &actors[0], &subject(), &walk.facts) {
                let mut people = people();
                let turn = usize::from(who) % people.len();
                people.rotate_left(turn);
                let to = match offer.kind {
                    Kind::Return => offer.targets.get(usize::from(who) % offer.targets.len()).map(|t| t.step.clone()),
                    _ => offer.to.clone(),
                };
                let found = people.iter().map(Some).chain([None]).find_map(|person| {
                    let straight = if offer.kind == Kind::Return { straight } else { offer.straight };
                    let wanted = Wanted { name: offer.name.clone(), to: to.clone(), person, straight, has_opinion: true, ..Wanted::of(offer.kind) };
                    walk.try_move(actors[0].person.as_str(), &wanted).ok()
                });
                // A question needs someone who was not asked yet; everything else that is open has somebody.
                prop_assert!(found.is_some() == offer.disabled.is_none() || offer.kind == Kind::Consult, "{:?}", offer);
                accepted.extend(found);
            }
            for kind in [Kind::Send, Kind::Consult, Kind::Answer, Kind::Return, Kind::Stay, Kind::Finish] {
                if !accepted.iter().any(|(decision, _)| decision.kind == kind) {
                    let person = people();
                    for one in person.iter().map(Some).chain([None]) {
                        let wanted = Wanted { person: one, straight, has_opinion: true, ..Wanted::of(kind) };
                        let refused = walk.try_move(actors[0].person.as_str(), &wanted);
                        prop_assert!(refused.is_err(), "{kind:?} at {}", task.step.name);
                    }
                }
            }
            prop_assert!(!accepted.is_empty(), "stuck at {}", task.step.name);
            if pick % 7 == 0 && task.may_edit(&walk.facts) {
                walk.facts.content = format!("v{pick}");
                continue;
            }
            let decision = accepted[usize::from(pick) % accepted.len()].clone();
            walk.applies(&decision);
            if let Some(next) = &walk.task {
                prop_assert!(next.frames.len() <= 3);
                prop_assert!(next.path.iter().all(|visit| visit.step != next.step.name));
            }
        }
    }
}
