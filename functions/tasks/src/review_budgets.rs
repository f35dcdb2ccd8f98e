//! Review the added and adjusted budgets of a plan (审核追加、调剂预算, 2.8, 4.4): what the procurement lead has seen is
//! marked, and the way to the unit's lead is open while it stays so.

use chains::course::facts_after;
use chains::fact::BUDGETS_REVIEWED;
use chains::step::Reviews;
use domain::access::Operation;
use domain::events::Act;
use domain::plan::Review;
use domain::problem::Fault;
use domain::subject::TaskId;
use domain::text::Line;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

use crate::decision::Case;
use crate::review_view::BudgetReviewView;
use crate::tries::Tries;

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
    let subject = keys::plan_pk(&id.plan);
    let mut tries = Tries::begin();
    loop {
        let (case, review) = load(context, &call, &id, &mut tries).await?;
        let (acts, answer) = match acts(context, &call, case, review, basis.as_str()) {
            Ok(prepared) => prepared,
            Err(problem) => return context.earlier_or(&call, &subject, problem).await,
        };
        match context.act(&call, &subject, acts).await {
            Ok(None) => return Answer::ok(&answer),
            Ok(Some(earlier)) => return Ok(Answer::value(earlier)),
            Err(problem) => tries.again(context, problem).await?,
        }
    }
}

async fn load(context: &Context, call: &Call, id: &TaskId, tries: &mut Tries) -> Result<(Case, Review), Problem> {
    let by = call.principal()?;
    let case = Case::whole(context, id, None, tries).await?.filter(|case| case.is_held_by(by));
    let case = case.ok_or_else(Fault::absent)?;
    let review = context.store.review(&id.plan).await?;
    Ok((case, review))
}

fn acts(
    context: &Context,
    call: &Call,
    case: Case,
    mut review: Review,
    basis: &str,
) -> Result<(Transaction, Option<BudgetReviewView>), Problem> {
    let by = call.principal()?;
    case.check_open(by)?;
    let Case { mut plan, todo, task, .. } = case;
    if task.step.reviews != Some(Reviews::Marks) {
        return Err(Fault::refused("move_not_offered", "当前环节不审核追加、调剂预算").into());
    }
    let (now, before) = (context.now(), plan.version);
    let counts = plan.course.facts.contains(BUDGETS_REVIEWED);
    let mark = review.marked(&plan.id, counts, basis, by.actor(), now).map_err(|fault| {
        let current = BudgetReviewView::new(&review, Reviews::Marks, counts, true);
        Problem::from(fault).with("current", json!(current))
    })?;
    review.mark = Some(mark.clone());
    plan.course.facts.insert(BUDGETS_REVIEWED.to_owned());
    plan.course.facts = facts_after(&plan, &review).set;
    plan.version += 1;
    let answer = BudgetReviewView::new(&review, Reviews::Marks, true, true);
    let payload = json!({"task": &todo.id, "step": &todo.step, "label": &todo.label, "budgets": &mark.seen});
    let act = Act { payload, ..call.act("budgets_reviewed", now, &answer)? };
    let event = plan.history.record(&keys::plan_pk(&plan.id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &plan, before, Refusal::StaleVersion).put(Table::Records, &mark).event(&event);
    Ok((acts, answer))
}
