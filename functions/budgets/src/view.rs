//! A budget as it is shown.

use domain::budget::{Account, Budget, BudgetKind, BudgetLine, BudgetStatus, FundingSource};
use domain::catalogue::ItemCode;
use domain::identity::Actor;
use domain::ids::BudgetId;
use domain::ledger::Balance;
use domain::money::{Fen, Yuan};
use domain::text::Name;
use schemars::JsonSchema;
use serde::Serialize;

/// The parts of an amount (预算执行), in yuan; their sum is the confirmed amount.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BalanceView {
    /// Free for plans (可用).
    pub free: Yuan,
    /// Reserved by submitted plans (计划占用).
    pub reserved: Yuan,
    /// Bound by contracts (合同占用).
    pub contracted: Yuan,
    /// Paid (已支付).
    pub paid: Yuan,
    /// Carried over (已结转).
    pub carried: Yuan,
}

impl BalanceView {
    /// The sum over accounts.
    pub(crate) fn over<'a>(accounts: impl Iterator<Item = &'a Account> + Clone) -> Self {
        let sum = |part: fn(&Balance) -> Fen| {
            Yuan::from(Fen::sum(accounts.clone().map(|account| part(&account.balance))).unwrap_or_default())
        };
        Self {
            free: sum(|balance| balance.free),
            reserved: sum(|balance| balance.reserved),
            contracted: sum(|balance| balance.contracted),
            paid: sum(|balance| balance.paid),
            carried: sum(|balance| balance.carried),
        }
    }
}

/// A budget in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BudgetView {
    /// Its id.
    pub id: BudgetId,
    /// Its name (预算名称).
    pub name: Name,
    /// Approval document number (批文文号).
    pub document_number: String,
    /// Its type (预算类型).
    pub kind: BudgetKind,
    /// Its year.
    pub year: i16,
    /// Where it stands.
    pub status: BudgetStatus,
    /// Its amount, in yuan.
    pub amount: Yuan,
    /// The department that raised it.
    pub department_name: Name,
    /// Who raised it.
    pub raiser: Actor,
    /// When it was added, RFC 3339.
    pub created_at: String,
    /// When it was confirmed, RFC 3339.
    pub confirmed_at: Option<String>,
    /// Its version, to be sent back with a change.
    pub version: u64,
    /// What became of the amount; absent until it is confirmed.
    pub balance: Option<BalanceView>,
}

impl BudgetView {
    pub(crate) fn new(budget: &Budget, accounts: &[Account]) -> Self {
        Self {
            id: budget.id.clone(),
            name: budget.name.clone(),
            document_number: budget.document_number.clone(),
            kind: budget.kind,
            year: budget.year,
            status: budget.status,
            amount: budget.amount.into(),
            department_name: budget.department_name.clone(),
            raiser: budget.raiser.clone(),
            created_at: budget.created_at.to_string(),
            confirmed_at: budget.confirmed_at.map(|at| at.to_string()),
            version: budget.version,
            balance: (budget.status == BudgetStatus::Confirmed).then(|| BalanceView::over(accounts.iter())),
        }
    }
}

/// What a source gives to a line, and what became of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FundingView {
    /// The source.
    pub source: FundingSource,
    /// Its Chinese name.
    pub label: String,
    /// How much, in yuan.
    pub amount: Yuan,
    /// What became of it; absent until the budget is confirmed.
    pub balance: Option<BalanceView>,
}

/// A line of a budget.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineView {
    /// Its number, from 1.
    pub number: u32,
    /// The item's code.
    pub item: ItemCode,
    /// The item's name.
    pub item_name: String,
    /// Whether a plan must use an item below this one (二级品目).
    pub needs_descendant: bool,
    /// Unit price, in yuan.
    pub unit_price: Yuan,
    /// Quantity.
    pub quantity: u32,
    /// Unit of quantity.
    pub measure: String,
    /// The sum of its sources, in yuan.
    pub amount: Yuan,
    /// Its sources.
    pub funding: Vec<FundingView>,
    /// What became of the amount; absent until the budget is confirmed.
    pub balance: Option<BalanceView>,
}

impl LineView {
    pub(crate) fn new(line: &BudgetLine, accounts: &[Account]) -> Self {
        let own = accounts.iter().filter(|account| account.line == line.number);
        let funding = line.funding.iter().map(|(source, amount)| {
            let mut of = own.clone().filter(|account| account.source == *source).peekable();
            let balance = of.peek().is_some().then(|| BalanceView::over(of));
            FundingView { source: *source, label: source.label().to_owned(), amount: (*amount).into(), balance }
        });
        Self {
            number: line.number,
            item: line.item.clone(),
            item_name: line.item_name.clone(),
            needs_descendant: !line.item.may_be_planned_as(&line.item),
            unit_price: line.unit_price.into(),
            quantity: line.quantity,
            measure: line.measure.clone(),
            amount: line.amount.into(),
            funding: funding.collect(),
            balance: own.clone().next().map(|_| BalanceView::over(own)),
        }
    }
}
