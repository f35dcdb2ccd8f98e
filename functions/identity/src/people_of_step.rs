//! The people who can take the next step (下一环节办理人, 3.10, 4.1): whoever holds the move's role within its scope, and
//! whom `chains::decide` would accept.

use std::str::FromStr;

use chains::step::Scope;
use chains::succession::succeeds;
use chains::{Kind, Offer, Standing, Task, Todo, is_eligible, offers, raising_task, submission_id};
use domain::access::Operation;
use domain::identity::{Principal, Role};
use domain::ids::PersonId;
use domain::problem::Fault;
use domain::subject::{Status, Subject, TaskId};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Refusal, Table, keys};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::PeopleOfStep,
    method: "GET",
    path: "/api/tasks/{task}/people",
    handle: |context, call| Box::pin(people_of_step(context, call)),
    docs: || {
        Docs::answering::<People>("下一环节可选的办理人", 200)
            .query("kind", "办理方式：send、consult；原办理人不在岗时还有 return、answer")
            .query("to", "下一环节；只有一个可选时可不填")
            .query("straight", "true 直接送回")
            .query("q", "姓名中包含的文字")
            .query("cursor", "翻页信息")
            .codes(&[
                "invalid_fields",
                "move_not_offered",
                "move_disabled",
                "authority_lost",
                "already_decided",
                "bad_cursor",
            ])
    },
};

/// Someone who can be chosen.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Candidate {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: Name,
    /// Name of their department.
    pub department_name: Name,
}

/// A page of people; it may be short, or empty, and still have a next one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct People {
    /// The people.
    pub items: Vec<Candidate>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// The kind of a move, as a query parameter.
pub(crate) struct WantedKind(pub(crate) Kind);

impl FromStr for WantedKind {
    type Err = &'static str;
    fn from_str(raw: &str) -> Result<Self, &'static str> {
        serde_json::from_value(json!(raw)).map(Self).map_err(|_| "不是可选的办理方式")
    }
}

async fn people_of_step(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: TaskId = call.path("task")?;
    let kind = call.query_as::<WantedKind>("kind")?;
    let WantedKind(kind) = kind.ok_or_else(|| Fault::field("kind", "missing_field", "请选择办理方式"))?;
    let name = call.query_as::<Name>("q")?;
    let straight = call.query_as::<bool>("straight")?.unwrap_or_default();
    let (subject, task) = open_task(context, &id, by).await?;
    let store = &context.store;
    let mut facts = effects::facts(store, &subject, &task).await?;
    // Where nothing goes back, nobody is looked up.
    if matches!(kind, Kind::Return | Kind::Answer) || task.back.is_some() {
        facts.gone = effects::gone(store, &subject, &task, by).await?;
    }
    let all = offers(&task, by, &subject, &facts);
    let Choice { role, among } = choice(&all, kind, call.query("to"), straight)?;
    let page = context.store.holders(&by.unit, role, call.query("cursor").map(str::to_owned)).await?;
    let people = page.items.into_iter().map(|holder| holder.principal);
    let people = people.filter(|person| match &among {
        Among::Scope(scope) => is_eligible(&task, by, kind, role, *scope, person),
        Among::SuccessorsAt(step) => succeeds(&task, by, &subject, step, person),
    });
    let people = people.filter(|person| name.as_ref().is_none_or(|part| person.name.as_str().contains(part.as_str())));
    let view = |one: Principal| Candidate { id: one.person, name: one.name, department_name: one.department_name };
    Answer::ok(&People { items: people.map(view).collect(), next: page.next })
}

/// The open task of `by`, with its subject: a to-do, or what a draft's raiser decides on when they submit it.
pub(crate) async fn open_task(context: &Context, id: &TaskId, by: &Principal) -> Result<(Subject, Task), Problem> {
    let (head, todo, standing) = (keys::subject_head(&id.subject), keys::todo(id), keys::standing(id));
    let all = [head.clone(), todo.clone(), standing.clone()];
    let mut found = context.store.batch_get(Table::Records, &all).await?;
    let subject = found.take::<Subject>(&head)?.ok_or_else(Fault::absent)?;
    let task = if subject.status == Status::Draft && *id == submission_id(&subject) {
        raising_task(&subject).map_err(Problem::internal)?
    } else {
        found.take::<Standing>(&standing)?.ok_or_else(Fault::absent)?.in_force()
    };
    let todo = found.take::<Todo>(&todo)?;
    if !todo.as_ref().is_some_and(|todo| todo.was_of_pool_of(by)) {
        task.check_held(by, &subject)?;
    }
    match todo {
        Some(todo) if todo.ended.is_some() => Err(Refusal::AlreadyDecided.into()),
        _ => Ok((subject, task)),
    }
}

