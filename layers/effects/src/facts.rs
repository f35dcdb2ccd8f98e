//! What the moves of a step may require, where a fact is not only what the header says.

use chains::step::Reviews;
use chains::{Facts, Task, course};
use domain::subject::Subject;
use store::{Result, Store};

/// What the moves of `task` may require of `subject`: a plan's budgets are read where a move asks for their review.
///
/// # Errors
/// A failure of the store.
pub async fn facts(store: &Store, subject: &Subject, task: &Task) -> Result<Facts> {
    match (task.step.reviews, subject.id.plan()) {
        (Some(Reviews::Marks), Some(plan)) => Ok(course::facts_after(subject, &store.review(&plan).await?)),
        _ => Ok(course::facts(subject)),
    }
}
