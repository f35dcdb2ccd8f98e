//! What a draft draws on: its budgets with what is free, the names of its items, its attachments.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalogue::ItemCode;
use domain::identity::Principal;
use domain::ids::{BudgetId, UnitId, UploadId};
use domain::plan::{Draft, Fund, PlanLine, Sketch, Warning, sketch, warnings};
use domain::problem::{Fault, FieldFault};
use domain::upload::{Upload, UploadStatus};
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
        sketch.faults.extend(attachments(draft, &self.uploads, unit, true));
        sketch
    }

    /// Refuses attachments that are not the unit's; they may still be on their way.
    pub(crate) fn check_attachments(&self, draft: &Draft, unit: &UnitId) -> Result<(), Fault> {
        let faults = attachments(draft, &self.uploads, unit, false);
        if faults.is_empty() { Ok(()) } else { Err(Fault::invalid(faults)) }
    }

    /// What is above the budgets' own figures.
    pub(crate) fn warnings(&self, lines: &[PlanLine]) -> Vec<Warning> {
        warnings(lines, &self.funds)
    }
}

fn attachments(draft: &Draft, uploads: &[Upload], unit: &UnitId, checked: bool) -> Vec<FieldFault> {
    let fault = |(n, id): (usize, &UploadId)| {
        let field = || format!("attachments[{n}]");
        match uploads.iter().find(|upload| upload.id == *id && upload.unit == *unit) {
            None => Some(FieldFault::new(field(), "attachment_unknown", "附件不存在，或不属于本单位")),
            Some(upload) if checked && upload.status != UploadStatus::Checked => {
                let said = upload.reason.clone().unwrap_or_else(|| upload.status.label().to_owned());
                let message = format!("附件“{}”不能使用：{said}", upload.declared.name);
                Some(FieldFault::new(field(), "attachment_not_checked", message))
            }
            Some(_) => None,
        }
    };
    draft.attachments.iter().enumerate().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn upload(id: &str, unit: &str, status: &str) -> Upload {
        serde_json::from_value(json!({
            "id": id, "owner": "p", "unit": unit, "kind": "pdf", "status": status, "reason": null,
            "object_version": null, "created_at": "2026-01-01T00:00:00Z", "version": 1,
            "declared": {"name": "批复.pdf", "size": 1, "sha256": "0".repeat(64)},
        }))
        .unwrap()
    }

    #[test]
    fn attachments_are_the_units_own_and_checked_before_a_plan_is_sent() {
        let uploads = [upload("a", "u", "checked"), upload("b", "v", "checked"), upload("c", "u", "awaited")];
        let draft: Draft =
            serde_json::from_value(json!({"name": "计划", "attachments": ["a", "b", "c", "d"]})).unwrap();
        let found = |checked| {
            let faults = attachments(&draft, &uploads, &"u".parse().unwrap(), checked);
            faults.into_iter().map(|fault| (fault.field, fault.code)).collect::<Vec<_>>()
        };
        let fault = |n: usize, code: &str| (format!("attachments[{n}]"), code.to_owned());
        assert_eq!(found(false), [fault(1, "attachment_unknown"), fault(3, "attachment_unknown")]);
        assert_eq!(
            found(true),
            [fault(1, "attachment_unknown"), fault(2, "attachment_not_checked"), fault(3, "attachment_unknown")]
        );
    }
}
