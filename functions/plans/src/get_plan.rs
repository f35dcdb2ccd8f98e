//! One plan with everything its page shows (计划预览, 3.10).

use domain::access::Operation;
use domain::identity::Principal;
use domain::ids::PlanId;
use domain::plan::{Draft, PlanBody, Sketch, Warning};
use domain::problem::{Fault, FieldFault};
use domain::subject::{Status, Subject};
use domain::warning::may_be_about;
use lambda::subject_views::{Editable, SubmissionView, names_of};
use lambda::views::UploadView;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::records::HomeNames;

use crate::load::Ground;
use crate::view::{PlanHead, PlanLineView, SourceView, by_source};

/// A plan with everything its page shows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanDetail {
    /// Its header.
    #[serde(flatten)]
    pub head: PlanHead,
    /// As it was typed.
    pub draft: Draft,
    /// Its lines; of a draft, those that can be counted.
    pub lines: Vec<PlanLineView>,
    /// What of a draft is missing or wrong; with any of it, it cannot be submitted.
    pub missing: Vec<FieldFault>,
    /// What is above the budget's own unit price or total (预警).
    pub warnings: Vec<Warning>,
    /// What it has reserved, by funding source; none of a draft.
    pub funding: Vec<SourceView>,
    /// Its attachments.
    pub attachments: Vec<UploadView>,
    /// How the caller's own draft can be submitted; absent otherwise.
    pub submission: Option<SubmissionView>,
    /// Whether the caller may raise an early warning about it now (预警审批, 3.11).
    pub warnable: bool,
    /// That the caller may edit it now; absent otherwise.
    pub editable: Option<Editable>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::GetPlan,
    method: "GET",
    path: "/api/plans/{plan}",
    handle: |context, call| Box::pin(get_plan(context, call)),
    docs: || Docs::answering::<PlanDetail>("查看计划", 200),
};

async fn get_plan(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: PlanId = call.path("plan")?;
    let (plan, body) = context.store.plan_with_body(&id).await?.ok_or_else(Fault::absent)?;
    let plan = plan.seen_by(by)?;
    let (ground, names, submission, editable) = tokio::try_join!(
        Ground::of(context, &body.draft),
        names(context, by, &plan),
        SubmissionView::of(context, &plan, by),
        Editable::of(context, &plan, by)
    )?;
    let PlanBody { draft, lines, reservations, .. } = body;
    let (lines, missing) = match plan.status {
        Status::Draft => {
            let Sketch { lines, faults, .. } = ground.sketch(&draft, by, &plan.home.unit);
            (lines, faults)
        }
        Status::UnderWay | Status::Finished | Status::Discarded => (lines, Vec::new()),
    };
    let own = ground.uploads.iter().filter(|upload| upload.unit == plan.home.unit);
    Answer::ok(&PlanDetail {
        warnable: may_be_about(&plan, by).is_ok(),
        head: PlanHead::new(&plan, &names),
        lines: lines.iter().map(PlanLineView::from).collect(),
        missing,
        warnings: ground.warnings(&lines),
        funding: by_source(&reservations),
        attachments: own.map(|upload| UploadView::new(upload, context.now())).collect(),
        draft,
        submission,
        editable,
    })
}

async fn names(context: &Context, by: &Principal, plan: &Subject) -> Result<HomeNames, Problem> {
    Ok(names_of(context, by, plan).await?)
}
