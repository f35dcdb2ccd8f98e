//! The workbook in which a department fills in its budgets (下载导入模板, 2.3).

use domain::access::Operation;
use domain::calendar::today;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};

use crate::budget_sheet::template;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::GetBudgetTemplate,
    method: "GET",
    path: "/api/templates/budgets",
    handle: |context, call| Box::pin(get_budget_template(context, call)),
    docs: || Docs::workbook("下载预算导入模板"),
};

async fn get_budget_template(context: &Context, call: Call) -> Outcome {
    call.principal()?;
    let bytes = template(today(context.now())).map_err(Problem::internal)?;
    Answer::workbook(bytes, "预算导入模板.xlsx")
}
