//! What acts on a budget read: a budget that one may see, and the attachments that are entered.

use domain::budget::{Paper, PaperEntry, papers};
use domain::identity::Principal;
use domain::ids::BudgetId;
use domain::plan::Fund;
use domain::problem::{Fault, FieldFault};
use lambda::Problem;
use store::{Store, StoreError};

/// A budget that `by` may see.
pub(crate) async fn seen(store: &Store, id: &BudgetId, by: &Principal) -> Result<Fund, Problem> {
    let fund = store.fund(id).await?.filter(|fund| fund.budget.is_seen_by(by));
    Ok(fund.ok_or_else(Fault::absent)?)
}

/// The attachments that are entered, or what is wrong with them by field.
pub(crate) async fn read_papers(
    store: &Store,
    entries: &[PaperEntry],
    by: &Principal,
) -> Result<Result<Vec<Paper>, Vec<FieldFault>>, StoreError> {
    let ids: Vec<_> = entries.iter().take(domain::budget::MOST_PAPERS).map(|entry| entry.upload.clone()).collect();
    let uploads = store.uploads(&ids).await?;
    Ok(papers(entries, &uploads, &by.unit, "attachments"))
}
