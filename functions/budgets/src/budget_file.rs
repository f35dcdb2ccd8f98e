//! A filled-in workbook of budgets (批量导入, 2.3): which file it is, what its rows ask for, and what is wrong by row and column.

use std::collections::{BTreeMap, BTreeSet};

use documents::workbook::{self, Book, Cell, letters, plain};
use documents::{Faults, RowFault};
use domain::budget::{self, BudgetEntry, BudgetLine};
use domain::catalogue::ItemCode;
use domain::identity::Principal;
use domain::ids::UploadId;
use domain::problem::Fault;
use domain::upload::{FileKind, Upload, UploadStatus};
use lambda::{Call, Context, Problem};
use schemars::JsonSchema;
use serde::Serialize;
use store::StoreError;
use store::files::Files;
use store::records::EDITION;

use crate::budget_import::item_names;
use crate::budget_rows::{Wanted, gather};
use crate::budget_sheet::{FORM, MOST_BUDGETS, SHEET};

/// What is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FileFault {
    /// The row, as a spreadsheet shows it.
    pub row: u64,
    /// The letters of the column; absent for what is wrong with the row or the file as a whole.
    pub column: Option<String>,
    /// The heading of the column.
    pub heading: Option<String>,
    /// What is wrong, in Chinese.
    pub message: String,
}

/// The file that a call names.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) book: Book,
}

impl File {
    /// An upload of the caller, once it was checked.
    pub(crate) async fn open(context: &Context, call: &Call, id: UploadId) -> Result<Self, Problem> {
        let by = call.principal()?;
        let upload = context.store.uploads(&[id]).await?.pop().filter(|upload| upload.owner == by.person);
        let upload = upload.ok_or_else(Fault::absent)?;
        let bytes = content(context, &upload).await?;
        let unreadable = |why: workbook::Unreadable| Fault::refused("unreadable_file", format!("文件不能读取：{why}"));
        let book = workbook::read(&bytes, SHEET).map_err(unreadable)?;
        Ok(Self { name: upload.declared.name.to_string(), book })
    }
}

/// The checked version; nothing is read of what is too large or was declared as something else.
async fn content(context: &Context, upload: &Upload) -> Result<Vec<u8>, Problem> {
    if upload.status != UploadStatus::Checked {
        let said = upload.reason.as_deref().unwrap_or(upload.status.label());
        return Err(Problem::conflict("attachment_not_checked", format!("文件不能使用：{said}")));
    }
    let unreadable = |why: workbook::Unreadable| Problem::refused("unreadable_file", format!("文件不能读取：{why}"));
    if upload.kind != FileKind::Xlsx {
        return Err(unreadable(workbook::Unreadable::NotAWorkbook));
    }
    if upload.declared.size > workbook::LARGEST {
        return Err(unreadable(workbook::Unreadable::FileTooLarge));
    }
    let missing =
        || StoreError::Failed { operation: "GetObject", why: format!("{} has no checked version", upload.id) };
    let version = upload.object_version.as_deref().ok_or_else(missing)?;
    let file = Files::from_env(&context.aws)?.open(&upload.id, version).await?.ok_or_else(missing)?;
    let mut bytes = Vec::new();
    file.read(|piece| bytes.extend_from_slice(piece)).await?;
    Ok(bytes)
}

/// A budget of a file that is good.
#[derive(Debug)]
pub(crate) struct Good {
    pub(crate) row: u64,
    pub(crate) entry: BudgetEntry,
    pub(crate) lines: Vec<BudgetLine>,
}

/// The headings of a file with their columns, from the first row that has something in it.
#[derive(Debug, Default)]
pub(crate) struct Headings {
    pub(crate) row: u32,
    pub(crate) columns: Vec<(u32, String)>,
}

/// What a file asks for.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) headings: Headings,
    /// Rows below the heading.
    pub(crate) rows: usize,
    pub(crate) budgets: Result<Vec<Good>, Vec<FileFault>>,
}

/// What `book` asks for, by the rules of a budget that is added by hand.
pub(crate) async fn asked(context: &Context, book: &Book, by: &Principal, this_year: i16) -> Result<Asked, Problem> {
    let headings = Headings::of(book);
    let (wanted, faults) = wanted(book, &headings, by);
    let codes = wanted.iter().flat_map(|one| &one.entry.lines).map(|line| &line.item);
    let names = item_names(&context.store, codes).await?;
    let budgets = good(wanted, faults, this_year, |code| names.get(code).cloned());
    let rows = book.lines.len().saturating_sub(1);
    let budgets = budgets.map_err(|faults| headings.told(faults));
    Ok(Asked { headings, rows, budgets })
}

