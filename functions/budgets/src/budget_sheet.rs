//! The sheet in which a department fills in its budgets (导入模板, 2.3): its columns, and what is told of each, from the
//! same data that a filled-in sheet is checked by.

use documents::Form;
use documents::workbook::{Choice, Column, Kind, Sheet, Unwritable, Value, book};
use domain::budget::{BudgetKind, FundingSource, MOST_ACCOUNTS, years};
use domain::money::Fen;
use domain::text::{Line, Name};
use jiff::civil::Date;

/// Most budgets of a file: all of them are written in one transaction, three items each beside the import and its event.
pub(crate) const MOST_BUDGETS: usize = (store::MOST - 2) / 3;
/// Most rows of a file.
pub(crate) const MOST_ROWS: usize = MOST_BUDGETS * MOST_ACCOUNTS;
/// The name of the sheet.
pub(crate) const SHEET: &str = "预算明细";
/// The column in which a marked file tells what is wrong; a filled-in file may still have it.
pub(crate) const FAULT: &str = "问题";

/// The sheet as it is read.
pub(crate) const FORM: Form = Form {
    columns: &[
        "name",
        "document_number",
        "kind",
        "year",
        "item",
        "unit_price",
        "quantity",
        "measure",
        "source",
        "amount",
        "fault",
    ],
    titles: &[
        "预算名称",
        "批文文号",
        "预算类型",
        "年度",
        "品目编码",
        "单价（元）",
        "数量",
        "数量单位",
        "资金来源",
        "金额（元）",
        FAULT,
    ],
    optional: &["fault"],
    most_rows: MOST_ROWS,
};

/// What is told of a column.
struct Told {
    title: &'static str,
    width: u16,
    kind: Kind,
    choice: Option<Choice>,
    how: String,
    example: String,
}

fn told(this_year: i16) -> Vec<Told> {
    let (years, most) = (years(this_year), Fen::MAX_ENTERED);
    let column = |name: &str, width, kind, how: String, example: &str| {
        let place = FORM.columns.iter().position(|column| *column == name);
        let title = place.and_then(|place| FORM.titles.get(place)).copied().unwrap_or_default();
        Told { title, width, kind, choice: None, how, example: example.to_owned() }
    };
    let of = |column: Told, labels: Vec<&str>| {
        let how = format!("从下拉列表中选择：{}", labels.join("、"));
        Told { choice: Some(Choice::Of(labels.into_iter().map(str::to_owned).collect())), how, ..column }
    };
    let text = |most: usize| format!("最多{most}个字");
    let amount = format!("大于0，最多两位小数，不超过{most}");
    vec![
        column(
            "name",
            30,
            Kind::Text,
            format!("{}；相邻各行名称与文号都相同的，合为一个预算", text(Name::MOST)),
            "2026年办公设备购置",
        ),
        column("document_number", 22, Kind::Text, text(Line::<60>::MOST), "闽财预〔2026〕1号"),
        of(
            column("kind", 12, Kind::Text, String::new(), BudgetKind::Initial.label()),
            BudgetKind::ALL.map(BudgetKind::label).to_vec(),
        ),
        Told {
            choice: Some(Choice::Between((*years.start()).into(), (*years.end()).into())),
            ..column("year", 8, Kind::Count, format!("{}至{}", years.start(), years.end()), &this_year.to_string())
        },
        column("item", 14, Kind::Text, "政府采购品目编码，至少到二级，例如 A01 或 A02010105".to_owned(), "A02010105"),
        column("unit_price", 14, Kind::Amount, amount.clone(), "5000.00"),
        Told {
            choice: Some(Choice::Between(1, 999_999_999)),
            ..column("quantity", 8, Kind::Count, "大于0的整数".to_owned(), "20")
        },
        column("measure", 10, Kind::Text, text(Line::<10>::MOST), "台"),
        of(
            column("source", 22, Kind::Text, String::new(), FundingSource::GeneralBudget.label()),
            FundingSource::ALL.map(FundingSource::label).to_vec(),
        ),
        column("amount", 16, Kind::Amount, format!("该资金来源的金额，{amount}；预算总额是各行金额之和"), "100000.00"),
    ]
}

