//! What a draft draws on: its budgets with what is free, the names of its items, its attachments.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalogue::ItemCode;
use domain::identity::Principal;
use domain::ids::{BudgetId, UnitId};
use domain::plan::{Draft, Fund, PlanLine, Sketch, Warning, sketch, warnings};
use domain::problem::Fault;
use domain::upload::{Upload, attachment_faults};
use lambda::{Context, Problem};
use store::records::EDITION;
use store::{Store, StoreError};
use tokio::task::JoinSet;

/// Budgets by their ids, read at the same time; those that are not there are left out.
pub(crate) async fn funds<'a>(
    store: &Store,
    ids: impl IntoIterator<Item = &'a BudgetId>,
) -> Result<BTreeMap<BudgetId, Fund>, StoreError> {
    let mut reading = JoinSet::new();
    for id in ids.into_iter().cloned().collect::<BTreeSet<_>>() {
        let store = store.clone();
        reading.spawn(async move { store.fund(&id).await });
    }
    let found: Result<Vec<_>, _> = reading.join_all().await.into_iter().collect();
    Ok(found?.into_iter().flatten().map(|fund| (fund.budget.id.clone(), fund)).collect())
}

/// The ground that a draft stands on.
pub(crate) struct Ground {
    /// Its budgets.
    pub(crate) funds: BTreeMap<BudgetId, Fund>,
    /// Its attachments, as far as they are there.
    pub(crate) uploads: Vec<Upload>,
    names: BTreeMap<ItemCode, String>,
}

impl Ground {
    /// Reads it; refuses a draft that is more than can be kept, before anything is read.
    pub(crate) async fn of(context: &Context, draft: &Draft) -> Result<Self, Problem> {
        draft.check_limits()?;
        let store = &context.store;
        let (funds, names, uploads) = tokio::try_join!(
            funds(store, draft.lines.iter().filter_map(|line| line.budget.as_ref())),
            store.item_names(draft.lines.iter().filter_map(|line| line.item.as_ref())),
            store.uploads(&draft.attachments),
        )?;
        Ok(Self { funds, uploads, names })
    }

    /// What follows from the draft so far; attachments that are not checked count as missing.
    pub(crate) fn sketch(&self, draft: &Draft, by: &Principal, unit: &UnitId) -> Sketch {
        let mut sketch = sketch(draft, &self.funds, by, EDITION, |code| self.names.get(code).cloned());
        sketch.faults.extend(attachment_faults(&draft.attachments, &self.uploads, unit, true));
        sketch
    }

    /// Refuses attachments that are not the unit's; they may still be on their way.
    pub(crate) fn check_attachments(&self, draft: &Draft, unit: &UnitId) -> Result<(), Fault> {
        let faults = attachment_faults(&draft.attachments, &self.uploads, unit, false);
        if faults.is_empty() { Ok(()) } else { Err(Fault::invalid(faults)) }
    }

    /// What is above the budgets' own figures.
    pub(crate) fn warnings(&self, lines: &[PlanLine]) -> Vec<Warning> {
        warnings(lines, &self.funds)
    }
}
