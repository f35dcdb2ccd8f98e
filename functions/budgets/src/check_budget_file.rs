//! Look at what a filled-in workbook would bring in (批量导入, 2.3): its budgets, or everything that is wrong. Nothing is written.

use domain::access::Operation;
use domain::budget::{BudgetEntry, BudgetImport};
use domain::calendar::today;
use domain::ids::UploadId;
use domain::money::{Fen, Yuan};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Table, keys};

use crate::budget_file::{File, FileFault, Good, asked};

/// What a file would bring in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileCheck {
    /// The name of the file.
    pub file: String,
    /// How many rows it has below its heading.
    pub rows: usize,
    /// The budgets that its rows are; none while anything is wrong.
    pub budgets: Vec<FileBudget>,
    /// The sum of their amounts, in yuan.
    pub amount: Yuan,
    /// Whether a budget among them is a 预算追加, for which the import takes the approval of the treasury along.
    pub needs_approval: bool,
    /// When the same rows were brought in before, RFC 3339: they are not brought in again.
    pub imported_at: Option<String>,
    /// What is wrong, by row and column, a thousand at most; the file comes in only without any.
    pub faults: Vec<FileFault>,
}

/// A budget of a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileBudget {
    /// Its first row.
    pub row: u64,
    /// Its name (预算名称).
    pub name: Name,
    /// Approval document number (批文文号).
    pub document_number: String,
    /// The Chinese term for its type.
    pub kind_label: String,
    /// Its year.
    pub year: i16,
    /// How many lines it has.
    pub lines: usize,
    /// Its amount, in yuan.
    pub amount: Yuan,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::CheckBudgetFile,
    method: "GET",
    path: "/api/imports/budgets/{upload}",
    handle: |context, call| Box::pin(check_budget_file(context, call)),
    docs: || {
        Docs::answering::<FileCheck>("检查预算导入文件", 200).codes(&["attachment_not_checked", "unreadable_file"])
    },
};

async fn check_budget_file(context: &Context, call: Call) -> Outcome {
    let (by, id): (_, UploadId) = (call.principal()?, call.path("upload")?);
    let file = File::open(context, &call, id).await?;
    let asked = asked(context, &file.book, by, today(context.now()).year()).await?;
    let (good, faults) = match asked.budgets {
        Ok(good) => (good, Vec::new()),
        Err(faults) => (Vec::new(), faults),
    };
    let entries: Vec<&BudgetEntry> = good.iter().map(|one| &one.entry).collect();
    let import = BudgetImport::id_of(by, &entries).map_err(Problem::internal)?;
    let before: Option<BudgetImport> = context.store.get(Table::Records, &keys::import(&import)).await?;
    Answer::ok(&FileCheck {
        file: file.name,
        rows: asked.rows,
        amount: Fen::sum(good.iter().map(Good::amount)).unwrap_or_default().into(),
        needs_approval: good.iter().any(|one| one.entry.lacks_papers().is_some()),
        imported_at: before.filter(|_| !good.is_empty()).map(|before| before.at.to_string()),
        budgets: good.iter().map(FileBudget::from).collect(),
        faults,
    })
}

impl Good {
    fn amount(&self) -> Fen {
        Fen::sum(self.lines.iter().map(|line| line.amount)).unwrap_or_default()
    }
}

impl From<&Good> for FileBudget {
    fn from(of: &Good) -> Self {
        Self {
            row: of.row,
            name: of.entry.name.clone(),
            document_number: of.entry.document_number.to_string(),
            kind_label: of.entry.kind.label().to_owned(),
            year: of.entry.year,
            lines: of.lines.len(),
            amount: of.amount().into(),
        }
    }
}