/// The budgets that its readable rows are, and what is wrong with the others.
fn wanted(book: &Book, headings: &Headings, by: &Principal) -> (Vec<Wanted>, Faults) {
    let (lines, odd) = headings.table(book);
    let mut faults = Faults::default();
    let rows = FORM.table(lines).unwrap_or_else(|wrong| {
        faults.extend(wrong.sorted());
        Vec::new()
    });
    let each = rows.iter().filter_map(|row| Wanted::of(row, by, &mut faults)).collect();
    let wanted = gather(each, &mut faults);
    // What is told of a cell that is no text and no number is that alone, and not that it is empty too.
    let told: BTreeSet<(u64, String)> = odd.iter().map(|fault| (fault.row, fault.field.clone())).collect();
    let mut all = Faults::default();
    all.extend(faults.sorted().into_iter().filter(|fault| !told.contains(&(fault.row, fault.field.clone()))));
    all.extend(odd);
    (wanted, all)
}

/// Those that the rules of a budget allow, when nothing is wrong at all.
fn good(
    wanted: Vec<Wanted>,
    mut faults: Faults,
    this_year: i16,
    name_of: impl Fn(&ItemCode) -> Option<String>,
) -> Result<Vec<Good>, Faults> {
    if let Some(first) = wanted.get(MOST_BUDGETS) {
        faults.add(first.row(), "", format!("一个文件最多{MOST_BUDGETS}个预算，请分成几个文件"));
    }
    let mut all = Vec::new();
    for one in wanted {
        match budget::lines(&one.entry, this_year, EDITION, &name_of) {
            Ok(lines) => all.push(Good { row: one.row(), entry: one.entry, lines }),
            Err(fault) => fault.fields.iter().for_each(|field| one.tell(field, &mut faults)),
        }
    }
    faults.or(all)
}

impl Headings {
    fn of(book: &Book) -> Self {
        let Some((row, line)) = book.lines.first_key_value() else { return Self { row: 1, columns: Vec::new() } };
        let text = |cell: &Cell| match cell {
            Cell::Text(text) | Cell::Number(text) => plain(text.trim()).to_owned(),
            Cell::Odd(_) => String::new(),
        };
        Self { row: *row, columns: line.cells.iter().map(|(place, cell)| (*place, text(cell))).collect() }
    }

    /// Its lines as a form reads them, and the cells that are no text and no number or stand under no heading.
    fn table(&self, book: &Book) -> (Vec<(u64, Vec<String>)>, Vec<RowFault>) {
        let mut odd = Vec::new();
        let places: BTreeMap<u32, (usize, &str)> =
            self.columns.iter().enumerate().map(|(n, (place, title))| (*place, (n, title.as_str()))).collect();
        let mut lines = vec![(u64::from(self.row), self.columns.iter().map(|(_, title)| title.clone()).collect())];
        for (row, line) in book.lines.range(self.row.saturating_add(1)..) {
            let mut cells = vec![String::new(); self.columns.len()];
            let mut tell = |field: &str, message: &str| {
                odd.push(RowFault { row: u64::from(*row), field: field.to_owned(), message: message.to_owned() });
            };
            for (place, cell) in &line.cells {
                match (places.get(place), cell) {
                    (None, _) => tell(&letters(*place), "此列没有表头，请清除或移到对应的列"),
                    (Some((_, title)), Cell::Odd(odd)) => tell(&name_of(title), odd.message()),
                    (Some((n, _)), Cell::Text(text) | Cell::Number(text)) => {
                        cells.get_mut(*n).into_iter().for_each(|cell| plain(text.trim()).clone_into(cell));
                    }
                }
            }
            lines.push((u64::from(*row), cells));
        }
        (lines, odd)
    }

    /// The faults of a file, as people look for them: row by row, and from left to right.
    fn told(&self, faults: Faults) -> Vec<FileFault> {
        let mut told: Vec<FileFault> = faults.sorted().into_iter().map(|fault| self.tell(fault)).collect();
        told.sort_by_key(|fault| (fault.row, fault.column.as_ref().map(|column| (column.len(), column.clone()))));
        told
    }

    /// A fault as people find its place: the letters of its column.
    fn tell(&self, fault: RowFault) -> FileFault {
        let title = title_of(&fault.field);
        let place = self.columns.iter().find(|(place, heading)| *heading == title || letters(*place) == fault.field);
        let column = place.map(|(place, _)| letters(*place));
        let by_letters = || Some(fault.field.clone()).filter(|field| field.bytes().all(|b| b.is_ascii_uppercase()));
        FileFault {
            row: fault.row,
            column: column.or_else(by_letters).filter(|column| !column.is_empty()),
            heading: Some(title).filter(|title| FORM.titles.contains(&title.as_str()) || place.is_some()),
            message: fault.message,
        }
    }
}

/// The name of a column by its heading; another heading is its own name.
fn name_of(title: &str) -> String {
    let place = FORM.titles.iter().position(|known| *known == title);
    place.and_then(|place| FORM.columns.get(place)).map_or_else(|| title.to_owned(), |name| (*name).to_owned())
}

