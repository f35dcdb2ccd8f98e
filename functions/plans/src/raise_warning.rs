//! Raise an early warning (发起预警审批, 3.11) about one's own draft plan: a draft that keeps what the plan says now.

use domain::access::Operation;
use domain::events::Act;
use domain::ids::{Id, PlanId};
use domain::problem::Fault;
use domain::subject::{SubjectId, SubjectKind};
use domain::warning::{may_be_about, raise};
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use serde_json::json;
use store::records::AboutLink;
use store::{Refusal, Table, Transaction, keys};

use crate::load::Ground;
use crate::warning_view::WarningHead;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::RaiseWarning,
    method: "POST",
    path: "/api/plans/{plan}/warnings",
    handle: |context, call| Box::pin(raise_warning(context, call)),
    docs: || {
        let codes = ["not_the_raiser", "not_a_draft", "in_transit", "warning_open", "invalid_fields", "already_exists"];
        Docs::answering::<WarningHead>("发起预警审批", 201).codes(&codes)
    },
};

async fn raise_warning(context: &Context, call: Call) -> Outcome {
    let plan: PlanId = call.path("plan")?;
    let id = Id::derived(call.principal()?.person.as_str(), call.key()?.as_str());
    let subject = SubjectId { kind: SubjectKind::Warning, id: id.clone() };
    let prepare = || -> Preparing<'_, WarningHead> { Box::pin(prepare(context, &call, &plan, &id)) };
    Ok(context.act_on(&call, &keys::subject_pk(&subject), prepare).await?.with_status(201))
}

async fn prepare(
    context: &Context,
    call: &Call,
    plan: &PlanId,
    id: &Id,
) -> Result<(Transaction, WarningHead), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let (plan, body) = context.store.plan_with_body(plan).await?.ok_or_else(Fault::absent)?;
    let plan = plan.seen_by(by)?;
    may_be_about(&plan, by)?;
    let ground = Ground::of(context, &body.draft).await?;
    let (_, lines) = ground.sketch(&body.draft, by, &plan.home.unit).complete()?;
    let (mut warning, body) = raise(id.clone(), &plan, lines, by, now)?;
    let answer = WarningHead::new(&warning);
    let payload = json!({"plan": &body.plan, "plan_version": body.plan_version});
    let act = Act { payload, ..call.act("warning_raised", now, &answer)? };
    let event = warning.history.record(&keys::subject_pk(&warning.id), act);
    let mut acts = Transaction::new();
    acts.insert(Table::Records, &warning, Refusal::AlreadyExists)
        .insert(Table::Records, &body, Refusal::AlreadyExists)
        .put(Table::Records, &AboutLink { about: plan.id.clone(), subject: warning.id.clone(), at: now })
        .event(&event);
    Ok((acts, answer))
}
