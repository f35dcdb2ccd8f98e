//! A budget as it is shown.

use domain::budget::{Account, Budget, BudgetKind, BudgetLine, BudgetStatus, FundingSource};
use domain::catalogue::ItemCode;
use domain::identity::Actor;
use domain::ids::BudgetId;
use domain::ledger::Part;
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
    /// Held by adjustments that are not confirmed yet (调剂占用).
    pub held: Yuan,
    /// Adjusted away to another budget (已调剂).
    pub adjusted: Yuan,
}

impl BalanceView {
    /// The sum over accounts.
    pub(crate) fn over<'a>(accounts: impl Iterator<Item = &'a Account> + Clone) -> Self {
        let sum = |part: Part| {
            Yuan::from(Fen::sum(accounts.clone().map(|account| account.balance.part(part))).unwrap_or_default())
        };
        Self {
            free: sum(Part::Free),
            reserved: sum(Part::Reserved),
            contracted: sum(Part::Contracted),
            paid: sum(Part::Paid),
            carried: sum(Part::Carried),
            held: sum(Part::Held),
            adjusted: sum(Part::Adjusted),
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
    /// The Chinese term for its type.
    pub kind_label: String,
    /// Its year.
    pub year: i16,
    /// Where it stands.
    pub status: BudgetStatus,
    /// The Chinese term for that.
    pub status_label: String,
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
    /// Where it comes from: `added`, `adjusted` or `carried_over`.
    pub origin: String,
    /// The Chinese term for that (来源).
    pub origin_label: String,
    /// The budget that it was adjusted or carried over from.
    pub from: Option<BudgetId>,
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
            kind_label: budget.kind.label().to_owned(),
            year: budget.year,
            status: budget.status,
            status_label: budget.status.label().to_owned(),
            amount: budget.amount.into(),
            department_name: budget.department_name.clone(),
            raiser: budget.raiser.clone(),
            created_at: budget.created_at.to_string(),
            confirmed_at: budget.confirmed_at.map(|at| at.to_string()),
            origin: budget.origin.code().to_owned(),
            origin_label: budget.origin.label().to_owned(),
            from: budget.origin.from().cloned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detail::BudgetDetail;
    use domain::budget::{self, BudgetEntry};
    use domain::identity::Principal;
    use domain::plan::Fund;
    use jiff::Timestamp;
    use serde_json::{Value, json};

    fn by() -> Principal {
        serde_json::from_value(json!({"person": "p", "name": "甲", "unit": "u", "unit_name": "省档案馆",
            "department": "d", "department_name": "业务处", "region": "350001", "roles": ["demand_handler"]}))
        .unwrap()
    }

    fn fund(confirmed: bool) -> Fund {
        let line = |item: &str, funding: Value| json!({"item": item, "unit_price": "5000", "quantity": 20, "measure": "台", "funding": funding});
        let entry: BudgetEntry = serde_json::from_value(json!({
            "name": "办公设备购置", "document_number": "闽财预〔2026〕1号", "kind": "initial", "year": 2026,
            "lines": [
                line("A02010105", json!([{"source": "general_budget", "amount": "80000"}, {"source": "unit_funds", "amount": "20000"}])),
                line("A02", json!([{"source": "unit_funds", "amount": "0.01"}])),
            ],
        }))
        .unwrap();
        let by = by();
        let lines = budget::lines(&entry, 2026, 2022, |_| Some("设备".into())).unwrap();
        let mut budget = Budget::add(BudgetId::derived("p", "k"), entry, &lines, &by, Timestamp::UNIX_EPOCH).unwrap();
        let mut accounts = Vec::new();
        if confirmed {
            accounts = budget.confirm(&lines, &by, Timestamp::UNIX_EPOCH).unwrap();
        }
        Fund { budget, lines, accounts }
    }

    fn detail(fund: &Fund) -> BudgetDetail {
        BudgetDetail::new(fund, Vec::new(), false, &by())
    }

    #[test]
    fn balances_add_up_from_source_to_line_to_budget() {
        let mut fund = fund(true);
        let account = &mut fund.accounts[0].balance;
        account.free = account.free.minus(Fen::new(100));
        account.reserved = Fen::new(100);
        let shown = serde_json::to_value(detail(&fund)).unwrap();
        assert_eq!((&shown["amount"], &shown["kind_label"]), (&json!("100000.01"), &json!("年初预算")));
        let parts = |balance: &Value| (balance["free"].clone(), balance["reserved"].clone());
        assert_eq!(parts(&shown["balance"]), (json!("99999.01"), json!("1.00")));
        assert_eq!(parts(&shown["lines"][0]["balance"]), (json!("99999.00"), json!("1.00")));
        let funding = &shown["lines"][0]["funding"];
        assert_eq!(parts(&funding[0]["balance"]), (json!("79999.00"), json!("1.00")));
        assert_eq!(parts(&funding[1]["balance"]), (json!("20000.00"), json!("0.00")));
        assert_eq!(funding[1]["label"], json!("单位资金"));
        let needs = |n: usize| shown["lines"][n]["needs_descendant"].clone();
        assert_eq!((needs(0), needs(1)), (json!(false), json!(true)));
    }

    #[test]
    fn what_is_not_confirmed_has_no_balance() {
        let shown = serde_json::to_value(detail(&fund(false))).unwrap();
        assert_eq!((&shown["status"], &shown["status_label"]), (&json!("unconfirmed"), &json!("待确认")));
        let none = [&shown["balance"], &shown["lines"][0]["balance"], &shown["lines"][0]["funding"][0]["balance"]];
        assert!(none.iter().all(|balance| balance.is_null()));
    }
}
