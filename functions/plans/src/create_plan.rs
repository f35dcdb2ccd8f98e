//! Begin a plan (新增计划, 3.1): a draft that is kept however little of it is filled in.

use domain::access::Operation;
use domain::events::Act;
use domain::ids::PlanId;
use domain::plan::{Draft, begin, content};
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use serde_json::json;
use store::records::HomeNames;
use store::{Refusal, Table, Transaction, keys};

use crate::act::with_current;
use crate::load::Ground;
use crate::view::PlanView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::CreatePlan,
    method: "POST",
    path: "/api/plans",
    handle: |context, call| Box::pin(create_plan(context, call)),
    docs: || Docs::new::<Draft, PlanView>("新增计划", 201).codes(&["invalid_fields", "already_exists"]),
};

async fn create_plan(context: &Context, call: Call) -> Outcome {
    let draft: Draft = call.body()?;
    let id = PlanId::derived(call.principal()?.person.as_str(), call.key()?.as_str());
    let prepare = || -> Preparing<'_, PlanView> { Box::pin(prepare(context, &call, &id, &draft)) };
    let answer = context.act_on(&call, &keys::subject_pk(&(&id).into()), prepare).await;
    Ok(with_current(context, &call, &id, answer).await?.with_status(201))
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &PlanId,
    draft: &Draft,
) -> Result<(Transaction, PlanView), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let ground = Ground::of(context, draft).await?;
    ground.check_attachments(draft, &by.unit)?;
    let sketch = ground.sketch(draft, by, &by.unit);
    let (mut plan, body) = begin(id.clone(), draft.clone(), by, now)?;
    plan.take_content(&draft.name, content(sketch.year, &sketch.lines), now);
    let warnings = ground.warnings(&sketch.lines);
    let answer = PlanView::new(&plan, &HomeNames::of(by), sketch, warnings);
    let act = Act { payload: json!({"draft": draft}), ..call.act("plan_created", now, &answer)? };
    let event = plan.history.record(&keys::subject_pk(&plan.id), act);
    let mut acts = Transaction::new();
    acts.insert(Table::Records, &plan, Refusal::AlreadyExists)
        .insert(Table::Records, &body, Refusal::AlreadyExists)
        .event(&event);
    Ok((acts, answer))
}
