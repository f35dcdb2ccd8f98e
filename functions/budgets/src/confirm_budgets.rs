//! Confirm several budgets, or all of a year (预算确认, 2.6): each in a transaction of its own, each with its own result.
//!
//! Sent again under the same key it goes on where it broke off: what it confirmed is answered alike.

use std::collections::BTreeSet;

use domain::access::Operation;
use domain::budget::BudgetStatus;
use domain::calendar::today;
use domain::identity::Principal;
use domain::ids::BudgetId;
use domain::problem::Fault;
use lambda::{Answer, Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::keys;

use crate::confirmation::prepare;

/// Most budgets of one request.
const MOST: usize = 50;

/// Which budgets.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmations {
    /// These, 1 to 50; absent for all of the department that are not confirmed, 50 at a time.
    budgets: Option<Vec<BudgetId>>,
    /// The year whose budgets are confirmed where none are named; this year when absent.
    year: Option<i16>,
}

/// What became of each.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ConfirmationResults {
    /// How many are confirmed.
    pub confirmed: usize,
    /// Each budget, in the order of the request.
    pub results: Vec<ConfirmationResult>,
    /// Whether there are more than these: ask again, with another key.
    pub more: bool,
}

/// What became of one budget.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ConfirmationResult {
    /// The budget.
    pub budget: BudgetId,
    /// Whether it is confirmed by this request.
    pub confirmed: bool,
    /// Why not: a code.
    pub code: Option<String>,
    /// Why not, in Chinese.
    pub message: Option<String>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ConfirmBudgets,
    method: "POST",
    path: "/api/budgets/confirmation",
    handle: |context, call| Box::pin(confirm_budgets(context, call)),
    docs: || Docs::new::<Confirmations, ConfirmationResults>("批量预算确认", 200).codes(&["invalid_fields"]),
};

async fn confirm_budgets(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    call.key()?;
    let asked: Confirmations = call.body()?;
    let (budgets, more) = match asked.budgets {
        Some(budgets) => (named(budgets)?, false),
        None => all(context, by, asked.year.unwrap_or_else(|| today(context.now()).year())).await?,
    };
    let mut results = Vec::with_capacity(budgets.len());
    for budget in budgets {
        let outcome = context
            .act_on(&call, &keys::budget_pk(&budget), || -> Preparing<'_, _> {
                Box::pin(prepare(context, &call, &budget))
            })
            .await;
        let refused = match outcome {
            Ok(_) => None,
            Err(problem) if problem.status < 500 => Some(problem),
            Err(problem) => return Err(problem),
        };
        results.push(ConfirmationResult {
            budget,
            confirmed: refused.is_none(),
            code: refused.as_ref().map(|problem| problem.code.to_owned()),
            message: refused.map(|problem| problem.title),
        });
    }
    let confirmed = results.iter().filter(|result| result.confirmed).count();
    Answer::ok(&ConfirmationResults { confirmed, results, more })
}

fn named(budgets: Vec<BudgetId>) -> Result<Vec<BudgetId>, Fault> {
    if budgets.is_empty() || budgets.len() > MOST {
        return Err(Fault::field("budgets", "invalid_value", format!("一次可确认1至{MOST}个预算")));
    }
    let mut seen = BTreeSet::new();
    Ok(budgets.into_iter().filter(|id| seen.insert(id.clone())).collect())
}

/// Those of the department that wait, oldest last as lists show them; whether there are more.
async fn all(context: &Context, by: &Principal, year: i16) -> Result<(Vec<BudgetId>, bool), Problem> {
    let (mut found, mut cursor) = (Vec::new(), None);
    loop {
        let page = context.store.budgets(&by.unit, year, BudgetStatus::Unconfirmed, None, cursor).await?;
        found.extend(page.items.into_iter().filter(|one| one.department == by.department).map(|one| one.id));
        cursor = page.next;
        if found.len() > MOST || cursor.is_none() {
            let more = found.len() > MOST;
            found.truncate(MOST);
            return Ok((found, more));
        }
    }
}
