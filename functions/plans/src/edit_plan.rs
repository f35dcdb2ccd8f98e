//! Edit a plan under way (修改计划信息, 4.3): by the one who has a to-do where that is allowed; every change is kept as
//! before and after, and the budget follows in the same transaction.

use chains::fact::BEYOND_APPROVAL;
use domain::access::Operation;
use domain::events::Act;
use domain::ids::{PlanId, UploadId};
use domain::money::Yuan;
use domain::plan::{Change, Draft, DraftLine, PlanBody, Warning, changes, content, goes_beyond, reserve};
use domain::problem::Fault;
use domain::subject::TaskId;
use domain::text::Name;
use domain::upload::Upload;
use domain::warning::outdate;
use lambda::subject_views::UnderEdit;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::act::with_current;
use crate::load::Ground;

/// The plan as it shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The to-do under which it is edited.
    task: TaskId,
    /// The version that was read.
    version: u64,
    /// Its name (计划名称).
    name: Name,
    /// Its lines (采购清单), 1 to 40, complete.
    #[serde(default)]
    lines: Vec<DraftLine>,
    /// Its attachments, up to 20.
    #[serde(default)]
    attachments: Vec<UploadId>,
}

/// What was changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Edited {
    /// The plan.
    pub plan: PlanId,
    /// Its version now.
    pub version: u64,
    /// Its amount now, in yuan.
    pub amount: Yuan,
    /// Every field that was changed, before and after.
    pub changes: Vec<Change>,
    /// What is above the budget's own unit price or total.
    pub warnings: Vec<Warning>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::EditPlan,
    method: "PUT",
    path: "/api/plans/{plan}/content",
    handle: |context, call| Box::pin(edit_plan(context, call)),
    docs: || {
        let codes = [
            "invalid_fields",
            "already_decided",
            "claimed_by_other",
            "edit_not_allowed",
            "authority_lost",
            "nothing_changed",
            "budget_insufficient",
        ];
        Docs::new::<Edit, Edited>("修改计划信息", 200).codes(&codes)
    },
};

async fn edit_plan(context: &Context, call: Call) -> Outcome {
    let id: PlanId = call.path("plan")?;
    let asked: Edit = call.body()?;
    let prepare = || -> Preparing<'_, Edited> { Box::pin(prepare(context, &call, &id, &asked)) };
    let outcome = context.act_on(&call, &keys::subject_pk(&(&id).into()), prepare).await;
    with_current(context, &call, &id, outcome).await
}

async fn prepare(context: &Context, call: &Call, id: &PlanId, asked: &Edit) -> Result<(Transaction, Edited), Problem> {
    let Edit { task, version, name, lines, attachments } = asked;
    let draft = Draft { name: name.clone(), lines: lines.clone(), attachments: attachments.clone() };
    let (by, now) = (call.principal()?, context.now());
    let edited = UnderEdit::<PlanBody>::load(context, by, &id.into(), task).await?;
    let UnderEdit { subject: mut plan, mut body, mut todo, .. } = edited;
    plan.at_version(*version)?;
    let ground = Ground::of(context, &draft).await?;
    let (year, lines) = ground.sketch(&draft, by, &plan.home.unit).complete()?;
    let gone = body.draft.attachments.iter().filter(|id| !draft.attachments.contains(id)).cloned().collect::<Vec<_>>();
    let gone = context.store.uploads(&gone).await?;
    let (had, has) = (named(&body.draft.attachments, &gone, &ground), named(&draft.attachments, &gone, &ground));
    let changes = changes((&plan.title, &body.lines, &had), (&draft.name, &lines, &has));
    if changes.is_empty() {
        return Err(Fault::refused("nothing_changed", "计划内容没有变化").into());
    }
    let reservations = reserve(&lines, &ground.funds, &body.reservations)?;
    let held = std::mem::take(&mut body.reservations);
    let before = (plan.version, body.version, todo.version);
    if goes_beyond(&body.lines, &lines) {
        plan.course.facts.insert(BEYOND_APPROVAL.to_owned());
    }
    let bought = plan.content.clone();
    plan.take_content(&draft.name, content(Some(year), &lines), now);
    outdate(&mut plan, &bought);
    plan.version += 1;
    body = PlanBody { draft, lines, reservations, version: plan.mark_content(), ..body };
    (todo.title, todo.amount, todo.version) = (plan.title.clone(), plan.amount, todo.version + 1);
    let warnings = ground.warnings(&body.lines);
    let answer = Edited {
        plan: id.clone(),
        version: plan.content_version,
        amount: plan.amount.unwrap_or_default().into(),
        changes,
        warnings,
    };
    let payload = json!({
        "task": task, "step": &todo.step, "label": &todo.label, "changes": &answer.changes,
        "content_version": plan.content_version, "reservations": &body.reservations,
    });
    let act = Act { payload, ..call.act("plan_edited", now, &answer)? };
    let event = plan.history.record(&keys::subject_pk(&plan.id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &plan, before.0, Refusal::StaleVersion)
        .replace(Table::Records, &body, before.1, Refusal::StaleVersion)
        .replace(Table::Records, &todo, before.2, Refusal::StaleVersion)
        .reserve((id, plan.created_at), &held, &body.reservations)
        .event(&event);
    Ok((acts, answer))
}

/// The attachments with their file names.
fn named(ids: &[UploadId], gone: &[Upload], ground: &Ground) -> Vec<(UploadId, String)> {
    let name = |id: &UploadId| {
        let found = gone.iter().chain(&ground.uploads).find(|upload| upload.id == *id);
        found.map_or_else(|| id.to_string(), |upload| upload.declared.name.to_string())
    };
    ids.iter().map(|id| (id.clone(), name(id))).collect()
}
