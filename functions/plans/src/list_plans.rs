//! List plans (计划查询): one's own, drafts too, or the unit's by status.

use std::str::FromStr;

use domain::access::Operation;
use domain::problem::Fault;
use domain::subject::{Status, Subject, SubjectKind};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};

use crate::view::{PlanHead, PlanList};

/// Whose plans.
enum Scope {
    Mine,
    Unit,
}

impl FromStr for Scope {
    type Err = &'static str;
    fn from_str(raw: &str) -> Result<Self, &'static str> {
        match raw {
            "mine" => Ok(Self::Mine),
            "unit" => Ok(Self::Unit),
            _ => Err("查询范围应为 mine（本人）或 unit（本单位）"),
        }
    }
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListPlans,
    method: "GET",
    path: "/api/plans",
    handle: |context, call| Box::pin(list_plans(context, call)),
    docs: || {
        Docs::answering::<PlanList>("计划查询", 200)
            .query("scope", "范围：mine（本人发起，默认）或 unit（本单位）")
            .query("status", "计划状态：draft、under_way 或 finished；本单位默认 under_way，且不含草稿")
            .query("name", "名称包含的文字")
            .query("cursor", "上一页的 next")
            .codes(&["invalid_fields", "bad_cursor"])
    },
};

async fn list_plans(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let status: Option<Status> = call.query_as("status")?;
    let name: Option<Name> = call.query_as("name")?;
    let (name, cursor) = (name.as_ref().map(Name::as_str), call.query("cursor").map(ToOwned::to_owned));
    let page = match call.query_as("scope")?.unwrap_or(Scope::Mine) {
        Scope::Mine => {
            let mut page = context.store.subjects_raised_by(SubjectKind::Plan, &by.person, name, cursor).await?;
            page.items.retain(|plan| status.is_none_or(|wanted| plan.status == wanted));
            page
        }
        Scope::Unit => {
            let status = status.unwrap_or(Status::UnderWay);
            if status == Status::Draft {
                return Err(Fault::field("status", "invalid_value", "草稿只能由本人查询").into());
            }
            context.store.subjects_of_unit(SubjectKind::Plan, &by.unit, status, name, cursor).await?
        }
    };
    let names = context.store.home_names(page.items.iter().map(|plan| &plan.home)).await?;
    let view = |plan: &Subject| PlanHead::new(plan, &names);
    Answer::ok(&PlanList { items: page.items.iter().map(view).collect(), next: page.next })
}
