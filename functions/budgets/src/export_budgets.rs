//! The unit's budgets as a workbook (导出, 2.1, 2.6): a row a budget, and a row for each of their lines and sources.

use documents::workbook::{Column, Kind, Sheet, Value, book};
use domain::access::Operation;
use domain::budget::{Account, Budget, BudgetStatus};
use domain::calendar::today;
use domain::ledger::Part;
use domain::money::Fen;
use domain::plan::Fund;
use domain::problem::Fault;
use domain::text::Name;
use jiff::Timestamp;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use store::StoreError;
use tokio::task::JoinSet;

use crate::list_budgets::wanted_year;

/// Most budgets of a workbook: with 40 accounts each, 20,000 rows, far below what a function can answer.
const MOST: usize = 500;
/// Budgets that are read at once.
const AT_ONCE: usize = 16;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ExportBudgets,
    method: "GET",
    path: "/api/exports/budgets",
    handle: |context, call| Box::pin(export_budgets(context, call)),
    docs: || {
        Docs::workbook("导出预算")
            .query("year", "年份，默认今年")
            .query("status", "confirmed（默认）或unconfirmed")
            .query("name", "预算名称的一部分")
            .codes(&["invalid_fields", "too_many_rows"])
    },
};

async fn export_budgets(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let year = wanted_year(context, &call)?;
    let status = call.query_as("status")?.unwrap_or(BudgetStatus::Confirmed);
    let name: Option<Name> = call.query_as("name")?;
    let (mut budgets, mut cursor) = (Vec::new(), None);
    loop {
        let page = context.store.budgets(&by.unit, year, status, name.as_ref().map(Name::as_str), cursor).await?;
        budgets.extend(page.items);
        cursor = page.next;
        if budgets.len() > MOST {
            let said = format!("符合条件的预算超过{MOST}个，请按年份、状态或名称缩小范围后再导出");
            return Err(Fault::refused("too_many_rows", said).into());
        }
        if cursor.is_none() {
            break;
        }
    }
    let funds = funds(context, budgets).await?;
    let today = today(context.now());
    let sheets = [heads(&funds), lines(&funds)];
    let bytes = book(&sheets, (today.year(), today.month(), today.day())).map_err(Problem::internal)?;
    Answer::workbook(bytes, &format!("{year}年{}预算.xlsx", status.label()))
}

/// Each budget with its lines and accounts, in their order; what was deleted meanwhile is left out.
async fn funds(context: &Context, budgets: Vec<Budget>) -> Result<Vec<Fund>, StoreError> {
    let mut funds = Vec::with_capacity(budgets.len());
    for some in budgets.chunks(AT_ONCE) {
        let mut reads = JoinSet::new();
        for (place, budget) in some.iter().enumerate() {
            let (store, id) = (context.store.clone(), budget.id.clone());
            reads.spawn(async move { store.fund(&id).await.map(|fund| (place, fund)) });
        }
        let mut read = reads.join_all().await.into_iter().collect::<Result<Vec<_>, _>>()?;
        read.sort_by_key(|(place, _)| *place);
        funds.extend(read.into_iter().filter_map(|(_, fund)| fund));
    }
    funds.retain(|fund| fund.budget.status != BudgetStatus::Deleted);
    Ok(funds)
}

/// The parts of an amount, in the order of their columns.
const PARTS: [(Part, &str); 7] = [
    (Part::Free, "可用"),
    (Part::Reserved, "计划占用"),
    (Part::Contracted, "合同占用"),
    (Part::Paid, "已支付"),
    (Part::Carried, "已结转"),
    (Part::Held, "调剂占用"),
    (Part::Adjusted, "已调剂"),
];

fn column(heading: &str, width: u16, kind: Kind) -> Column {
    Column { heading: heading.to_owned(), width, kind, choice: None }
}

fn parts() -> impl Iterator<Item = Column> {
    PARTS.into_iter().map(|(_, heading)| column(heading, 16, Kind::Amount))
}

fn text(text: impl ToString) -> Value {
    Value::Text(text.to_string())
}

fn amount(amount: Fen) -> Value {
    Value::Number(amount.to_string())
}

fn date(at: Timestamp) -> Value {
    let day = today(at);
    Value::Date(day.year(), day.month(), day.day())
}

/// What became of an amount; nothing until it is confirmed.
fn balances<'a>(accounts: impl Iterator<Item = &'a Account> + Clone) -> impl Iterator<Item = Value> {
    let none = accounts.clone().next().is_none();
    PARTS.into_iter().map(move |(part, _)| {
        let sum = Fen::sum(accounts.clone().map(|account| account.balance.part(part))).unwrap_or_default();
        if none { Value::Blank } else { amount(sum) }
    })
}

fn heads(funds: &[Fund]) -> Sheet {
    let mut columns = vec![
        column("预算名称", 36, Kind::Text),
        column("批文文号", 22, Kind::Text),
        column("预算类型", 12, Kind::Text),
        column("来源", 12, Kind::Text),
        column("年度", 8, Kind::Count),
        column("部门", 20, Kind::Text),
        column("经办人", 12, Kind::Text),
        column("状态", 10, Kind::Text),
        column("新增日期", 12, Kind::Date),
        column("确认日期", 12, Kind::Date),
        column("预算金额（元）", 18, Kind::Amount),
    ];
    columns.extend(parts());
    let row = |fund: &Fund| {
        let budget = &fund.budget;
        let mut row = vec![
            text(&budget.name),
            text(&budget.document_number),
            text(budget.kind.label()),
            text(budget.origin.label()),
            Value::Number(budget.year.to_string()),
            text(&budget.department_name),
            text(&budget.raiser.name),
            text(budget.status.label()),
            date(budget.created_at),
            budget.confirmed_at.map_or(Value::Blank, date),
            amount(budget.amount),
        ];
        row.extend(balances(fund.accounts.iter()));
        row
    };
    Sheet::of("预算", columns, funds.iter().map(row).collect())
}

fn lines(funds: &[Fund]) -> Sheet {
    let mut columns = vec![
        column("预算名称", 36, Kind::Text),
        column("明细", 8, Kind::Count),
        column("品目编码", 14, Kind::Text),
        column("品目名称", 28, Kind::Text),
        column("单价（元）", 16, Kind::Amount),
        column("数量", 8, Kind::Count),
        column("数量单位", 10, Kind::Text),
        column("资金来源", 24, Kind::Text),
        column("金额（元）", 18, Kind::Amount),
    ];
    columns.extend(parts());
    let mut rows = Vec::new();
    for fund in funds {
        for line in &fund.lines {
            for (source, sum) in &line.funding {
                let of = |account: &&Account| (account.line, account.source) == (line.number, *source);
                let mut row = vec![
                    text(&fund.budget.name),
                    Value::Number(line.number.to_string()),
                    text(&line.item),
                    text(&line.item_name),
                    amount(line.unit_price),
                    Value::Number(line.quantity.to_string()),
                    text(&line.measure),
                    text(source.label()),
                    amount(*sum),
                ];
                row.extend(balances(fund.accounts.iter().filter(of)));
                rows.push(row);
            }
        }
    }
    Sheet::of("明细", columns, rows)
}
