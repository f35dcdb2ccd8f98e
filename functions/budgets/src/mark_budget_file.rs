//! A filled-in workbook with its faults marked (下载标注问题的文件, 2.3): the same rows, what is wrong with each, and a list
//! of all of it. Corrected, it can be sent as it is.

use std::collections::{BTreeMap, BTreeSet};

use documents::workbook::{Book, Cell, Column, Kind, Sheet, Value, book, letters};
use domain::access::Operation;
use domain::calendar::today;
use domain::ids::UploadId;
use domain::problem::Fault;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};

use crate::budget_file::{File, FileFault, Headings, asked};
use crate::budget_sheet::{FAULT, SHEET, columns};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::MarkBudgetFile,
    method: "GET",
    path: "/api/imports/budgets/{upload}/faults",
    handle: |context, call| Box::pin(mark_budget_file(context, call)),
    docs: || {
        let codes = ["attachment_not_checked", "unreadable_file", "no_faults"];
        Docs::workbook("下载标注问题的预算导入文件").codes(&codes)
    },
};

async fn mark_budget_file(context: &Context, call: Call) -> Outcome {
    let (by, id): (_, UploadId) = (call.principal()?, call.path("upload")?);
    let file = File::open(context, &call, id).await?;
    let today = today(context.now());
    let asked = asked(context, &file.book, by, today.year()).await?;
    let Err(faults) = asked.budgets else {
        return Err(Fault::refused("no_faults", "文件没有问题，可以直接导入").into());
    };
    let sheets = [marked(&file.book, &asked.headings, &faults, today.year()), list(&faults)];
    let bytes = book(&sheets, (today.year(), today.month(), today.day())).map_err(Problem::internal)?;
    Answer::workbook(bytes, &format!("问题标注-{}", file.name))
}

/// The rows as they stand in the file, under their own numbers; wrong cells are coloured and the last column says why.
fn marked(book: &Book, headings: &Headings, faults: &[FileFault], this_year: i16) -> Sheet {
    let known = columns(this_year);
    let kept: Vec<&(u32, String)> = headings.columns.iter().filter(|(_, title)| title != FAULT).collect();
    let widest =
        book.lines.values().filter_map(|line| line.cells.keys().next_back()).max().copied().unwrap_or_default();
    let width = widest.min(99) + 1;
    let column = |place: u32| {
        let title = kept.iter().find(|(at, _)| *at == place).map_or("", |(_, title)| title.as_str());
        let known = known.iter().find(|column| column.heading == title).cloned();
        known.unwrap_or_else(|| Column { heading: title.to_owned(), width: 12, kind: Kind::Text, choice: None })
    };
    let old = headings.columns.iter().find(|(_, title)| title == FAULT).map(|(place, _)| *place);
    let places: Vec<u32> = (0..width).filter(|place| Some(*place) != old).collect();
    let mut all: Vec<Column> = places.iter().map(|place| column(*place)).collect();
    all.push(Column { heading: FAULT.to_owned(), width: 60, kind: Kind::Prose, choice: None });
    let wrong: BTreeSet<(u64, &str)> =
        faults.iter().filter_map(|fault| Some((fault.row, fault.column.as_deref()?))).collect();
    let mut said: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for FileFault { row, heading, message, .. } in faults {
        let message = heading.as_ref().map_or_else(|| message.clone(), |heading| format!("{heading}：{message}"));
        said.entry(*row).or_default().push(message);
    }
    let below = book.lines.range(headings.row.saturating_add(1)..);
    let rows = below.map(|(row, line)| {
        let number = u64::from(*row);
        let value = |place: &u32| match line.cells.get(place) {
            None if wrong.contains(&(number, letters(*place).as_str())) => Value::Wrong(" ".to_owned()),
            None => Value::Blank,
            Some(cell) if wrong.contains(&(number, letters(*place).as_str())) => Value::Wrong(shown(cell)),
            Some(Cell::Number(number)) => Value::Number(number.to_string()),
            Some(cell) => Value::Text(shown(cell)),
        };
        let why = said.get(&number).map_or(Value::Blank, |all| Value::Wrong(all.join("；")));
        (*row, places.iter().map(value).chain([why]).collect())
    });
    let last = book.lines.last_key_value().map_or(1, |(row, _)| *row);
    Sheet { name: SHEET.to_owned(), columns: all, heading: headings.row.max(1), rows: rows.collect(), typed: last }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => documents::workbook::plain(text).to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Odd(_) => String::new(),
    }
}

fn list(faults: &[FileFault]) -> Sheet {
    let column = |heading: &str, width, kind| Column { heading: heading.to_owned(), width, kind, choice: None };
    let columns = vec![
        column("行", 8, Kind::Count),
        column("列", 8, Kind::Text),
        column("列名", 16, Kind::Text),
        column("问题", 70, Kind::Prose),
    ];
    let text = |text: Option<&String>| text.map_or(Value::Blank, |text| Value::Text(text.clone()));
    let row = |fault: &FileFault| {
        let (column, heading) = (text(fault.column.as_ref()), text(fault.heading.as_ref()));
        vec![Value::Number(fault.row.to_string()), column, heading, Value::Text(fault.message.clone())]
    };
    Sheet::of("问题清单", columns, faults.iter().map(row).collect())
}