/// Whom a move lets one choose.
#[derive(Debug, PartialEq, Eq)]
struct Choice {
    role: Role,
    among: Among,
}

/// Among whom.
#[derive(Debug, PartialEq, Eq)]
enum Among {
    /// Those within this scope of the sender.
    Scope(Scope),
    /// Those who can take the place of whoever had this step and is gone.
    SuccessorsAt(String),
}

/// Whom the wanted move lets one choose; of a return, at the step `to`; `straight` of the straight way alone.
fn choice(all: &[Offer], kind: Kind, to: Option<&str>, straight: bool) -> Result<Choice, Problem> {
    let targets = all.iter().filter(|offer| offer.kind == kind).flat_map(|offer| &offer.targets);
    let mut left = targets.filter(|target| Some(target.step.as_str()) == to);
    if let Some((role, step)) = left.find_map(|target| Some((target.successor?, target.step.clone()))) {
        return Ok(Choice { role, among: Among::SuccessorsAt(step) });
    }
    let among = |offer: &Offer| {
        let step = || offer.to.clone().map(Among::SuccessorsAt);
        offer.scope.map(Among::Scope).or_else(step)
    };
    let choosing = || all.iter().filter_map(|offer| Some((offer, offer.role?, among(offer)?)));
    let fits = |offer: &Offer| {
        offer.kind == kind && offer.straight == straight && to.is_none_or(|to| offer.to.as_deref() == Some(to))
    };
    let mut fitting = choosing().filter(|(offer, ..)| fits(offer));
    match (fitting.next(), fitting.next()) {
        (Some((offer, role, among)), None) => match &offer.disabled {
            Some(reason) => Err(Fault::refused("move_disabled", reason).into()),
            None => Ok(Choice { role, among }),
        },
        (Some(_), Some(_)) => Err(Fault::field("to", "missing_field", "请选择下一环节").into()),
        (None, _) => {
            let legal = choosing().map(|(offer, ..)| json!({"kind": offer.kind, "to": offer.to, "label": offer.label}));
            let refused = Problem::refused("move_not_offered", "当前环节没有此操作，或此操作不需要选择办理人");
            Err(refused.with("legal_moves", legal.collect::<Vec<Value>>()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chains::course::facts;

    fn raised() -> Vec<Offer> {
        let by: Principal = serde_json::from_value(json!({
            "person": "lin", "name": "林晓", "unit": "u", "unit_name": "单位", "department": "d",
            "department_name": "教务处", "region": "350001", "roles": ["demand_handler"],
        }))
        .unwrap();
        let now = "2026-03-02T01:00:00Z".parse().unwrap();
        let subject = Subject::draft("plan.1".parse().unwrap(), "办公设备".parse().unwrap(), &by, now);
        assert_eq!(submission_id(&subject).to_string(), "plan.1.1.0");
        offers(&raising_task(&subject).unwrap(), &by, &subject, &facts(&subject))
    }

    #[test]
    fn a_submission_goes_to_a_lead_or_asks_a_colleague_of_ones_own_department() {
        let all = raised();
        let lead = Choice { role: Role::DemandLead, among: Among::Scope(Scope::Department) };
        assert_eq!(choice(&all, Kind::Send, None, false).unwrap(), lead);
        let colleague = choice(&all, Kind::Consult, Some("ConsultColleague"), false).unwrap();
        assert_eq!(colleague.among, Among::Scope(Scope::Department));
    }

    #[test]
    fn what_is_not_offered_is_refused_with_what_is() {
        for (kind, to) in [(Kind::Finish, None), (Kind::Send, Some("UnitLead")), (Kind::Return, None)] {
            let problem = choice(&raised(), kind, to, false).unwrap_err();
            assert_eq!((problem.status, problem.code), (422, "move_not_offered"));
            assert!(problem.extra["legal_moves"].as_array().is_some_and(|legal| !legal.is_empty()));
        }
        assert!("fly".parse::<WantedKind>().is_err());
    }
}
