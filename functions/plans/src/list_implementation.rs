//! The implementation table (计划实施表, 5.1): the unit's finished plans, whose budget stays reserved.

use domain::access::Operation;
use domain::identity::Actor;
use domain::ids::PlanId;
use domain::money::Yuan;
use domain::numbers::FilingNumber;
use domain::plan::{Plan, PlanStatus};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;

/// A finished plan.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Implementation {
    /// The plan.
    pub plan: PlanId,
    /// Its name (计划名称).
    pub name: Name,
    /// The filing number (备案号).
    pub filing_number: Option<String>,
    /// Year of its budgets.
    pub year: Option<i16>,
    /// Its amount (计划金额), in yuan.
    pub amount: Yuan,
    /// Name of the department that raised it.
    pub department_name: Name,
    /// Who raised it (发起人).
    pub raiser: Actor,
    /// When it was last changed, RFC 3339.
    pub updated_at: String,
}

/// The implementation table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImplementationTable {
    /// A page of it, newest plan first.
    pub items: Vec<Implementation>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListImplementation,
    method: "GET",
    path: "/api/implementation",
    handle: |context, call| Box::pin(list_implementation(context, call)),
    docs: || {
        Docs::answering::<ImplementationTable>("计划实施表", 200)
            .query("query", "名称包含的文字")
            .query("cursor", "上一页的 next")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

async fn list_implementation(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let name: Option<Name> = call.query_as("query")?;
    let (name, cursor) = (name.as_ref().map(Name::as_str), call.query("cursor").map(ToOwned::to_owned));
    let page = context.store.plans_of_unit(&by.unit, PlanStatus::Finished, name, cursor).await?;
    Answer::ok(&ImplementationTable { items: page.items.into_iter().map(row).collect(), next: page.next })
}

fn row(plan: Plan) -> Implementation {
    Implementation {
        filing_number: plan.filing_number.as_ref().map(FilingNumber::to_string),
        plan: plan.id,
        name: plan.name,
        year: plan.year,
        amount: plan.amount.into(),
        department_name: plan.department_name,
        raiser: plan.raiser,
        updated_at: plan.updated_at.to_string(),
    }
}
