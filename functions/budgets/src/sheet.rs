//! A sheet (CSV under a heading row) as an administrator sends it, and what is wrong with it, row by row.
//!
//! A sheet is taken whole or not at all. A cell that begins with `=`, `+`, `-` or `@` is text like any other.

use std::fmt::Display;
use std::str::FromStr;

use csv::{ReaderBuilder, StringRecord, Trim};
use lambda::Failure;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most rows of one sheet.
const MOST_ROWS: usize = 20_000;
/// Most faults that are told of one sheet.
const MOST_FAULTS: usize = 1_000;

/// What an import is asked with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sheet {
    /// The rows, under a heading row.
    pub(crate) csv: String,
}

/// What became of an import: either rows were imported or there are faults.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Imported {
    /// How many rows were imported.
    pub(crate) imported: usize,
    /// What is wrong, by row.
    pub(crate) faults: Vec<RowFault>,
}

/// What is wrong with one cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct RowFault {
    /// The row, counted from 1, the heading included.
    pub(crate) row: u64,
    /// The column.
    pub(crate) field: String,
    /// Chinese sentence.
    pub(crate) message: String,
}

impl Imported {
    /// The answer to a sheet whose rows were all taken.
    pub(crate) fn all(imported: usize) -> Result<Value, Failure> {
        Ok(serde_json::to_value(Self { imported, faults: Vec::new() })?)
    }

    /// The answer to a sheet of which nothing was taken.
    pub(crate) fn none(faults: Faults) -> Result<Value, Failure> {
        Ok(serde_json::to_value(Self { imported: 0, faults: faults.sorted() })?)
    }
}

/// Collects what is wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults(Vec<RowFault>);

impl Faults {
    pub(crate) fn add(&mut self, row: u64, field: &str, message: impl Into<String>) {
        self.0.push(RowFault { row, field: field.to_owned(), message: message.into() });
    }

    pub(crate) fn one(row: u64, field: &str, message: impl Into<String>) -> Self {
        let mut faults = Self::default();
        faults.add(row, field, message);
        faults
    }

    /// `value` when nothing is wrong.
    pub(crate) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    pub(crate) fn sorted(mut self) -> Vec<RowFault> {
        self.0.sort();
        self.0.dedup();
        self.0.truncate(MOST_FAULTS);
        self.0
    }
}

/// A row, its cells by the names of their columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Counted from 1, the heading included.
    pub(crate) number: u64,
    columns: &'static [&'static str],
    cells: Vec<String>,
}

impl Row {
    /// The text of a cell, without spaces around it.
    pub(crate) fn text(&self, column: &str) -> &str {
        let place = self.columns.iter().position(|name| *name == column);
        place.and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }

    /// A cell as a type whose faults are Chinese sentences.
    pub(crate) fn read<T>(&self, column: &str, faults: &mut Faults) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let read = self.text(column).parse();
        read.map_err(|error: T::Err| faults.add(self.number, column, error.to_string())).ok()
    }

    /// A cell as a whole number of at most nine digits.
    pub(crate) fn number<T: TryFrom<u32>>(&self, column: &str, faults: &mut Faults) -> Option<T> {
        let text = self.text(column);
        let digits = (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse::<u32>().ok().filter(|_| digits).and_then(|number| T::try_from(number).ok());
        if number.is_none() {
            faults.add(self.number, column, "应为整数，且不超出允许的范围");
        }
        number
    }

    /// A cell as one of several, by the Chinese term or the code.
    pub(crate) fn choice<T: Copy>(
        &self,
        column: &str,
        all: &[T],
        words: fn(T) -> (&'static str, &'static str),
        faults: &mut Faults,
    ) -> Option<T> {
        let said = self.text(column);
        let fits = |one: &&T| words(**one).0 == said || words(**one).1 == said;
        let found = all.iter().find(fits).copied();
        if found.is_none() {
            let labels: Vec<_> = all.iter().map(|one| words(*one).1).collect();
            faults.add(self.number, column, format!("应为{}之一", labels.join("、")));
        }
        found
    }
}

