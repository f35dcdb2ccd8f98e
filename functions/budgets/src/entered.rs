//! A budget as someone enters it, checked as a whole: lines and attachments, every fault by its field.

use domain::budget::{self, BudgetEntry, BudgetLine, Paper};
use domain::calendar::today;
use domain::identity::Principal;
use domain::problem::Fault;
use lambda::{Context, Problem};
use store::records::EDITION;

use crate::act::read_papers;

/// Its lines and attachments.
pub(crate) async fn check(
    context: &Context,
    entry: &BudgetEntry,
    by: &Principal,
) -> Result<(Vec<BudgetLine>, Vec<Paper>), Problem> {
    let names = context.store.item_names(entry.lines.iter().map(|line| &line.item));
    let (names, papers) = tokio::try_join!(names, read_papers(&context.store, &entry.attachments, by))?;
    let lines = budget::lines(entry, today(context.now()).year(), EDITION, |code| names.get(code).cloned());
    match (lines, papers, entry.lacks_papers()) {
        (Ok(lines), Ok(papers), None) => Ok((lines, papers)),
        (lines, papers, lacks) => {
            let mut faults = lines.err().map(|fault| fault.fields).unwrap_or_default();
            faults.extend(papers.err().into_iter().flatten());
            faults.extend(lacks);
            Err(Fault::invalid(faults).into())
        }
    }
}
