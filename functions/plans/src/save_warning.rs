//! Save an early warning's draft (保存预警说明, 3.11): the explanation as it is typed, and what the plan says
//! now, where that is asked for.

use domain::access::Operation;
use domain::ids::Id;
use domain::plan::content;
use domain::problem::Fault;
use domain::subject::{SubjectId, SubjectKind};
use domain::warning::{Explanation, WarningBody};
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Refusal, Table, Transaction};

use crate::load::Ground;
use crate::warning_view::WarningHead;

/// A warning as it is typed now.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WarningSaving {
    /// The version that was read.
    version: u64,
    /// Why the plan is to be bought in this way (情况说明), up to 1000 characters; absent while it is not written.
    explanation: Option<Explanation>,
    /// Whether to take over what the plan says now.
    #[serde(default)]
    refresh: bool,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SaveWarning,
    method: "PUT",
    path: "/api/warnings/{warning}",
    handle: |context, call| Box::pin(save_warning(context, call)),
    docs: || {
        let codes = ["invalid_fields", "not_the_raiser", "not_a_draft", "stale_version"];
        Docs::new::<WarningSaving, WarningHead>("保存预警说明", 200).without_key().codes(&codes)
    },
};

async fn save_warning(context: &Context, call: Call) -> Outcome {
    let id = SubjectId { kind: SubjectKind::Warning, id: call.path::<Id>("warning")? };
    let saving: WarningSaving = call.body()?;
    let prepare =
        || -> Preparing<'_, WarningHead, Option<Transaction>> { Box::pin(prepare(context, &call, &id, &saving)) };
    context.save_on(prepare).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &SubjectId,
    saving: &WarningSaving,
) -> Result<(Option<Transaction>, WarningHead), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let (warning, mut body) = context.store.subject_with_body::<WarningBody>(id).await?.ok_or_else(Fault::absent)?;
    let mut warning = warning.draft_of(by)?;
    if !saving.refresh && warning.was_saved_since(saving.version) && body.explanation == saving.explanation {
        return Ok((None, WarningHead::new(&warning)));
    }
    warning.at_version(saving.version)?;
    let before = (warning.version, body.version);
    if saving.refresh {
        let (plan, plan_body) = context.store.plan_with_body(&body.plan).await?.ok_or_else(Fault::absent)?;
        let plan = plan.seen_by(by)?;
        let ground = Ground::of(context, &plan_body.draft).await?;
        let (year, lines) = ground.sketch(&plan_body.draft, by, &plan.home.unit).complete()?;
        warning.take_content(&plan.title, content(Some(year), &lines), now);
        (body.lines, body.plan_version) = (lines, plan.content_version);
    }
    warning.updated_at = now;
    warning.version += 1;
    (body.explanation, body.version) = (saving.explanation.clone(), warning.mark_content());
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &warning, before.0, Refusal::StaleVersion).replace(
        Table::Records,
        &body,
        before.1,
        Refusal::StaleVersion,
    );
    Ok((Some(acts), WarningHead::new(&warning)))
}
