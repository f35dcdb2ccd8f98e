//! The implementation table (计划实施表, 5.1): the unit's finished plans, whose budget stays reserved.

use domain::access::Operation;
use domain::identity::Actor;
use domain::ids::PlanId;
use domain::money::Yuan;
use domain::subject::{Status, Subject, SubjectKind};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::records::HomeNames;

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
    pub department_name: String,
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
    let page = context.store.subjects_of_unit(SubjectKind::Plan, &by.unit, Status::Finished, name, cursor).await?;
    let names = context.store.home_names(page.items.iter().map(|plan| &plan.home)).await?;
    let items = page.items.into_iter().map(|plan| row(plan, &names)).collect();
    Answer::ok(&ImplementationTable { items, next: page.next })
}

fn row(plan: Subject, names: &HomeNames) -> Implementation {
    Implementation {
        department_name: names.department(&plan.home),
        filing_number: plan.number,
        plan: plan.id.id.into(),
        name: plan.title,
        year: plan.year,
        amount: plan.amount.unwrap_or_default().into(),
        raiser: plan.raiser,
        updated_at: plan.updated_at.to_string(),
    }
}
