//! Reads a chain's ASL file and finds what would be wrong with it before it is deployed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use domain::identity::Role;
use serde_json::Value;

use crate::fact::BUDGETS_REVIEWED;
use crate::step::{Holder, Kind, Reviews, Step};

const PLAN_APPROVAL: &str = include_str!("../../../statemachines/plan-approval.asl.json");

/// The plan approval (计划审批) as its ASL file has it; read once.
///
/// # Errors
/// The file does not read.
pub fn plan_approval() -> Result<&'static Definition, String> {
    static READ: OnceLock<Result<Definition, String>> = OnceLock::new();
    READ.get_or_init(|| Definition::read(PLAN_APPROVAL)).as_ref().map_err(Clone::clone)
}

/// The step that a plan is raised from (需求处室经办), as the plan approval's ASL has it: what a submission may lead to.
///
/// # Errors
/// The file does not read, or no step of it belongs to the raiser.
pub fn raising_step() -> Result<Step, String> {
    let raised = plan_approval()?.steps.values().find(|step| step.holder == Holder::Raiser).cloned();
    raised.ok_or_else(|| "the chain has no step for the raiser".to_owned())
}

/// The Chinese name of a step of the plan approval; `None` for an end.
///
/// # Errors
/// The file does not read.
pub fn label_of(step: &str) -> Result<Option<String>, String> {
    Ok(plan_approval()?.steps.get(step).map(|step| step.label.clone()))
}

/// A chain as its ASL file has it.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The human steps by state name.
    pub steps: BTreeMap<String, Step>,
    /// The ends: states of type `Succeed`.
    pub ends: BTreeSet<String>,
    /// Every fault found; empty for a chain that may be deployed.
    pub faults: Vec<String>,
}

impl Definition {
    /// Reads `asl`.
    ///
    /// # Errors
    /// The text is not JSON, or a step's data is not as [`Step`] says; the message names the state.
    pub fn read(asl: &str) -> Result<Self, String> {
        let machine: Value = serde_json::from_str(asl).map_err(|error| error.to_string())?;
        let empty = serde_json::Map::new();
        let states = machine.get("States").and_then(Value::as_object).unwrap_or(&empty);
        let mut chain = Self { steps: BTreeMap::new(), ends: BTreeSet::new(), faults: Vec::new() };
        for (name, state) in states {
            match text(state, "Type") {
                "Task" => {
                    let step = state.pointer("/Arguments/Payload/step").cloned().unwrap_or_default();
                    let step: Step = serde_json::from_value(step).map_err(|error| format!("{name}: {error}"))?;
                    chain.faults.extend(task_faults(name, state, &step, states));
                    chain.steps.insert(name.clone(), step);
                }
                "Succeed" => {
                    chain.ends.insert(name.clone());
                }
                "Choice" | "Fail" => {}
                other => chain.faults.push(format!("{name}: a state of type {other} is not part of an approval chain")),
            }
        }
        let start = text(&machine, "StartAt");
        let routes = routes(states.get(start));
        let is_failure = |state: &str| states.get(state).is_some_and(|state| text(state, "Type") == "Fail");
        if !states.get(start).is_some_and(|route| is_failure(text(route, "Default"))) {
            chain.faults.push(format!("{start}: an unknown step must end in Fail"));
        }
        for state in chain.steps.keys().chain(&chain.ends) {
            if routes.get(state.as_str()) != Some(&state.as_str()) {
                chain.faults.push(format!("{start}: no route to {state}"));
            }
        }
        for (to, next) in &routes {
            if to != next || !states.contains_key(*next) {
                chain.faults.push(format!("{start}: the route for {to} leads to {next}"));
            }
        }
        chain.walk_faults();
        Ok(chain)
    }

    /// The role in which people have `step`: the raiser's, the pool's, or that by which they are chosen.
    #[must_use]
    pub fn role_of(&self, step: &str) -> Option<Role> {
        match &self.steps.get(step)?.holder {
            Holder::Raiser => Some(Role::DemandHandler),
            Holder::Pool { role, .. } => Some(*role),
            Holder::Chosen => {
                let mut moves = self.steps.values().flat_map(|from| &from.moves);
                moves.find(|wanted| wanted.to.as_deref() == Some(step) && wanted.role.is_some())?.role
            }
        }
    }

