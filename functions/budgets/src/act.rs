//! An act on a budget: prepared from what is true now, committed at once, and answered alike however often it comes.

use std::future::Future;
use std::pin::Pin;

use domain::budget::{Paper, PaperEntry, papers};
use domain::identity::Principal;
use domain::ids::BudgetId;
use domain::plan::Fund;
use domain::problem::{Fault, FieldFault};
use lambda::{Call, Context, Outcome, Problem};
use serde::Serialize;
use store::{Store, StoreError, Transaction, keys};

/// Tries of an act that lost a race. It is prepared anew, so what was really changed by others is refused there.
const TRIES: u32 = 3;
/// Lost races: what is true now decides, and says it better.
const AGAIN: [&str; 3] = ["budget_insufficient", "stale_version", "budget_in_use"];

/// What an act writes and is answered: `|c, r, b, a| Box::pin(prepare(c, r, b, a))`.
pub(crate) type Prepare<T, A> = for<'a> fn(&'a Context, &'a Call, &'a BudgetId, &'a T) -> Preparing<'a, A>;
type Preparing<'a, A> = Pin<Box<dyn Future<Output = Result<(Transaction, A), Problem>> + Send + 'a>>;

/// Prepare and commit the act `asked` by this call, whose event is of `budget`.
pub(crate) async fn act_on<T: Sync, A: Serialize + Sync>(
    context: &Context,
    call: &Call,
    budget: &BudgetId,
    asked: &T,
    prepare: Prepare<T, A>,
) -> Outcome {
    let subject = keys::budget_pk(budget);
    let mut tried = 0;
    loop {
        tried += 1;
        let (acts, answer) = match prepare(context, call, budget, asked).await {
            Ok(prepared) => prepared,
            Err(problem) => return context.earlier_or(call, &subject, problem).await,
        };
        match context.act_and_answer(call, &subject, acts, &answer).await {
            Err(problem) if AGAIN.contains(&problem.code) && tried < TRIES => {}
            outcome => return outcome,
        }
    }
}

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