/// The rows of `csv`, whose heading names each of `columns` once, in any order; empty rows are passed over.
pub(crate) fn rows(csv: &str, columns: &'static [&'static str]) -> Result<Vec<Row>, Faults> {
    let text = format!("{}\n", csv.trim_start_matches('\u{feff}').replace("\r\n", "\n").trim_end());
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut next = || match reader.read_record(&mut record) {
        // Where the reader stands is behind the row, so that empty lines before it do not shift its number.
        Ok(more) => Ok(more.then(|| (reader.position().line().saturating_sub(1), cells(&record)))),
        Err(_) => Err(Faults::one(reader.position().line(), "csv", "不是可以读取的CSV内容")),
    };
    let heading = next()?.map(|(_, cells)| cells).unwrap_or_default();
    let places: Option<Vec<usize>> =
        columns.iter().map(|column| heading.iter().position(|name| name == column)).collect();
    let places = places.filter(|places| places.len() == heading.len());
    let places = places.ok_or_else(|| Faults::one(1, "csv", format!("首行应为列名：{}", columns.join(","))))?;
    let (mut all, mut faults) = (Vec::new(), Faults::default());
    while let Some((number, cells)) = next()? {
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if all.len() == MOST_ROWS {
            return Err(Faults::one(number, "csv", format!("一次最多导入{MOST_ROWS}行")));
        }
        if cells.len() != columns.len() {
            faults.add(number, "csv", format!("应有{}列，实有{}列", columns.len(), cells.len()));
        }
        let cells = places.iter().map(|place| cells.get(*place).cloned().unwrap_or_default()).collect();
        all.push(Row { number, columns, cells });
    }
    if all.is_empty() {
        faults.add(1, "csv", "没有可以导入的行");
    }
    faults.or(all)
}

fn cells(record: &StringRecord) -> Vec<String> {
    record.iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[&str] = &["code", "name"];

    fn read(csv: &str) -> Result<Vec<(u64, String, String)>, Vec<RowFault>> {
        let all = rows(csv, COLUMNS).map_err(Faults::sorted)?;
        Ok(all.iter().map(|row| (row.number, row.text("code").to_owned(), row.text("name").to_owned())).collect())
    }

    fn said(csv: &str) -> (u64, String) {
        let fault = read(csv).unwrap_err().remove(0);
        (fault.row, fault.message)
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let found = read("\u{feff}name,code\r\n办公用房, A01 \r\n\r\n,\r\n\"=1+1, 与\",@A\r\n\r\n").unwrap();
        assert_eq!(found, [(2, "A01".into(), "办公用房".into()), (5, "@A".into(), "=1+1, 与".into())]);
        assert_eq!(read("code,name\nA01,甲").unwrap(), [(2, "A01".into(), "甲".into())]);
        assert_eq!(read("\n\ncode,name\n\n\nA01,甲").unwrap(), [(6, "A01".into(), "甲".into())]);
    }

    #[test]
    fn a_sheet_of_another_form_is_refused_with_the_row() {
        for heading in ["", "code", "code,name,more", "code,code", "code;name", "编码,名称"] {
            assert_eq!(said(&format!("{heading}\nA01,甲\n")), (1, "首行应为列名：code,name".into()), "{heading}");
        }
        assert_eq!(said("code,name\n"), (1, "没有可以导入的行".into()));
        assert_eq!(said("code,name\nA01,甲\nA02\n"), (3, "应有2列，实有1列".into()));
        assert_eq!(said("code,name\nA01,甲,乙\n"), (2, "应有2列，实有3列".into()));
        let many = "A01,甲\n".repeat(MOST_ROWS);
        assert_eq!(read(&format!("code,name\n{many}")).unwrap().len(), MOST_ROWS);
        assert_eq!(said(&format!("code,name\n{many}A,甲")), (20_002, "一次最多导入20000行".into()));
    }

    #[test]
    fn a_cell_that_does_not_read_names_its_row_and_column() {
        let row = &rows("code,name\n+5,2026\n", COLUMNS).unwrap()[0];
        let mut faults = Faults::default();
        assert_eq!(row.number::<u32>("code", &mut faults), None);
        assert_eq!(row.number::<i16>("name", &mut faults), Some(2026));
        assert_eq!(row.read::<domain::money::Yuan>("code", &mut faults), None);
        assert_eq!(
            row.choice("code", &[1, 2], |n| if n == 1 { ("one", "一") } else { ("two", "二") }, &mut faults),
            None
        );
        let told: Vec<_> = faults.sorted().into_iter().map(|fault| (fault.row, fault.field, fault.message)).collect();
        let of = |message: &str| (2, "code".to_owned(), message.to_owned());
        assert_eq!(told, [of("应为一、二之一"), of("应为整数，且不超出允许的范围"), of("金额应为数字，例如 1234.50")]);
    }
}
