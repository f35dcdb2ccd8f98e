//! Reads a chain's data and finds what would be wrong with it before it is deployed. The ASL of its state machine is
//! generated from the same data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use domain::identity::Role;
use domain::subject::SubjectKind;
use serde::{Deserialize, Serialize};

use crate::decision::WITHDRAWN;
use crate::fact::BUDGETS_REVIEWED;
use crate::step::{Effect, Holder, Kind, Move, Reach, Reviews, Step};

const PLAN_APPROVAL: &str = include_str!("../data/plan-approval.json");
const EARLY_WARNING: &str = include_str!("../data/early-warning.json");
const SUPPLIER_QUESTION: &str = include_str!("../data/supplier-question.json");

/// The chain of a kind; read once.
///
/// # Errors
/// Its data does not read.
pub fn chain_of(kind: SubjectKind) -> Result<&'static Definition, String> {
    static PLAN: OnceLock<Result<Definition, String>> = OnceLock::new();
    static WARNING: OnceLock<Result<Definition, String>> = OnceLock::new();
    static QUESTION: OnceLock<Result<Definition, String>> = OnceLock::new();
    let read = |once: &'static OnceLock<Result<Definition, String>>, text| {
        once.get_or_init(|| Definition::read(text)).as_ref().map_err(Clone::clone)
    };
    match kind {
        SubjectKind::Plan => read(&PLAN, PLAN_APPROVAL),
        SubjectKind::Warning => read(&WARNING, EARLY_WARNING),
        SubjectKind::Question => read(&QUESTION, SUPPLIER_QUESTION),
    }
}

/// A chain as its file has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainData {
    /// Its name: the file, the ASL and the state machine.
    pub name: String,
    /// The Chinese name people see.
    pub title: String,
    /// Where it comes from: a feature or a chapter of the manual.
    pub source: String,
    /// The step that a subject is raised from, and to which it may be returned.
    pub start: String,
    /// The role of whoever raises it.
    pub raised_by: Role,
    /// The ends; one of them is [`WITHDRAWN`].
    pub ends: BTreeSet<String>,
    /// What is done when a submission is withdrawn to a draft.
    #[serde(default)]
    pub on_withdrawal: Vec<Effect>,
    /// The human steps, in the order in which people think of them.
    pub steps: Vec<Step>,
}

/// A chain.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The step that a subject is raised from.
    pub start: String,
    /// The role of whoever raises it.
    pub raised_by: Role,
    /// The human steps by name.
    pub steps: BTreeMap<String, Step>,
    /// The ends.
    pub ends: BTreeSet<String>,
    /// What is done when a submission is withdrawn to a draft.
    pub on_withdrawal: Vec<Effect>,
    /// Every fault found; empty for a chain that may be deployed.
    pub faults: Vec<String>,
}

impl Definition {
    /// Reads a chain's data.
    ///
    /// # Errors
    /// The text is not a chain as [`ChainData`] says, or the step that it is raised from is missing.
    pub fn read(text: &str) -> Result<Self, String> {
        let data: ChainData = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut faults = Vec::new();
        let mut steps = BTreeMap::new();
        for step in data.steps {
            faults.extend(step_faults(&step));
            let name = step.name.clone();
            if data.ends.contains(&name) || steps.insert(name.clone(), step).is_some() {
                faults.push(format!("{name}: stands there twice"));
            }
        }
        match steps.get(&data.start) {
            None => return Err(format!("{}: the step that it starts from is missing", data.start)),
            Some(start) if !matches!(start.holder, Holder::Raiser { .. } | Holder::Party { .. }) => {
                faults.push(format!("{}: whoever raised it must hold the step that it starts from", data.start));
            }
            Some(start) if start.holder.role() != Some(data.raised_by) => {
                faults.push(format!("{}: is not held in the role that raises", data.start));
            }
            Some(_) => {}
        }
        if !data.ends.contains(WITHDRAWN) {
            faults.push(format!("{WITHDRAWN}: is no end"));
        }
        let (start, raised_by, ends, on_withdrawal) = (data.start, data.raised_by, data.ends, data.on_withdrawal);
        let mut chain = Self { start, raised_by, steps, ends, on_withdrawal, faults };
        let found = chain.walk_faults();
        chain.faults.extend(found);
        Ok(chain)
    }