    /// Every `to` is a state, every step can be reached from a raiser's submission and can reach an end.
    fn walk_faults(&mut self) {
        let mut faults = Vec::new();
        let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, step) in &self.steps {
            for wanted in &step.moves {
                let leads = matches!(wanted.kind, Kind::Send | Kind::Consult | Kind::Finish);
                match wanted.to.as_deref() {
                    Some(to) if !self.steps.contains_key(to) && !self.ends.contains(to) => {
                        faults.push(format!("{name}: “{}” leads to {to}, which is no state", wanted.label));
                    }
                    Some(to) => {
                        edges.entry(name).or_default().insert(to);
                        if wanted.asks() {
                            edges.entry(to).or_default().insert(name);
                        }
                    }
                    None if leads => faults.push(format!("{name}: “{}” leads nowhere", wanted.label)),
                    None => {}
                }
                if wanted.role.is_some() != wanted.scope.is_some() {
                    faults.push(format!("{name}: “{}” needs role and scope, or neither", wanted.label));
                }
            }
        }
        let reach = |from: &str| {
            let mut seen = BTreeSet::from([from.to_owned()]);
            let mut open = vec![from.to_owned()];
            while let Some(at) = open.pop() {
                for next in edges.get(at.as_str()).into_iter().flatten() {
                    if seen.insert((*next).to_owned()) {
                        open.push((*next).to_owned());
                    }
                }
            }
            seen
        };
        let raised = self.steps.values().find(|step| step.holder == Holder::Raiser);
        let from_start = raised.map(|step| reach(&step.name)).unwrap_or_default();
        for name in self.steps.keys() {
            if !from_start.contains(name) {
                faults.push(format!("{name}: cannot be reached"));
            }
            if !reach(name).iter().any(|state| self.ends.contains(state)) {
                faults.push(format!("{name}: cannot reach an end"));
            }
        }
        self.faults.append(&mut faults);
    }
}

fn text<'a>(state: &'a Value, field: &str) -> &'a str {
    state.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn routes(route: Option<&Value>) -> BTreeMap<&str, &str> {
    let choices = route.and_then(|route| route.get("Choices")).and_then(Value::as_array);
    let choice = |choice| {
        let condition = text(choice, "Condition").strip_prefix("{% $states.input.to = '")?.strip_suffix("' %}")?;
        Some((condition, text(choice, "Next")))
    };
    choices.into_iter().flatten().filter_map(choice).collect()
}

fn task_faults(name: &str, state: &Value, step: &Step, states: &serde_json::Map<String, Value>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut want = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{name}: {what}"));
        }
    };
    want(step.name == name, "the step's name is not the state's");
    want(text(state, "Resource").ends_with(":lambda:invoke.waitForTaskToken"), "does not wait for a task token");
    want(text(state, "Resource").starts_with("arn:${Partition}:"), "hard-codes a partition");
    want(state.get("TimeoutSeconds").is_some_and(Value::is_u64), "has no timeout");
    want(state.get("Retry").and_then(Value::as_array).is_some_and(|all| !all.is_empty()), "has no retry");
    let catches = state.get("Catch").and_then(Value::as_array).cloned().unwrap_or_default();
    let fails = |catch: &Value| states.get(text(catch, "Next")).is_some_and(|next| text(next, "Type") == "Fail");
    want(!catches.is_empty() && catches.iter().all(fails), "an error path does not end in Fail");
    want(!step.moves.is_empty(), "has no moves");
    let reviewed = step.moves.iter().any(|wanted| wanted.requires.iter().any(|fact| fact == BUDGETS_REVIEWED));
    want(!reviewed || step.reviews == Some(Reviews::Marks), "requires reviewed budgets, but nobody reviews them here");
    faults
}
