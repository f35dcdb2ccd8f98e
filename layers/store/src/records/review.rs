//! The review of a plan's added and adjusted budgets: the mark, and what it stands on.

use std::collections::BTreeSet;

use domain::ids::{BudgetId, PlanId};
use domain::plan::{PlanBody, Review, ReviewMark, Reviewable};
use tokio::task::JoinSet;

use crate::Result;
use crate::client::{Store, Table};
use crate::keys::{self, Key};
use crate::record::Record;

/// Adjustments that are looked at of each budget: the newest; older ones show in what the accounts hold.
const ADJUSTMENTS: usize = 20;

impl Record for ReviewMark {
    const ENTITY: &'static str = "review_mark";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::review_mark(&self.plan)
    }
}

impl Store {
    /// Access pattern 22: the budgets of a plan that are to be reviewed, as they are now, and the last mark.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn review(&self, plan: &PlanId) -> Result<Review> {
        let (body, mark) = (keys::plan_body(plan), keys::review_mark(plan));
        let mut found = self.batch_get(Table::Records, &[body.clone(), mark.clone()]).await?;
        let Some(body) = found.take::<PlanBody>(&body)? else { return Ok(Review::default()) };
        let mark = found.take::<ReviewMark>(&mark)?;
        let mut reading = JoinSet::new();
        for id in body.lines.into_iter().map(|line| line.budget).collect::<BTreeSet<_>>() {
            let store = self.clone();
            reading.spawn(async move { store.reviewable(&id).await });
        }
        let all: Result<Vec<_>> = reading.join_all().await.into_iter().collect();
        Ok(Review::new(all?.into_iter().flatten(), mark))
    }

    async fn reviewable(&self, id: &BudgetId) -> Result<Option<Reviewable>> {
        let (fund, made) = tokio::try_join!(self.fund(id), self.adjustments(id, ADJUSTMENTS))?;
        Ok(fund.map(|fund| Reviewable::new(fund, made.items)))
    }
}