    /// The step that a subject is raised from: what a submission may lead to.
    ///
    /// # Errors
    /// It is missing; a chain that was read has it.
    pub fn raising_step(&self) -> Result<&Step, String> {
        self.steps.get(&self.start).ok_or_else(|| format!("{}: no such step", self.start))
    }

    /// The Chinese name of a step; `None` for an end.
    #[must_use]
    pub fn label_of(&self, step: &str) -> Option<&str> {
        self.steps.get(step).map(|step| step.label.as_str())
    }

    /// The role in which people have `step`; `None` for an end.
    #[must_use]
    pub fn role_of(&self, step: &str) -> Option<Role> {
        self.steps.get(step)?.holder.role()
    }

    /// Every `to` is a step or an end, every step can be reached from the start and can reach an end.
    fn walk_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, step) in &self.steps {
            for wanted in &step.moves {
                let Some(to) = wanted.to.as_deref() else { continue };
                if self.steps.contains_key(to) || self.ends.contains(to) {
                    edges.entry(name).or_default().insert(to);
                    if wanted.asks() {
                        edges.entry(to).or_default().insert(name);
                    }
                } else {
                    faults.push(format!("{name}: “{}” leads to {to}, which is no step", wanted.label));
                }
                let given = self.role_of(to);
                if wanted.role.is_some() && wanted.role != given {
                    faults.push(format!("{name}: “{}” gives {to} to a role that may not act there", wanted.label));
                }
                let part = |party| self.steps.get(to).is_some_and(|step| step.holder.takes(party));
                if !wanted.party.is_none_or(part) {
                    faults.push(format!(
                        "{name}: “{}” gives {to} to an organisation that does not take it",
                        wanted.label
                    ));
                }
                if (wanted.kind == Kind::Finish) != self.ends.contains(to) {
                    faults.push(format!("{name}: “{}” must finish at an end, and nothing else may", wanted.label));
                }
            }
        }
        let from_start = reach(&edges, &self.start);
        for name in self.steps.keys() {
            if !from_start.contains(name) {
                faults.push(format!("{name}: cannot be reached"));
            }
            if !reach(&edges, name).iter().any(|state| self.ends.contains(state)) {
                faults.push(format!("{name}: cannot reach an end"));
            }
        }
        faults
    }
}

fn reach(edges: &BTreeMap<&str, BTreeSet<&str>>, from: &str) -> BTreeSet<String> {
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
}

fn step_faults(step: &Step) -> Vec<String> {
    let mut faults = Vec::new();
    let mut want = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{}: {what}", step.name));
        }
    };
    want(!step.moves.is_empty(), "has no moves");
    want(step.holder.role().is_some(), "does not say in which role people have it");
    let reviewed = step.moves.iter().any(|wanted| wanted.requires.iter().any(|fact| fact == BUDGETS_REVIEWED));
    want(!reviewed || step.reviews == Some(Reviews::Marks), "requires reviewed budgets, but nobody reviews them here");
    for (n, one) in step.moves.iter().enumerate() {
        let Move { kind, label, to, .. } = one;
        let told = |what: &str| format!("“{label}” {what}");
        let leads = matches!(kind, Kind::Send | Kind::Consult | Kind::Stay | Kind::Finish);
        want(leads == to.is_some(), &told("must say where it leads exactly where the path does not"));
        want(*kind != Kind::Stay || to.as_ref() == Some(&step.name), &told("must stay"));
        want(*kind != Kind::Withdraw, &told("is no move of a step"));
        want(one.role.is_some() == one.scope.is_some(), &told("needs role and scope, or neither"));
        want(one.party.is_none() || one.role.is_none(), &told("chooses a person or an organisation, not both"));
        want(*kind == Kind::Return || one.reach == Reach::Any, &told("reaches back, but is no return"));
        let alike = |other: &&Move| other.kind == *kind && other.to == *to && other.name == one.name;
        want(step.moves.iter().take(n).find(alike).is_none(), &told("cannot be told from another move"));
    }
    faults
}
