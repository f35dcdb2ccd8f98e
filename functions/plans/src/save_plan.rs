//! Save a draft (保存, 3.1): what is complete is counted, what is missing is said, nothing is refused for being unfinished.

use domain::access::Operation;
use domain::events::Act;
use domain::ids::{PlanId, UploadId};
use domain::plan::{Draft, DraftLine};
use domain::problem::Fault;
use domain::text::Name;
use lambda::{Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::act::act_on;
use crate::load::Ground;
use crate::view::PlanView;

/// A draft as it is typed now.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Saving {
    /// The version that was read.
    version: u64,
    /// Its name (计划名称).
    name: Name,
    /// Its lines (采购清单), up to 40.
    #[serde(default)]
    lines: Vec<DraftLine>,
    /// Its attachments, up to 20.
    #[serde(default)]
    attachments: Vec<UploadId>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SavePlan,
    method: "PUT",
    path: "/api/plans/{plan}",
    handle: |context, call| Box::pin(save_plan(context, call)),
    docs: || Docs::new::<Saving, PlanView>("保存计划", 200).codes(&["invalid_fields", "not_the_raiser", "not_a_draft"]),
};

async fn save_plan(context: &Context, call: Call) -> Outcome {
    let id: PlanId = call.path("plan")?;
    let asked: Saving = call.body()?;
    act_on(context, &call, &id, &asked, |c, r, p, a| Box::pin(prepare(c, r, p, a))).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &PlanId,
    asked: &Saving,
) -> Result<(Transaction, PlanView), Problem> {
    let Saving { version, name, lines, attachments } = asked;
    let draft = Draft { name: name.clone(), lines: lines.clone(), attachments: attachments.clone() };
    let (by, now) = (call.principal()?, context.now());
    let (plan, mut body) = context.store.plan_with_body(id).await?.ok_or_else(Fault::absent)?;
    let mut plan = plan.draft_of(by)?;
    plan.at_version(*version)?;
    let ground = Ground::of(context, &draft).await?;
    ground.check_attachments(&draft, &plan.unit)?;
    let sketch = ground.sketch(&draft, by, &plan.unit);
    let before = (plan.version, body.version);
    plan.take_content(&draft.name, sketch.year, &sketch.lines, now);
    plan.version += 1;
    (body.draft, body.version) = (draft, plan.mark_content());
    let warnings = ground.warnings(&sketch.lines);
    let answer = PlanView::new(&plan, sketch, warnings);
    let act = Act { payload: json!({"draft": &body.draft}), ..call.act("plan_saved", now, &answer)? };
    let event = plan.history.record(&keys::plan_pk(id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &plan, before.0, Refusal::StaleVersion)
        .replace(Table::Records, &body, before.1, Refusal::StaleVersion)
        .event(&event);
    Ok((acts, answer))
}
