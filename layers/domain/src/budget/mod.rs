//! Budgets (预算, chapter 2): lines by catalogue item, each with its funding sources; the amount is their sum, never typed.

mod kinds;

pub use kinds::{BudgetKind, BudgetStatus, FundingSource};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalogue::ItemCode;
use crate::events::History;
use crate::identity::{Actor, Principal};
use crate::ids::{BudgetId, DepartmentId, UnitId};
use crate::ledger::Balance;
use crate::money::{Fen, Yuan};
use crate::problem::{Fault, FieldFault};
use crate::text::{Line, Name};

/// Most accounts (line × funding source) of a budget, and of what one plan touches: a transaction holds 100 items.
pub const MOST_ACCOUNTS: usize = 40;

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
}

/// A line of a budget (预算明细).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// Its number in the budget, from 1.
    pub number: u32,
    /// The item's code.
    pub item: ItemCode,
    /// The item's name in that edition.
    pub item_name: String,
    /// The edition of the catalogue.
    pub edition: u16,
    /// Unit price.
    pub unit_price: Fen,
    /// Quantity.
    pub quantity: u32,
    /// Unit of quantity.
    pub measure: String,
    /// What each source gives.
    pub funding: Vec<(FundingSource, Fen)>,
    /// Their sum.
    pub amount: Fen,
}

/// A budget: its header; the lines lie beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Its id.
    pub id: BudgetId,
    /// Its name.
    pub name: Name,
    /// Approval document number.
    pub document_number: String,
    /// Its type.
    pub kind: BudgetKind,
    /// Its year.
    pub year: i16,
    /// Where it stands.
    pub status: BudgetStatus,
    /// The sum of its lines.
    pub amount: Fen,
    /// The unit it belongs to.
    pub unit: UnitId,
    /// The department that raised it.
    pub department: DepartmentId,
    /// Name of that department.
    pub department_name: Name,
    /// Who raised it.
    pub raiser: Actor,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// Its version.
    pub version: u64,
    /// How far its history goes.
    pub history: History,
}

/// An account of the ledger: budget line × funding source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The budget.
    pub budget: BudgetId,
    /// The line.
    pub line: u32,
    /// The source.
    pub source: FundingSource,
    /// What it holds.
    pub balance: Balance,
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
    let mut wrong = |field: String, code: &str, said: &str| faults.push(FieldFault::new(field, code, said));
    if !(this_year - 1..=this_year + 1).contains(&entry.year) {
        wrong("year".into(), "invalid_value", &format!("预算年份应为{}至{}", this_year - 1, this_year + 1));
    }
    let accounts: usize = entry.lines.iter().map(|line| line.funding.len()).sum();
    if entry.lines.is_empty() {
        wrong("lines".into(), "missing_field", "请至少填写一条预算明细");
    } else if accounts > MOST_ACCOUNTS || entry.lines.len() > MOST_ACCOUNTS {
        wrong("lines".into(), "too_many", &format!("预算明细与资金来源合计最多{MOST_ACCOUNTS}项"));
    }
    let mut lines = Vec::new();
    for (index, line) in entry.lines.iter().enumerate().take(MOST_ACCOUNTS) {
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
            wrong(at("funding"), "invalid_value", "金额合计不能超过 1000000000000.00 元");
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
        faults.push(FieldFault::new("lines", "invalid_value", "预算总额不能超过 1000000000000.00 元"));
    }
    if faults.is_empty() { Ok(lines) } else { Err(Fault::invalid(faults)) }
}

impl Budget {
    /// A new budget of `by`, to be confirmed (待确认).
    ///
    /// # Errors
    /// `invalid_fields` when the sum of `lines` is more than can be counted.
    pub fn add(
        id: BudgetId,
        entry: BudgetEntry,
        lines: &[BudgetLine],
        by: &Principal,
        now: Timestamp,
    ) -> Result<Self, Fault> {
        let amount = Fen::sum(lines.iter().map(|line| line.amount));
        let amount = amount.ok_or_else(|| Fault::field("lines", "invalid_value", "预算总额超出可计算的范围"))?;
        Ok(Self {
            id,
            name: entry.name,
            document_number: entry.document_number.into(),
            kind: entry.kind,
            year: entry.year,
            status: BudgetStatus::Unconfirmed,
            amount,
            unit: by.unit.clone(),
            department: by.department.clone(),
            department_name: by.department_name.clone(),
            raiser: by.actor(),
            created_at: now,
            confirmed_at: None,
            version: 1,
            history: History::default(),
        })
    }

    /// Confirms it (预算确认): the accounts that it opens, everything free.
    ///
    /// # Errors
    /// `not_found` for someone of another department, `already_confirmed`.
    pub fn confirm(&mut self, lines: &[BudgetLine], by: &Principal, now: Timestamp) -> Result<Vec<Account>, Fault> {
        if by.unit != self.unit || by.department != self.department {
            return Err(Fault::absent());
        }
        if self.status == BudgetStatus::Confirmed {
            return Err(Fault::conflict("already_confirmed", "该预算已确认"));
        }
        self.status = BudgetStatus::Confirmed;
        self.confirmed_at = Some(now);
        self.version += 1;
        let account = |line: &BudgetLine, (source, amount): &(FundingSource, Fen)| Account {
            budget: self.id.clone(),
            line: line.number,
            source: *source,
            balance: Balance::confirmed(*amount),
        };
        Ok(lines.iter().flat_map(|line| line.funding.iter().map(move |one| account(line, one))).collect())
    }

    /// Whether `principal` may see it: people of its unit.
    #[must_use]
    pub fn is_seen_by(&self, principal: &Principal) -> bool {
        self.unit == principal.unit
    }
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

    #[test]
    fn only_its_own_department_confirms_a_budget_and_only_once() {
        let who = |department: &str| -> Principal {
            serde_json::from_value(json!({"person": "p", "name": "甲", "unit": "u", "unit_name": "单位",
                "department": department, "department_name": "处", "region": "350001", "roles": ["demand_handler"]}))
            .unwrap()
        };
        let entry = entry(json!([line()]));
        let lines = lines(&entry, 2026, 2022, |_| Some("台式计算机".into())).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let mut budget = Budget::add(BudgetId::derived("p", "k"), entry, &lines, &who("d"), now).unwrap();
        assert_eq!(budget.confirm(&lines, &who("e"), now).unwrap_err().code, "not_found");
        let accounts = budget.confirm(&lines, &who("d"), now).unwrap();
        assert_eq!(Fen::sum(accounts.iter().map(|account| account.balance.free)), Some(budget.amount));
        assert_eq!(budget.confirm(&lines, &who("d"), now).unwrap_err().code, "already_confirmed");
    }
}
