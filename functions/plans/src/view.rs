//! A plan as it is shown.

use chains::course::{FilingState, filing_state};
use domain::budget::FundingSource;
use domain::catalogue::ItemCode;
use domain::identity::Actor;
use domain::ids::{BudgetId, PlanId};
use domain::money::{Fen, Yuan};
use domain::plan::{PlanLine, Reservation, Sketch, Warning};
use domain::problem::FieldFault;
use domain::subject::{Place, Status, Subject};
use domain::text::Name;
use domain::warning::no_warning_open;
use schemars::JsonSchema;
use serde::Serialize;
use store::records::HomeNames;

/// The header of a plan, and a plan in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlanHead {
    /// Its id.
    pub id: PlanId,
    /// Its name (计划名称).
    pub name: Name,
    /// Where it stands (计划状态).
    pub status: Status,
    /// The Chinese term for that.
    pub status_label: String,
    /// Year of its budgets; absent while it has no lines.
    pub year: Option<i16>,
    /// Its amount (计划金额), in yuan; of a draft, of the lines that can be counted.
    pub amount: Yuan,
    /// Name of its unit.
    pub unit_name: String,
    /// Name of the department that raised it.
    pub department_name: String,
    /// Who raised it (发起人).
    pub raiser: Actor,
    /// How far its filing is.
    pub filing_state: FilingState,
    /// The Chinese words for that.
    pub filing_label: String,
    /// The filing number (备案号).
    pub filing_number: Option<String>,
    /// Where it is in its chain (当前环节); absent before the first and after the last step, and between two steps.
    pub place: Option<Place>,
    /// Whether it is on its way from one step to the next.
    pub in_transit: bool,
    /// Whether its raiser, who alone sees it then, may throw it away (删除草稿).
    pub discardable: bool,
    /// When it was begun, RFC 3339.
    pub created_at: String,
    /// When it was last changed, RFC 3339.
    pub updated_at: String,
    /// Its version, to be sent back with a change.
    pub version: u64,
}

impl PlanHead {
    pub(crate) fn new(plan: &Subject, names: &HomeNames) -> Self {
        let filing = filing_state(plan);
        Self {
            id: plan.id.id.clone().into(),
            name: plan.title.clone(),
            status: plan.status,
            status_label: plan.status.label().to_owned(),
            year: plan.year,
            amount: plan.amount.unwrap_or_default().into(),
            unit_name: names.unit(&plan.home.unit),
            department_name: names.department(&plan.home),
            raiser: plan.raiser.clone(),
            filing_state: filing,
            filing_label: filing.label().to_owned(),
            filing_number: plan.number.clone(),
            place: plan.course.place.clone(),
            in_transit: plan.course.transit.is_some(),
            discardable: plan.is_discardable() && no_warning_open(plan).is_ok(),
            created_at: plan.created_at.to_string(),
            updated_at: plan.updated_at.to_string(),
            version: plan.content_version,
        }
    }
}

/// Plans of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanList {
    /// A page of them, newest first.
    pub items: Vec<PlanHead>,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
}

/// The total of a line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineTotal {
    /// The line's number in the plan, from 1.
    pub number: u32,
    /// Unit price × quantity (总金额), in yuan.
    pub total: Yuan,
}

/// A draft that was kept: what follows from it so far.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlanView {
    /// Its header.
    #[serde(flatten)]
    pub head: PlanHead,
    /// The lines that can be counted.
    pub totals: Vec<LineTotal>,
    /// What is above the budget's own unit price or total (3.1).
    pub warnings: Vec<Warning>,
    /// What is missing or wrong; a plan with any of it cannot be submitted.
    pub missing: Vec<FieldFault>,
}

impl PlanView {
    pub(crate) fn new(plan: &Subject, names: &HomeNames, sketch: Sketch, warnings: Vec<Warning>) -> Self {
        let total = |line: &PlanLine| LineTotal { number: line.number, total: line.total.into() };
        let totals = sketch.lines.iter().map(total).collect();
        Self { head: PlanHead::new(plan, names), totals, warnings, missing: sketch.faults }
    }
}

/// A line of a plan (采购明细).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlanLineView {
    /// Its number in the plan, from 1.
    pub number: u32,
    /// The budget it draws on.
    pub budget: BudgetId,
    /// Name of that budget.
    pub budget_name: Name,
    /// The line of that budget.
    pub budget_line: u32,
    /// The item's code (品目编码).
    pub item: ItemCode,
    /// The item's name in its edition of the catalogue.
    pub item_name: String,
    /// Unit price (单价), in yuan.
    pub unit_price: Yuan,
    /// Quantity (数量).
    pub quantity: u32,
    /// Unit of quantity (数量单位).
    pub measure: String,
    /// Parameters (商品参数); may be empty.
    pub parameters: String,
    /// Unit price × quantity (总金额), in yuan.
    pub total: Yuan,
}

impl From<&PlanLine> for PlanLineView {
    fn from(line: &PlanLine) -> Self {
        Self {
            number: line.number,
            budget: line.budget.clone(),
            budget_name: line.budget_name.clone(),
            budget_line: line.budget_line,
            item: line.item.clone(),
            item_name: line.item_name.clone(),
            unit_price: line.unit_price.into(),
            quantity: line.quantity,
            measure: line.measure.clone(),
            parameters: line.parameters.clone(),
            total: line.total.into(),
        }
    }
}

/// What a plan has reserved of one funding source (资金来源).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceView {
    /// The source.
    pub source: FundingSource,
    /// Its Chinese name.
    pub label: String,
    /// How much, in yuan.
    pub amount: Yuan,
}

/// The sums of what is reserved, by source; none of a draft.
pub(crate) fn by_source(reservations: &[Reservation]) -> Vec<SourceView> {
    let of = |source: FundingSource| {
        let own = reservations.iter().filter(move |one| one.source == source).map(|one| one.amount);
        let amount = Fen::sum(own).filter(|sum| *sum > Fen::ZERO)?;
        Some(SourceView { source, label: source.label().to_owned(), amount: amount.into() })
    };
    FundingSource::ALL.into_iter().filter_map(of).collect()
}
