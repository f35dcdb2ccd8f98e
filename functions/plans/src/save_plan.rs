//! Save a draft (保存, 3.1): what is complete is counted, what is missing is said, nothing is refused for being unfinished.
//!
//! A save is no act: it writes header and body under their version and no event, since a history of every pause in typing
//! tells nobody anything. The same save again is answered alike by the version it was sent on.

use domain::access::Operation;
use domain::ids::{PlanId, UploadId};
use domain::plan::{Draft, DraftLine, content};
use domain::problem::Fault;
use domain::text::Name;
use domain::warning::outdate;
use lambda::subject_views::names_of;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Refusal, Table, Transaction};

use crate::act::with_current;
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
    docs: || {
        let codes = ["invalid_fields", "not_the_raiser", "not_a_draft", "stale_version"];
        Docs::new::<Saving, PlanView>("保存计划", 200).without_key().codes(&codes)
    },
};

async fn save_plan(context: &Context, call: Call) -> Outcome {
    let id: PlanId = call.path("plan")?;
    let asked: Saving = call.body()?;
    let prepare = || -> Preparing<'_, PlanView, Option<Transaction>> { Box::pin(prepare(context, &call, &id, &asked)) };
    let outcome = context.save_on(prepare).await;
    with_current(context, &call, &id, outcome).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &PlanId,
    asked: &Saving,
) -> Result<(Option<Transaction>, PlanView), Problem> {
    let Saving { version, name, lines, attachments } = asked;
    let draft = Draft { name: name.clone(), lines: lines.clone(), attachments: attachments.clone() };
    let (by, now) = (call.principal()?, context.now());
    let (plan, mut body) = context.store.plan_with_body(id).await?.ok_or_else(Fault::absent)?;
    let mut plan = plan.draft_of(by)?;
    let repeated = plan.was_saved_since(*version) && body.draft == draft;
    if !repeated {
        plan.at_version(*version)?;
    }
    let (ground, names) = tokio::join!(Ground::of(context, &draft), names_of(context, by, &plan));
    let (ground, names) = (ground?, names?);
    ground.check_attachments(&draft, &plan.home.unit)?;
    let sketch = ground.sketch(&draft, by, &plan.home.unit);
    let warnings = ground.warnings(&sketch.lines);
    if repeated {
        return Ok((None, PlanView::new(&plan, &names, sketch, warnings)));
    }
    let before = (plan.version, body.version);
    let bought = plan.content.clone();
    plan.take_content(&draft.name, content(sketch.year, &sketch.lines), now);
    outdate(&mut plan, &bought);
    plan.version += 1;
    (body.draft, body.version) = (draft, plan.mark_content());
    let answer = PlanView::new(&plan, &names, sketch, warnings);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &plan, before.0, Refusal::StaleVersion).replace(
        Table::Records,
        &body,
        before.1,
        Refusal::StaleVersion,
    );
    Ok((Some(acts), answer))
}