/// The columns to be filled in.
pub(crate) fn columns(this_year: i16) -> Vec<Column> {
    let column =
        |told: Told| Column { heading: told.title.to_owned(), width: told.width, kind: told.kind, choice: told.choice };
    told(this_year).into_iter().map(column).collect()
}

/// The workbook to fill in, with a sheet of explanations.
pub(crate) fn template(today: Date) -> Result<Vec<u8>, Unwritable> {
    let last = u32::try_from(MOST_ROWS + 1).unwrap_or(u32::MAX);
    let empty = Sheet { typed: last, ..Sheet::of(SHEET, columns(today.year()), Vec::new()) };
    book(&[empty, explanations(today.year())], (today.year(), today.month(), today.day()))
}

fn explanations(this_year: i16) -> Sheet {
    let column = |heading: &str, width| Column { heading: heading.to_owned(), width, kind: Kind::Prose, choice: None };
    let row = |cells: [String; 3]| cells.map(Value::Text).to_vec();
    let mut rows: Vec<Vec<Value>> =
        told(this_year).into_iter().map(|told| row([told.title.to_owned(), told.how, told.example])).collect();
    let papers = format!("{}须在上传时一并提交财政批文", BudgetKind::Supplement.label());
    for said in [
        "每行填写一项资金来源；一条明细有几项资金来源的，填几行，品目、单价、数量与单位相同，各行相邻".to_owned(),
        format!("一个文件最多{MOST_BUDGETS}个预算，一个预算最多{MOST_ACCOUNTS}行，文件不超过1MB"),
        "列的顺序可以调整，空行不读取；隐藏的行与其他行一样读取；请不要使用公式、日期和合并单元格".to_owned(),
        "只要有一行有问题，就全部不导入；内容相同的文件只能导入一次".to_owned(),
        format!("导入的预算待确认；{papers}"),
    ] {
        rows.push(row(["说明".to_owned(), said, String::new()]));
    }
    Sheet::of("填写说明", vec![column("列", 14), column("怎样填写", 70), column("示例", 26)], rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use documents::workbook::{Cell, read};

    #[test]
    fn what_the_explanations_give_as_examples_is_read_as_good() {
        let today = Date::constant(2026, 3, 1);
        let book = read(&template(today).unwrap(), "填写说明").unwrap();
        let cell = |row: u32, column: u32| match book.lines[&row].cells.get(&column) {
            Some(Cell::Text(text)) => text.to_string(),
            other => panic!("{other:?}"),
        };
        let rows: Vec<u32> = (2..12).collect();
        let heading = rows.iter().map(|row| cell(*row, 0)).collect();
        let examples = rows.iter().map(|row| cell(*row, 2)).collect();
        let read = FORM.table([(1, heading), (2, examples)]).ok().unwrap();
        let by = crate::budget_file::tests::by();
        let wanted = crate::budget_rows::Wanted::of(&read[0], &by, &mut documents::Faults::default()).unwrap();
        let lines = domain::budget::lines(&wanted.entry, 2026, 2022, |_| Some("台式计算机".into())).unwrap();
        assert_eq!(lines[0].amount, Fen::new(10_000_000));
        assert_eq!(MOST_BUDGETS, 32);
    }

    #[test]
    fn the_template_has_the_columns_that_are_read_and_no_rows() {
        let book = read(&template(Date::constant(2026, 3, 1)).unwrap(), SHEET).unwrap();
        assert_eq!(book.lines.len(), 1);
        let headings: Vec<_> = book.lines[&1].cells.values().cloned().collect();
        let wanted: Vec<_> =
            FORM.titles.iter().filter(|title| **title != FAULT).map(|title| Cell::Text((*title).into())).collect();
        assert_eq!(headings, wanted);
    }
}
