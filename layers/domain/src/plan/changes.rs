//! What differs between two versions of a plan (修改痕迹): every edit keeps it, before and after.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::ItemCode;
use crate::ids::{BudgetId, UploadId};
use crate::plan::PlanLine;
use crate::text::Name;

/// One field that was changed, before and after (修改痕迹).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Change {
    /// Path of the field, e.g. `lines[0].unit_price`.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// Before; absent where it was added.
    pub before: Option<String>,
    /// After; absent where it was removed.
    pub after: Option<String>,
}

/// What is compared: name, lines, and attachments with their file names.
pub type Compared<'a> = (&'a Name, &'a [PlanLine], &'a [(UploadId, String)]);

/// Every field in which `after` differs from `before`; of an attachment its file name is told.
#[must_use]
pub fn changes(before: Compared<'_>, after: Compared<'_>) -> Vec<Change> {
    let mut all = Vec::new();
    let mut compare = |field: String, label: String, before: Option<String>, after: Option<String>| {
        if before != after {
            all.push(Change { field, label, before, after });
        }
    };
    compare("name".into(), "计划名称".into(), Some(before.0.to_string()), Some(after.0.to_string()));
    for index in 0..before.1.len().max(after.1.len()) {
        let (old, new) = (before.1.get(index).map(parts), after.1.get(index).map(parts));
        for (n, (field, label)) in PARTS.into_iter().enumerate() {
            let part = |all: &Option<[String; 7]>| all.as_ref().and_then(|all| all.get(n).cloned());
            compare(format!("lines[{index}].{field}"), format!("第{}行{label}", index + 1), part(&old), part(&new));
        }
    }
    let (had, has) = (before.2, after.2);
    for (_, name) in had.iter().filter(|(id, _)| !has.iter().any(|(other, _)| other == id)) {
        compare("attachments".into(), "附件".into(), Some(name.clone()), None);
    }
    for (_, name) in has.iter().filter(|(id, _)| !had.iter().any(|(other, _)| other == id)) {
        compare("attachments".into(), "附件".into(), None, Some(name.clone()));
    }
    all
}

const PARTS: [(&str, &str); 7] = [
    ("budget", "预算"),
    ("item", "品目"),
    ("unit_price", "单价"),
    ("quantity", "数量"),
    ("measure", "数量单位"),
    ("total", "总金额"),
    ("parameters", "商品参数"),
];

/// Whether `after` goes beyond what someone saw in `before`: a higher amount in all, another item or budget, or more of one,
/// in total or for each. Who approved the plan as it was has not approved that.
#[must_use]
pub fn goes_beyond(before: &[PlanLine], after: &[PlanLine]) -> bool {
    let (seen, now) = (extents(before), extents(after));
    now.iter().any(|(what, (sum, price))| seen.get(what).is_none_or(|(most, highest)| sum > most || price > highest))
}

/// The sum and the highest unit price, in fen, of each budget line and item.
fn extents(lines: &[PlanLine]) -> BTreeMap<(&BudgetId, u32, &ItemCode), (i64, i64)> {
    let mut all = BTreeMap::new();
    for line in lines {
        let (sum, price) = all.entry((&line.budget, line.budget_line, &line.item)).or_insert((0_i64, 0_i64));
        *sum = sum.saturating_add(line.total.get());
        *price = (*price).max(line.unit_price.get());
    }
    all
}

fn parts(line: &PlanLine) -> [String; 7] {
    [
        format!("{}（第{}条明细）", line.budget_name, line.budget_line),
        format!("{} {}", line.item, line.item_name),
        line.unit_price.to_string(),
        line.quantity.to_string(),
        line.measure.clone(),
        line.total.to_string(),
        line.parameters.clone(),
    ]
}
