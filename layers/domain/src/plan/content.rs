//! What a plan asks for: a draft as it is typed, the lines that follow from it, and what differs between two versions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::budget::{Account, Budget, BudgetLine, BudgetStatus};
use crate::catalogue::ItemCode;
use crate::identity::Principal;
use crate::ids::{BudgetId, UploadId};
use crate::money::{Fen, Yuan};
use crate::problem::{Fault, FieldFault};
use crate::text::{Line, Name, Prose};

/// Most lines of a plan.
pub const MOST_LINES: usize = 40;
/// Most attachments of a plan.
pub const MOST_ATTACHMENTS: usize = 20;
/// Most characters of all parameters of a plan together: body and events are items of the store, of 400 KB at most, and
/// an edit's event holds them before and after.
pub const MOST_PARAMETERS: usize = 16_000;

/// A line as it is typed; what is not filled in yet is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftLine {
    /// The budget it draws on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<BudgetId>,
    /// The line of that budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_line: Option<u32>,
    /// The item (品目): the budget line's own or a descendant of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
    /// Unit price (单价), in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Yuan>,
    /// Quantity (数量).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// Unit of quantity (数量单位).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Line<10>>,
    /// Parameters (商品参数).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Prose<2000>>,
}

/// A plan as it is typed (计划草稿).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Its name (计划名称).
    pub name: Name,
    /// Its lines (采购清单), up to 40.
    #[serde(default)]
    pub lines: Vec<DraftLine>,
    /// Its attachments, up to 20.
    #[serde(default)]
    pub attachments: Vec<UploadId>,
}

impl Draft {
    /// Refuses what is too much to be kept, complete or not.
    ///
    /// # Errors
    /// `invalid_fields`.
    pub fn check_limits(&self) -> Result<(), Fault> {
        if self.lines.len() > MOST_LINES {
            return Err(Fault::field("lines", "too_many", format!("采购清单最多{MOST_LINES}行")));
        }
        let parameters = self.lines.iter().filter_map(|line| line.parameters.as_ref());
        let length: usize = parameters.map(|text| text.as_str().chars().count()).sum();
        if length > MOST_PARAMETERS {
            let message = format!("各行商品参数合计最多{MOST_PARAMETERS}个字，现在有{length}个字；详细参数请放入附件");
            return Err(Fault::field("lines", "too_many", message));
        }
        let mut seen = std::collections::BTreeSet::new();
        if let Some(n) = self.attachments.iter().position(|upload| !seen.insert(upload)) {
            return Err(Fault::field(format!("attachments[{n}]"), "invalid_value", "同一附件只能添加一次"));
        }
        if self.attachments.len() > MOST_ATTACHMENTS {
            return Err(Fault::field("attachments", "too_many", format!("附件最多{MOST_ATTACHMENTS}个")));
        }
        Ok(())
    }
}

/// A line that is complete (采购明细).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    /// Its number in the plan, from 1.
    pub number: u32,
    /// The budget it draws on.
    pub budget: BudgetId,
    /// Name of that budget.
    pub budget_name: Name,
    /// The line of that budget.
    pub budget_line: u32,
    /// The item.
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
    /// Parameters; may be empty.
    pub parameters: String,
    /// Unit price × quantity (总金额), computed.
    pub total: Fen,
}

/// A budget with its lines and accounts, as a plan draws on it.
#[derive(Debug, Clone)]
pub struct Fund {
    /// The budget.
    pub budget: Budget,
    /// Its lines.
    pub lines: Vec<BudgetLine>,
    /// Its accounts; none while it is unconfirmed.
    pub accounts: Vec<Account>,
}

/// What follows from a draft so far (计划预览).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Year of the first budget that it draws on.
    pub year: Option<i16>,
    /// The lines that have enough to be counted.
    pub lines: Vec<PlanLine>,
    /// Every field that is missing or wrong; none when the draft is complete.
    pub faults: Vec<FieldFault>,
}

/// The complete lines of `draft`, and the year of the budgets that it draws on.
///
/// # Errors
/// `invalid_fields` with every field that is missing or wrong.
pub fn complete(
    draft: &Draft,
    funds: &BTreeMap<BudgetId, Fund>,
    by: &Principal,
    edition: u16,
    name_of: impl Fn(&ItemCode) -> Option<String>,
) -> Result<(i16, Vec<PlanLine>), Fault> {
    draft.check_limits()?;
    sketch(draft, funds, by, edition, name_of).complete()
}

impl Sketch {
    /// Year and lines, when nothing is missing or wrong.
    ///
    /// # Errors
    /// `invalid_fields` with every fault.
    pub fn complete(self) -> Result<(i16, Vec<PlanLine>), Fault> {
        match self.year {
            Some(year) if self.faults.is_empty() => Ok((year, self.lines)),
            _ => Err(Fault::invalid(self.faults)),
        }
    }
}

