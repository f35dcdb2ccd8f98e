//! Submit a plan (送审, 3.10): complete, reserved and on its way to the next one's hands, or nothing of it.

use chains::course;
use chains::fact::REVIEW_WAIVED;
use chains::{Kind, Standing, Task, Wanted, chain_of, decide, offers, raising_task};
use domain::access::Operation;
use domain::events::Act;
use domain::identity::{Actor, Principal};
use domain::ids::{PersonId, PlanId};
use domain::plan::{PlanBody, content, reserve};
use domain::problem::Fault;
use domain::subject::Subject;
use domain::text::{Name, Opinion};
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::records::HomeNames;
use store::{Refusal, Table, Transaction, keys};

use crate::act::with_current;
use crate::load::Ground;
use crate::view::names_of;

/// Where a plan is sent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The version that was read.
    version: u64,
    /// To the next step (`send`), or to ask first (`consult`).
    kind: Kind,
    /// The next step, as the draft's moves name it.
    to: Name,
    /// Who takes it there.
    person: PersonId,
    /// An opinion (办理意见).
    opinion: Option<Opinion>,
}

/// Who has a plan now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Submitted {
    /// The plan.
    pub plan: PlanId,
    /// Its version now.
    pub version: u64,
    /// The next step and who has it.
    pub next: NextStep,
}

/// A step and who has it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NextStep {
    /// The step's Chinese name (环节).
    pub label: String,
    /// Who has it.
    pub person: Option<Actor>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SubmitPlan,
    method: "POST",
    path: "/api/plans/{plan}/submission",
    handle: |context, call| Box::pin(submit_plan(context, call)),
    docs: || {
        let codes = ["invalid_fields", "not_the_raiser", "not_a_draft", "in_transit", "budget_insufficient"];
        Docs::new::<Submission, Submitted>("计划送审", 200).codes(&codes).codes(&["move_not_offered", "move_disabled"])
    },
};

async fn submit_plan(context: &Context, call: Call) -> Outcome {
    let id: PlanId = call.path("plan")?;
    let asked: Submission = call.body()?;
    let prepare = || -> Preparing<'_, Submitted> { Box::pin(prepare(context, &call, &id, &asked)) };
    let outcome = context.act_on(&call, &keys::subject_pk(&(&id).into()), prepare).await;
    with_current(context, &call, &id, outcome).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &PlanId,
    asked: &Submission,
) -> Result<(Transaction, Submitted), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let (plan, mut body) = context.store.plan_with_body(id).await?.ok_or_else(Fault::absent)?;
    let mut plan = plan.draft_of(by)?;
    plan.at_version(asked.version)?;
    plan.at_rest()?;
    let (ground, waived, person, names) = tokio::try_join!(
        Ground::of(context, &body.draft),
        reviews_are_waived(context, &plan),
        chosen(context, &asked.person),
        named(context, by, &plan)
    )?;
    let (before, unit_name) =
        ((plan.version, body.version), names.unit(&plan.home).parse().map_err(Problem::internal)?);
    let (year, lines) = ground.sketch(&body.draft, by, &plan.home.unit).complete()?;
    body.reservations = reserve(&lines, &ground.funds, &[])?;
    body.lines = lines;
    plan.take_content(&body.draft.name, content(Some(year), &body.lines), now);
    plan.course.facts.clear();
    plan.course.facts.extend(waived.then(|| REVIEW_WAIVED.to_owned()));
    let task = raising_task(&plan).map_err(Problem::internal)?;
    let decision = decided(&plan, &task, by, asked, person.as_ref())?;
    let (decision, does) = decision;
    let (todo, follow) = course::submit(&mut plan, &unit_name, &task, (&decision, &does), now);
    body.version = plan.mark_content();
    let chain = chain_of(plan.id.kind).map_err(Problem::internal)?;
    let label = chain.label_of(&decision.to).unwrap_or_default().to_owned();
    let next = NextStep { label, person: decision.person.clone() };
    let answer = Submitted { plan: id.clone(), version: plan.content_version, next };
    let payload = json!({
        "task": &todo.id, "step": &todo.step, "label": &todo.label, "decision": &decision, "opinion": &asked.opinion,
        "content_version": plan.content_version, "content": kept(&plan, &body),
    });
    let act = Act { payload, follow: Some(follow), ..call.act("plan_submitted", now, &answer)? };
    let event = plan.history.record(&keys::subject_pk(&plan.id), act);
    let standing = Standing { id: todo.id.clone(), task };
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &plan, before.0, Refusal::StaleVersion)
        .replace(Table::Records, &body, before.1, Refusal::StaleVersion)
        .insert(Table::Records, &todo, Refusal::StaleVersion)
        .insert(Table::Records, &standing, Refusal::StaleVersion)
        .reserve((id, plan.created_at), &[], &body.reservations)
        .event(&event);
    Ok((acts, answer))
}

/// What is sent, as reports and auditors read it.
fn kept(plan: &Subject, body: &PlanBody) -> serde_json::Value {
    json!({
        "name": &plan.title, "year": plan.year, "amount": plan.amount, "lines": &body.lines,
        "attachments": &body.draft.attachments, "reservations": &body.reservations,
    })
}

async fn reviews_are_waived(context: &Context, plan: &Subject) -> Result<bool, Problem> {
    let region = context.store.region(&plan.home.region).await?;
    Ok(region.is_some_and(|region| !region.reviews_ordinary_filings))
}

async fn named(context: &Context, by: &Principal, plan: &Subject) -> Result<HomeNames, Problem> {
    Ok(names_of(context, by, plan).await?)
}

async fn chosen(context: &Context, person: &PersonId) -> Result<Option<Principal>, Problem> {
    Ok(context.store.person(person).await?.map(Principal::from))
}

fn decided(
    plan: &Subject,
    task: &Task,
    by: &Principal,
    asked: &Submission,
    person: Option<&Principal>,
) -> Result<(chains::Decision, chains::Outcome), Problem> {
    let wanted = Wanted {
        kind: asked.kind,
        name: None,
        to: Some(asked.to.to_string()),
        person,
        straight: false,
        has_opinion: asked.opinion.is_some(),
    };
    let (home, facts) = (plan.home.clone(), course::facts(plan));
    decide(task, by, &home, &facts, &wanted).map_err(|fault| {
        let problem = Problem::from(fault);
        match serde_json::to_value(offers(task, by, &home, &facts)) {
            Ok(moves) if problem.status == 422 => problem.with("legal_moves", moves),
            _ => problem,
        }
    })
}
