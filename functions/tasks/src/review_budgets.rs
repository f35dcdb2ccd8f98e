//! Review the added and adjusted budgets of a plan (审核追加、调剂预算, 2.8, 4.4): what the procurement lead has seen is
//! marked, and the way to the unit's lead is open while it stays so.

use chains::course::facts_after;
use chains::fact::BUDGETS_REVIEWED;
use chains::step::Reviews;
use domain::access::Operation;
use domain::events::Act;
use domain::ids::PlanId;
use domain::plan::Review;
use domain::problem::Fault;
use domain::subject::TaskId;
use domain::text::Line;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::decision::LoadedTask;
use crate::review_view::BudgetReviewView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ReviewBudgets,
    method: "POST",
    path: "/api/tasks/{task}/budget-review",
    handle: |context, call| Box::pin(review_budgets(context, call)),
    docs: || {
        Docs::new::<BudgetReviewing, BudgetReviewView>("审核追加、调剂预算", 200).codes(&[
            "already_decided",
            "claimed_by_other",
            "stale_version",
            "move_not_offered",
            "nothing_to_review",
            "already_reviewed",
            "review_changed",
        ])
    },
};

/// A review.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetReviewing {
    /// What was seen: `basis` of the task's budget review.
    basis: Line<40>,
}

async fn review_budgets(context: &Context, call: Call) -> Outcome {
    let BudgetReviewing { basis } = call.body()?;
    let id: TaskId = call.path("task")?;
    let prepare =
        || -> Preparing<'_, Option<BudgetReviewView>> { Box::pin(prepare(context, &call, &id, basis.as_str())) };
    context.act_on(&call, &keys::subject_pk(&id.subject), prepare).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &TaskId,
    basis: &str,
) -> Result<(Transaction, Option<BudgetReviewView>), Problem> {
    let loaded = LoadedTask::for_act(context, id, None, call.principal()?).await?;
    let plan = id.subject.plan().ok_or_else(Fault::absent)?;
    let review = context.store.review(&plan).await?;
    acts(context, call, loaded, (&plan, review), basis)
}

fn acts(
    context: &Context,
    call: &Call,
    loaded: LoadedTask,
    (plan, mut review): (&PlanId, Review),
    basis: &str,
) -> Result<(Transaction, Option<BudgetReviewView>), Problem> {
    let by = call.principal()?;
    loaded.check_open(by)?;
    let LoadedTask { mut subject, todo, task, .. } = loaded;
    if task.step.reviews != Some(Reviews::Marks) {
        return Err(Fault::refused("move_not_offered", "当前环节不审核追加、调剂预算").into());
    }
    let (now, before) = (context.now(), subject.version);
    let counts = subject.course.facts.contains(BUDGETS_REVIEWED);
    let mark = review.marked(plan, counts, basis, by.actor(), now).map_err(|fault| {
        let current = BudgetReviewView::new(&review, Reviews::Marks, counts, true);
        Problem::from(fault).with("current", json!(current))
    })?;
    review.mark = Some(mark.clone());
    subject.course.facts.insert(BUDGETS_REVIEWED.to_owned());
    subject.course.facts = facts_after(&subject, &review).set;
    subject.version += 1;
    let answer = BudgetReviewView::new(&review, Reviews::Marks, true, true);
    let payload = json!({"task": &todo.id, "step": &todo.step, "label": &todo.label, "budgets": &mark.seen});
    let act = Act { payload, ..call.act("budgets_reviewed", now, &answer)? };
    let event = subject.history.record(&keys::subject_pk(&subject.id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &subject, before, Refusal::StaleVersion).put(Table::Records, &mark).event(&event);
    Ok((acts, answer))
}