/// What follows from `draft` as far as it goes.
///
/// `name_of` gives the item's name in the edition of the catalogue that is in force, `None` for an unknown code.
#[must_use]
pub fn sketch(
    draft: &Draft,
    funds: &BTreeMap<BudgetId, Fund>,
    by: &Principal,
    edition: u16,
    name_of: impl Fn(&ItemCode) -> Option<String>,
) -> Sketch {
    let mut faults = Vec::new();
    let mut year = None;
    let mut lines = Vec::new();
    if draft.lines.is_empty() {
        faults.push(FieldFault::new("lines", "missing_field", "请至少填写一条采购明细"));
    }
    for (index, line) in draft.lines.iter().enumerate() {
        let mut wrong = |field: &str, code: &str, said: &str| {
            faults.push(FieldFault::new(format!("lines[{index}].{field}"), code, said));
        };
        let fund = line.budget.as_ref().and_then(|id| funds.get(id)).filter(|fund| fund.budget.is_seen_by(by));
        let funded =
            fund.and_then(|fund| Some((fund, fund.lines.iter().find(|of| Some(of.number) == line.budget_line)?)));
        match (&line.budget, funded) {
            (None, _) => wrong("budget", "missing_field", "请选择预算"),
            (Some(_), None) => wrong("budget_line", "invalid_value", "请选择本单位预算中的一条明细"),
            (Some(_), Some((fund, _))) if fund.budget.status != BudgetStatus::Confirmed => {
                wrong("budget", "budget_unconfirmed", "该预算尚未确认，不能用于计划");
            }
            (Some(_), Some((fund, _))) if *year.get_or_insert(fund.budget.year) != fund.budget.year => {
                wrong("budget", "year_differs", "一个计划只能使用同一年度的预算");
            }
            _ => {}
        }
        let item_name = line.item.as_ref().and_then(&name_of);
        match (&line.item, funded) {
            (None, _) => wrong("item", "missing_field", "请选择品目"),
            (Some(_), _) if item_name.is_none() => wrong("item", "item_unknown", "品目不在采购目录中"),
            (Some(item), Some((_, of))) if !of.item.may_be_planned_as(item) => {
                wrong("item", "item_outside_budget", "品目应是预算品目本身或其下级；二级品目须选到下级");
            }
            _ => {}
        }
        let unit_price = line.unit_price.map(Yuan::fen).filter(|price| *price > Fen::ZERO);
        if unit_price.is_none() {
            wrong("unit_price", "missing_field", "请填写大于0的单价");
        }
        let quantity = line.quantity.filter(|quantity| *quantity > 0);
        if quantity.is_none() {
            wrong("quantity", "missing_field", "请填写大于0的数量");
        }
        if line.measure.is_none() {
            wrong("measure", "missing_field", "请填写数量单位");
        }
        let (Some((fund, of)), Some(item), Some(unit_price), Some(quantity)) =
            (funded, &line.item, unit_price, quantity)
        else {
            continue;
        };
        let total = unit_price.times(quantity);
        if total.is_none_or(|total| total > Fen::MAX_ENTERED) {
            wrong("quantity", "invalid_value", &format!("总金额不能超过 {}", Fen::MAX_ENTERED.in_words()));
        }
        // A draft shows what its lines come to, also while that is too much to be submitted.
        let Some(total) = total else { continue };
        lines.push(PlanLine {
            number: u32::try_from(index + 1).unwrap_or(u32::MAX),
            budget: fund.budget.id.clone(),
            budget_name: fund.budget.name.clone(),
            budget_line: of.number,
            item: item.clone(),
            item_name: item_name.unwrap_or_default(),
            edition,
            unit_price,
            quantity,
            measure: line.measure.as_ref().map(ToString::to_string).unwrap_or_default(),
            parameters: line.parameters.as_ref().map(ToString::to_string).unwrap_or_default(),
            total,
        });
    }
    let told = lines.iter().any(|line| line.total > Fen::MAX_ENTERED);
    if !told && total(&lines).is_none_or(|total| total > Fen::MAX_ENTERED) {
        let message = format!("计划总额不能超过 {}", Fen::MAX_ENTERED.in_words());
        faults.push(FieldFault::new("lines", "invalid_value", message));
    }
    Sketch { year, lines, faults }
}

/// The amount of a plan (计划金额): the sum of its lines, `None` beyond what can be counted.
#[must_use]
pub fn total(lines: &[PlanLine]) -> Option<Fen> {
    Fen::sum(lines.iter().map(|line| line.total))
}

/// Something that is allowed but should be looked at (预警).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Warning {
    /// Path of the field, e.g. `lines[0].unit_price`.
    pub field: String,
    /// Chinese sentence.
    pub message: String,
}

/// What is above the budget's own unit price or total (3.1).
#[must_use]
pub fn warnings(lines: &[PlanLine], funds: &BTreeMap<BudgetId, Fund>) -> Vec<Warning> {
    let mut all = Vec::new();
    for line in lines {
        let fund = funds.get(&line.budget).and_then(|fund| fund.lines.iter().find(|of| of.number == line.budget_line));
        let Some(of) = fund else { continue };
        let at = |field: &str| format!("lines[{}].{field}", line.number.saturating_sub(1));
        if line.unit_price > of.unit_price {
            let message = format!("单价高于预算单价 {}", of.unit_price.in_words());
            all.push(Warning { field: at("unit_price"), message });
        }
        if line.total > of.amount {
            let message = format!("总金额高于该预算明细总额 {}", of.amount.in_words());
            all.push(Warning { field: at("quantity"), message });
        }
    }
    all
}

/// A fingerprint of amount and items: a returned plan comes straight back only while it stays as it was.
#[must_use]
pub fn fingerprint(lines: &[PlanLine]) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        let PlanLine { budget, budget_line, item, unit_price, quantity, .. } = line;
        hash.update(format!("{budget} {budget_line} {item} {} {quantity}\n", unit_price.get()));
    }
    let mut text = hex::encode(hash.finalize());
    text.truncate(32);
    text
}
