//! A budget as it is entered (新增预算, 2.2), and the lines that follow from it.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::{BudgetKind, BudgetLine, FundingSource, MOST_ACCOUNTS, PaperEntry};
use crate::catalogue::ItemCode;
use crate::money::{Fen, Yuan};
use crate::problem::{Fault, FieldFault};
use crate::text::{Line, Name};

/// What one source gives to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Funding {
    /// The source.
    pub source: FundingSource,
    /// How much, in yuan; more than zero.
    pub amount: Yuan,
}

/// A line as it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineEntry {
    /// The item (品目), level two or below.
    pub item: ItemCode,
    /// Unit price (单价), in yuan; more than zero.
    pub unit_price: Yuan,
    /// Quantity (数量), 1 or more.
    pub quantity: u32,
    /// Unit of quantity (数量单位).
    pub measure: Line<10>,
    /// Funding sources (资金来源), each once.
    pub funding: Vec<Funding>,
}

/// A budget as it is entered (新增预算).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetEntry {
    /// Its name (预算名称).
    pub name: Name,
    /// Approval document number (批文文号).
    pub document_number: Line<60>,
    /// Its type.
    pub kind: BudgetKind,
    /// Its year, e.g. 2026.
    pub year: i16,
    /// Its lines, 1 to 40.
    pub lines: Vec<LineEntry>,
    /// Its attachments (附件), up to 10; 预算追加 needs the approval of the treasury (财政批文) among them.
    #[serde(default)]
    pub attachments: Vec<PaperEntry>,
}

/// The years (预算年份) that a budget is entered for while it is `this_year`.
#[must_use]
pub const fn years(this_year: i16) -> RangeInclusive<i16> {
    this_year - 1..=this_year + 1
}

/// The lines of an entry with their sums. `names` gives the item's name in the edition, `None` for an unknown code.
///
/// # Errors
/// `invalid_fields` with every field that is wrong.
pub fn lines(
    entry: &BudgetEntry,
    this_year: i16,
    edition: u16,
    name_of: impl Fn(&ItemCode) -> Option<String>,
) -> Result<Vec<BudgetLine>, Fault> {
    let mut faults = Vec::new();
    let years = years(this_year);
    if !years.contains(&entry.year) {
        let message = format!("预算年份应为{}至{}", years.start(), years.end());
        faults.push(FieldFault::new("year", "invalid_value", message));
    }
    let lines = lines_of(&entry.lines, edition, name_of, &mut faults);
    if faults.is_empty() { Ok(lines) } else { Err(Fault::invalid(faults)) }
}

