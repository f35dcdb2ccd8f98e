//! One early warning with everything its page shows (预警详细表, 3.11).

use domain::access::Operation;
use domain::ids::{Id, PlanId};
use domain::money::Yuan;
use domain::problem::Fault;
use domain::subject::{Status, SubjectId, SubjectKind};
use domain::warning::WarningBody;
use lambda::subject_views::{SubmissionView, names_of};
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;

use crate::view::PlanLineView;
use crate::warning_view::WarningHead;

/// An early warning with everything its page shows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WarningDetail {
    /// Its header.
    #[serde(flatten)]
    pub head: WarningHead,
    /// The plan that it is about.
    pub plan: PlanId,
    /// Name of its unit.
    pub unit_name: String,
    /// Name of the department that raised it.
    pub department_name: String,
    /// Amount of the plan as it was then (计划金额), in yuan.
    pub amount: Yuan,
    /// The plan's lines as they were then (采购清单).
    pub lines: Vec<PlanLineView>,
    /// Why (情况说明).
    pub explanation: Option<String>,
    /// Whether the plan says something else now than this draft, which has to take it over before it is sent.
    pub outdated: bool,
    /// How the caller's own draft can be submitted; absent otherwise.
    pub submission: Option<SubmissionView>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::GetWarning,
    method: "GET",
    path: "/api/warnings/{warning}",
    handle: |context, call| Box::pin(get_warning(context, call)),
    docs: || Docs::answering::<WarningDetail>("查看预警", 200),
};

async fn get_warning(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id = SubjectId { kind: SubjectKind::Warning, id: call.path::<Id>("warning")? };
    let (warning, body) = context.store.subject_with_body::<WarningBody>(&id).await?.ok_or_else(Fault::absent)?;
    let warning = warning.seen_by(by)?;
    let names = names_of(context, by, &warning).await?;
    let outdated = match warning.status {
        Status::Draft => {
            let plan = context.store.plan_with_body(&body.plan).await?;
            plan.is_some_and(|(plan, _)| plan.content != warning.content)
        }
        Status::UnderWay | Status::Finished | Status::Discarded => false,
    };
    Answer::ok(&WarningDetail {
        head: WarningHead::new(&warning),
        plan: body.plan,
        unit_name: names.unit(&warning.home.unit),
        department_name: names.department(&warning.home),
        amount: warning.amount.unwrap_or_default().into(),
        lines: body.lines.iter().map(PlanLineView::from).collect(),
        explanation: body.explanation.map(String::from),
        outdated,
        submission: SubmissionView::of(context, &warning, by).await?,
    })
}
