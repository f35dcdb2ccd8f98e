//! Submit a plan (送审, 3.10): complete, reserved and on its way to the next one's hands, or nothing of it.

use chains::fact::REVIEW_WAIVED;
use domain::access::Operation;
use domain::ids::PlanId;
use domain::plan::{PlanBody, content, reserve};
use domain::problem::Fault;
use domain::subject::Subject;
use domain::warning;
use lambda::{Call, Context, Docs, Outcome, Own, Preparing, Problem, Step, Submission, Submitted};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::act::with_current;
use crate::load::Ground;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SubmitPlan,
    method: "POST",
    path: "/api/plans/{plan}/submission",
    handle: |context, call| Box::pin(submit_plan(context, call)),
    docs: || {
        let codes = ["invalid_fields", "not_the_raiser", "not_a_draft", "in_transit", "budget_insufficient"];
        Docs::new::<Submission, Submitted>("计划送审", 200).codes(&codes).codes(&[
            "move_not_offered",
            "move_disabled",
            "authority_lost",
        ])
    },
};

async fn submit_plan(context: &Context, call: Call) -> Outcome {
    let id: PlanId = call.path("plan")?;
    let wanted: Submission = call.body()?;
    let prepare = || -> Preparing<'_, Submitted> { Box::pin(prepare(context, &call, &id, &wanted)) };
    let outcome = context.act_on(&call, &keys::subject_pk(&(&id).into()), prepare).await;
    with_current(context, &call, &id, outcome).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &PlanId,
    wanted: &Submission,
) -> Result<(Transaction, Submitted), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let (plan, mut body) = context.store.plan_with_body(id).await?.ok_or_else(Fault::absent)?;
    let mut plan = plan.draft_of(by)?;
    plan.at_version(wanted.version)?;
    plan.at_rest()?;
    let (ground, waived) = tokio::try_join!(Ground::of(context, &body.draft), reviews_are_waived(context, &plan))?;
    let (before, body_before) = (plan.version, body.version);
    let (year, lines) = ground.sketch(&body.draft, by, &plan.home.unit).complete()?;
    body.reservations = reserve(&lines, &ground.funds, &[])?;
    body.lines = lines;
    let bought = plan.content.clone();
    plan.take_content(&body.draft.name, content(Some(year), &body.lines), now);
    warning::outdate(&mut plan, &bought);
    plan.course.facts.retain(|fact| warning::FACTS.contains(&fact.as_str()));
    plan.course.facts.extend(waived.then(|| REVIEW_WAIVED.to_owned()));
    let own = Own { act: "plan_submitted", before, kept: kept(&plan, &body), judged: None };
    let begun_at = plan.created_at;
    let write = move |plan: &Subject, acts: &mut Transaction| {
        body.version = plan.content_version;
        acts.replace(Table::Records, &body, body_before, Refusal::StaleVersion).reserve(
            (&body.plan, begun_at),
            &[],
            &body.reservations,
        );
    };
    wanted.send(context, call, plan, own, write).await
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