/// The lines of an entry with their sums, numbered from 1; what is wrong with them is added to `faults`.
pub(crate) fn lines_of(
    entries: &[LineEntry],
    edition: u16,
    name_of: impl Fn(&ItemCode) -> Option<String>,
    faults: &mut Vec<FieldFault>,
) -> Vec<BudgetLine> {
    let mut wrong = |field: String, code: &str, said: &str| faults.push(FieldFault::new(field, code, said));
    let accounts: usize = entries.iter().map(|line| line.funding.len()).sum();
    if entries.is_empty() {
        wrong("lines".into(), "missing_field", "请至少填写一条预算明细");
    } else if accounts > MOST_ACCOUNTS || entries.len() > MOST_ACCOUNTS {
        wrong("lines".into(), "too_many", &format!("预算明细与资金来源合计最多{MOST_ACCOUNTS}项"));
    }
    let mut lines = Vec::new();
    for (index, line) in entries.iter().enumerate().take(MOST_ACCOUNTS) {
        let at = |field: &str| format!("lines[{index}].{field}");
        let item_name = name_of(&line.item);
        if line.item.level() < 2 {
            wrong(at("item"), "item_too_general", "品目至少选到二级，例如 A01");
        } else if item_name.is_none() {
            wrong(at("item"), "item_unknown", "品目不在采购目录中");
        }
        if line.unit_price.fen() == Fen::ZERO {
            wrong(at("unit_price"), "invalid_value", "单价应大于0");
        }
        if line.quantity == 0 {
            wrong(at("quantity"), "invalid_value", "数量应大于0");
        }
        if line.funding.is_empty() {
            wrong(at("funding"), "missing_field", "请至少填写一项资金来源");
        }
        for (n, funding) in line.funding.iter().enumerate() {
            if funding.amount.fen() == Fen::ZERO {
                wrong(at(&format!("funding[{n}].amount")), "invalid_value", "金额应大于0");
            }
            if line.funding.iter().take(n).any(|earlier| earlier.source == funding.source) {
                wrong(at(&format!("funding[{n}].source")), "invalid_value", "同一资金来源只能填写一次");
            }
        }
        let amount = Fen::sum(line.funding.iter().map(|funding| funding.amount.fen()));
        let Some(amount) = amount.filter(|amount| *amount <= Fen::MAX_ENTERED) else {
            wrong(at("funding"), "invalid_value", &format!("金额合计不能超过 {}", Fen::MAX_ENTERED.in_words()));
            continue;
        };
        lines.push(BudgetLine {
            number: u32::try_from(index + 1).unwrap_or(u32::MAX),
            item: line.item.clone(),
            item_name: item_name.unwrap_or_default(),
            edition,
            unit_price: line.unit_price.fen(),
            quantity: line.quantity,
            measure: line.measure.to_string(),
            funding: line.funding.iter().map(|funding| (funding.source, funding.amount.fen())).collect(),
            amount,
        });
    }
    if Fen::sum(lines.iter().map(|line| line.amount)).is_none_or(|total| total > Fen::MAX_ENTERED) {
        wrong("lines".into(), "invalid_value", &format!("预算总额不能超过 {}", Fen::MAX_ENTERED.in_words()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry(lines: serde_json::Value) -> BudgetEntry {
        serde_json::from_value(json!({
            "name": "2026年办公设备购置", "document_number": "闽财预〔2026〕1号", "kind": "initial", "year": 2026,
            "lines": lines,
        }))
        .unwrap()
    }

    fn line() -> serde_json::Value {
        json!({"item": "A02010105", "unit_price": "5000", "quantity": 20, "measure": "台",
            "funding": [{"source": "general_budget", "amount": "80000"}, {"source": "unit_funds", "amount": "20000"}]})
    }

    fn faults(entry: &BudgetEntry) -> Vec<(String, String)> {
        let known = |code: &ItemCode| code.as_str().starts_with("A02").then(|| "计算机".to_owned());
        let fault = lines(entry, 2026, 2022, known).unwrap_err();
        fault.fields.into_iter().map(|field| (field.field, field.message)).collect()
    }

    #[test]
    fn the_amount_is_the_sum_of_the_funding_sources() {
        let lines = lines(&entry(json!([line(), line()])), 2026, 2022, |_| Some("台式计算机".into())).unwrap();
        assert_eq!(
            lines.iter().map(|line| (line.number, line.amount)).collect::<Vec<_>>(),
            [(1, Fen::new(10_000_000)), (2, Fen::new(10_000_000))]
        );
    }

    #[test]
    fn every_wrong_field_is_named() {
        let mut bad = line();
        bad["quantity"] = json!(0);
        bad["unit_price"] = json!("0");
        bad["item"] = json!("B01");
        bad["funding"] = json!([{"source": "unit_funds", "amount": "0"}, {"source": "unit_funds", "amount": "1"}]);
        let mut far = entry(json!([line(), bad]));
        far.year = 2099;
        let fields: Vec<_> = faults(&far).into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [
                "year",
                "lines[1].item",
                "lines[1].unit_price",
                "lines[1].quantity",
                "lines[1].funding[0].amount",
                "lines[1].funding[1].source"
            ]
        );
        assert_eq!(faults(&entry(json!([])))[0].1, "请至少填写一条预算明细");
        assert_eq!(faults(&entry(json!(vec![line(); 21])))[0].1, "预算明细与资金来源合计最多40项");
    }
}
