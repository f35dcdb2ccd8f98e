//! What differs between two versions of a plan (修改痕迹): every edit keeps it, before and after.

use serde::{Deserialize, Serialize};

use crate::ids::UploadId;
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

/// Every field in which `after` differs from `before`.
#[must_use]
pub fn changes(before: (&Name, &[PlanLine], &[UploadId]), after: (&Name, &[PlanLine], &[UploadId])) -> Vec<Change> {
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
    for upload in before.2.iter().filter(|upload| !after.2.contains(upload)) {
        compare("attachments".into(), "附件".into(), Some(upload.to_string()), None);
    }
    for upload in after.2.iter().filter(|upload| !before.2.contains(upload)) {
        compare("attachments".into(), "附件".into(), None, Some(upload.to_string()));
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