/// The heading of a column by its name.
fn title_of(name: &str) -> String {
    let place = FORM.columns.iter().position(|known| *known == name);
    place.and_then(|place| FORM.titles.get(place)).map_or_else(|| name.to_owned(), |title| (*title).to_owned())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use documents::workbook::{Line, Odd};
    use serde_json::json;

    pub(crate) fn by() -> Principal {
        serde_json::from_value(json!({"person": "p", "name": "甲", "unit": "u", "unit_name": "省档案馆",
            "department": "d", "department_name": "业务处", "region": "350001", "roles": ["demand_handler"]}))
        .unwrap()
    }

    /// Row, letters of the column, message.
    type Told = (u64, Option<String>, String);

    const GOOD: [&str; 10] =
        ["设备", "文号", "年初预算", "2026", "A02010105", "5000", "20", "台", "单位资金", "１００，０００．５０"];

    fn book(lines: &[&[&str]]) -> Book {
        let cell = |text: &&str| match text.strip_prefix('#') {
            Some(number) => Cell::Number(number.into()),
            None if *text == "?" => Cell::Odd(Odd::Formula),
            None => Cell::Text((*text).into()),
        };
        let line = |cells: &&[&str]| Line {
            hidden: false,
            cells: (0..).zip(*cells).filter(|(_, text)| !text.is_empty()).map(|(n, text)| (n, cell(text))).collect(),
        };
        Book { lines: (1..).zip(lines.iter().map(line)).filter(|(_, line)| !line.cells.is_empty()).collect() }
    }

    fn read(lines: &[&[&str]]) -> Result<Vec<Good>, Vec<Told>> {
        let book = book(lines);
        let headings = Headings::of(&book);
        let known = |code: &ItemCode| code.as_str().starts_with("A02").then(|| "计算机".to_owned());
        let (wanted, faults) = wanted(&book, &headings, &by());
        good(wanted, faults, 2026, known).map_err(|faults| {
            headings.told(faults).into_iter().map(|fault| (fault.row, fault.column, fault.message)).collect()
        })
    }

    fn with(place: usize, text: &'static str) -> Vec<Told> {
        let mut row = GOOD;
        row[place] = text;
        read(&[&FORM.titles[..10], &row]).unwrap_err()
    }

    #[test]
    fn rows_are_budgets_by_the_rules_of_one_that_is_added_by_hand() {
        let mut second = GOOD;
        (second[8], second[9]) = ("一般公共预算资金", "#0.5");
        let good = read(&[&FORM.titles[..10], &GOOD, &[], &second]).unwrap();
        assert_eq!((good.len(), good[0].row, good[0].lines.len()), (1, 2, 1));
        assert_eq!(good[0].lines[0].amount.to_string(), "100001.00");
    }

    #[test]
    fn what_is_wrong_is_told_by_row_and_letters_in_whichever_order_the_columns_stand() {
        for (place, text, column) in [
            (9, "1.234", "J"),
            (9, "#-5", "J"),
            (9, "0", "J"),
            (9, "1000000000000000", "J"),
            (9, "1e3", "J"),
            (9, "?", "J"),
            (3, "2099", "D"),
            (4, "A99", "E"),
            (4, "A", "E"),
            (4, "A00000000", "E"),
            (2, "其他", "C"),
            (6, "1.5", "G"),
            (0, "", "A"),
        ] {
            let told = with(place, text);
            assert_eq!((told.len(), told[0].0, told[0].1.as_deref()), (1, 2, Some(column)), "{text}: {told:?}");
        }
        let (mut titles, mut row) = (FORM.titles[..10].to_vec(), GOOD.to_vec());
        titles.swap(0, 9);
        row.swap(0, 9);
        assert!(read(&[&titles, &row]).is_ok());
        row[0] = "1.234";
        assert_eq!(read(&[&titles, &row]).unwrap_err(), [(2, Some("A".into()), "金额最多两位小数".into())]);
    }

    #[test]
    fn a_missing_a_foreign_and_a_nameless_column_are_told() {
        let told = read(&[&FORM.titles[1..10], &GOOD[1..]]).unwrap_err();
        assert_eq!(told, [(1, None, "缺少此列".into())]);
        let (mut titles, mut row) = (FORM.titles.to_vec(), GOOD.to_vec());
        row.push("旧的问题");
        assert!(read(&[&titles, &row]).is_ok(), "a file that was marked may be sent again");
        titles[10] = "颜色";
        assert_eq!(read(&[&titles, &row]).unwrap_err()[0].1.as_deref(), Some("K"));
        titles[10] = "";
        assert_eq!(read(&[&titles, &row]).unwrap_err()[0].1.as_deref(), Some("K"));
        assert_eq!(read(&[]).unwrap_err().last().unwrap().1, None);
        assert_eq!(read(&[&FORM.titles[..10]]).unwrap_err(), [(1, None, "没有可以导入的行".into())]);
    }

    #[test]
    fn more_budgets_than_one_transaction_holds_are_refused() {
        let names: Vec<String> = (0..=MOST_BUDGETS).map(|n| format!("预算{n}")).collect();
        let rows: Vec<Vec<&str>> = names.iter().map(|name| [&[name.as_str()], &GOOD[1..]].concat()).collect();
        let mut lines: Vec<&[&str]> = vec![&FORM.titles[..10]];
        lines.extend(rows.iter().map(Vec::as_slice));
        assert_eq!(read(&lines).unwrap_err()[0].0, 34);
        lines.pop();
        assert_eq!(read(&lines).unwrap().len(), MOST_BUDGETS);
    }
}
