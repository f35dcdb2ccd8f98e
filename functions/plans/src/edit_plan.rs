//! Edit a plan under way (修改计划信息, 4.3): by the one who has a to-do where that is allowed; every change is kept as
//! before and after, and the budget follows in the same transaction.

use chains::course::facts;
use chains::fact::BEYOND_APPROVAL;
use chains::{Standing, Todo};
use domain::access::Operation;
use domain::events::Act;
use domain::identity::Principal;
use domain::ids::{PlanId, UploadId};
use domain::money::Yuan;
use domain::plan::{Change, Draft, DraftLine, PlanBody, Warning, changes, content, goes_beyond, reserve};
use domain::problem::Fault;
use domain::subject::{Subject, TaskId};
use domain::text::Name;
use domain::upload::Upload;
use domain::warning::outdate;
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
    let (mut plan, mut body, mut todo) = editable(context, by, id, task).await?;
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

/// The plan, its body and the open to-do under which `by` may edit it.
async fn editable(
    context: &Context,
    by: &Principal,
    id: &PlanId,
    task: &TaskId,
) -> Result<(Subject, PlanBody, Todo), Problem> {
    if task.subject.plan().as_ref() != Some(id) {
        return Err(Problem::not_found());
    }
    let keys = [keys::subject_head(&task.subject), keys::plan_body(id), keys::todo(task), keys::standing(task)];
    let mut found = context.store.batch_get(Table::Records, &keys).await?;
    let [head, body, todo, standing] = &keys;
    let all = (found.take::<Subject>(head)?, found.take::<PlanBody>(body)?, found.take(todo)?, found.take(standing)?);
    let (Some(plan), Some(body), Some(todo), Some(standing)): (_, _, Option<Todo>, Option<Standing>) = all else {
        return Err(Problem::not_found());
    };
    let plan = plan.seen_by(by)?;
    let task = standing.in_force();
    task.check_held(by, &plan.home)?;
    if todo.ended.is_some() {
        return Err(Fault::conflict("already_decided", "该任务已办理，不能再修改计划").into());
    }
    if !todo.lies_where(&task) {
        return Err(Fault::conflict("stale_version", "内容已被修改，请刷新后再办理").into());
    }
    if !task.may_edit(&facts(&plan)) {
        return Err(Fault::refused("edit_not_allowed", "当前环节不能修改计划信息").into());
    }
    Ok((plan, body, todo))
}
