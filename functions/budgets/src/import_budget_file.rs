//! Bring in the budgets of a filled-in workbook (批量导入, 2.3): all of them in one transaction, or none. Each awaits its
//! confirmation, as one that is added by hand does.
//!
//! The import is a subject of its own, named for what the rows say: the same rows, under whatever file, come in once.

use domain::access::Operation;
use domain::budget::{Budget, BudgetEntry, BudgetImport, Paper, PaperEntry};
use domain::calendar::today;
use domain::events::Act;
use domain::ids::{BudgetId, ImportId, UploadId};
use domain::money::Yuan;
use domain::problem::Fault;
use domain::text::Name;
use jiff::Timestamp;
use lambda::{Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::records::BudgetLines;
use store::{Refusal, Table, Transaction, keys};

use crate::act::read_papers;
use crate::budget_file::{File, Good, asked};
use crate::view::BudgetView;

/// Which file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileImport {
    /// The upload, checked already.
    upload: UploadId,
    /// Attachments of every budget of the file, up to 10; 预算追加 needs the approval of the treasury (财政批文) among them.
    #[serde(default)]
    attachments: Vec<PaperEntry>,
}

/// What came in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileImported {
    /// The import.
    pub id: ImportId,
    /// The name of the file.
    pub file: String,
    /// The budgets, in the order of their rows; each awaits its confirmation.
    pub budgets: Vec<ImportedBudget>,
}

/// A budget that came in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImportedBudget {
    /// Its id.
    pub id: BudgetId,
    /// Its name.
    pub name: Name,
    /// Its amount, in yuan.
    pub amount: Yuan,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ImportBudgetFile,
    method: "POST",
    path: "/api/imports/budgets",
    handle: |context, call| Box::pin(import_budget_file(context, call)),
    docs: || {
        let codes =
            ["attachment_not_checked", "unreadable_file", "faults_in_file", "invalid_fields", "already_imported"];
        Docs::new::<FileImport, FileImported>("批量导入预算", 201).codes(&codes)
    },
};

async fn import_budget_file(context: &Context, call: Call) -> Outcome {
    let (by, now) = (call.principal()?, context.now());
    call.key()?;
    let wanted: FileImport = call.body()?;
    let file = File::open(context, &call, wanted.upload.clone()).await?;
    let asked = asked(context, &file.book, by, today(now).year()).await?;
    let good = asked.budgets.map_err(|faults| {
        Problem::refused("faults_in_file", format!("文件有{}处问题，全部未导入", faults.len()))
            .with("faults", json!(faults))
    })?;
    let papers = papers(context, &call, &wanted, &good).await?;
    let entries: Vec<&BudgetEntry> = good.iter().map(|one| &one.entry).collect();
    let id = BudgetImport::id_of(by, &entries).map_err(Problem::internal)?;
    let subject = keys::import_pk(&id);
    if let Some(before) = context.store.get::<BudgetImport>(Table::Records, &keys::import(&id)).await? {
        let said = format!("内容相同的文件已由{}于{}导入，请勿重复导入", before.by.name, today(before.at));
        let earlier = context.earlier_or(&call, &subject, Fault::conflict("already_imported", said)).await?;
        return Ok(earlier.with_status(201));
    }
    let import = BudgetImport::new(id, file.name, good.len(), by, now);
    let (acts, answer) = acts(&call, import, good, &papers, now)?;
    Ok(context.act_once(&call, &subject, acts, &answer).await?.with_status(201))
}

/// The attachments, or what is wrong with them: the same rule as where one budget is added.
async fn papers(context: &Context, call: &Call, wanted: &FileImport, good: &[Good]) -> Result<Vec<Paper>, Problem> {
    let read = read_papers(&context.store, &wanted.attachments, call.principal()?).await?;
    let with_papers = |one: &Good| BudgetEntry { attachments: wanted.attachments.clone(), ..one.entry.clone() };
    let lacks = good.iter().find_map(|one| with_papers(one).lacks_papers());
    match (read, lacks) {
        (Ok(papers), None) => Ok(papers),
        (read, lacks) => Err(Fault::invalid(read.err().into_iter().flatten().chain(lacks).collect()).into()),
    }
}

/// At most 98 items: the import and its event, and for each of 32 budgets its header, its lines and its event.
fn acts(
    call: &Call,
    mut import: BudgetImport,
    good: Vec<Good>,
    papers: &[Paper],
    now: Timestamp,
) -> Result<(Transaction, FileImported), Problem> {
    let by = call.principal()?;
    let (mut budgets, mut shown, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for (id, Good { entry, lines, .. }) in import.budgets.iter().zip(good) {
        let mut budget = Budget::add(id.clone(), entry, &lines, by, now)?.with_papers(papers.to_vec());
        let view = BudgetView::new(&budget, &[]);
        let payload = json!({"budget": &view, "import": &import.id});
        let act = Act { payload, ..call.act("budget_added", now, &view)? };
        events.push(budget.history.record(&keys::budget_pk(id), act));
        shown.push(ImportedBudget { id: id.clone(), name: budget.name.clone(), amount: budget.amount.into() });
        budgets.push((budget, BudgetLines { budget: id.clone(), lines }));
    }
    let answer = FileImported { id: import.id.clone(), file: import.file.clone(), budgets: shown };
    let act = Act { payload: json!({"import": &answer}), ..call.act("budgets_imported", now, &answer)? };
    let event = import.history.record(&keys::import_pk(&import.id), act);
    let mut acts = Transaction::new();
    acts.insert(Table::Records, &import, Refusal::Other("already_imported"));
    for (budget, lines) in &budgets {
        acts.insert(Table::Records, budget, Refusal::AlreadyExists).insert(
            Table::Records,
            lines,
            Refusal::AlreadyExists,
        );
    }
    events.iter().chain([&event]).for_each(|event| {
        acts.event(event);
    });
    Ok((acts, answer))
}
