//! Submit an early warning (预警送审, 3.11): explained, about a plan that is still what the warning says.

use domain::access::Operation;
use domain::ids::Id;
use domain::problem::Fault;
use domain::subject::{Subject, SubjectId, SubjectKind};
use domain::warning::{WarningBody, may_be_about};
use lambda::{Call, Context, Docs, Outcome, Own, Preparing, Problem, Step, Submission, Submitted};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SubmitWarning,
    method: "POST",
    path: "/api/warnings/{warning}/submission",
    handle: |context, call| Box::pin(submit_warning(context, call)),
    docs: || {
        let codes = [
            "invalid_fields",
            "not_the_raiser",
            "not_a_draft",
            "in_transit",
            "warning_open",
            "plan_changed",
            "stale_version",
        ];
        Docs::new::<Submission, Submitted>("预警送审", 200).codes(&codes).codes(&[
            "move_not_offered",
            "move_disabled",
            "authority_lost",
        ])
    },
};

async fn submit_warning(context: &Context, call: Call) -> Outcome {
    let id = SubjectId { kind: SubjectKind::Warning, id: call.path::<Id>("warning")? };
    let wanted: Submission = call.body()?;
    let prepare = || -> Preparing<'_, Submitted> { Box::pin(prepare(context, &call, &id, &wanted)) };
    context.act_on(&call, &keys::subject_pk(&id), prepare).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &SubjectId,
    wanted: &Submission,
) -> Result<(Transaction, Submitted), Problem> {
    let by = call.principal()?;
    let (warning, mut body) = context.store.subject_with_body::<WarningBody>(id).await?.ok_or_else(Fault::absent)?;
    let mut warning = warning.draft_of(by)?;
    warning.at_version(wanted.version)?;
    warning.at_rest()?;
    let Some(explanation) = &body.explanation else {
        return Err(Fault::field("explanation", "missing_field", "请填写情况说明").into());
    };
    let (plan, _) = context.store.plan_with_body(&body.plan).await?.ok_or_else(Fault::absent)?;
    may_be_about(&plan, by)?;
    if plan.content != warning.content {
        return Err(Fault::conflict("plan_changed", "计划内容已修改，请刷新后核对再送审").into());
    }
    let kept = json!({"plan": &body.plan, "plan_version": body.plan_version, "explanation": explanation, "lines": &body.lines});
    let (before, body_before) = (warning.version, body.version);
    warning.course.facts.clear();
    let own = Own { act: "warning_submitted", before, kept, judged: Some((&plan.id, plan.version)) };
    let write = move |warning: &Subject, acts: &mut Transaction| {
        body.version = warning.content_version;
        acts.replace(Table::Records, &body, body_before, Refusal::StaleVersion);
    };
    wanted.send(context, call, warning, own, write).await
}
