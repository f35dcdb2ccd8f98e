//! Workbooks to be downloaded. Texts never become formulas, amounts are numbers with two decimals, dates are dates.

use std::collections::BTreeMap;
use std::fmt;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet,
    XlsxError,
};

use super::text::neutral;

/// Most characters of a text that is written.
const LONGEST: usize = 2_000;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Texts of a line.
    Text,
    /// Longer texts, with line breaks where the column ends.
    Prose,
    /// Amounts, shown with two decimals.
    Amount,
    /// Whole numbers.
    Count,
    /// Days.
    Date,
}

/// What may be typed into the cells of a column; everything where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// One of these, from a drop-down; together at most 250 characters.
    Of(Vec<String>),
    /// A whole number from the first to the last.
    Between(i32, i32),
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its width, in characters.
    pub width: u16,
    /// What it holds.
    pub kind: Kind,
    /// What may be typed into it.
    pub choice: Option<Choice>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A text that is shown as wrong.
    Wrong(String),
    /// A number in plain decimal notation: `1234.50`.
    Number(String),
    /// A day: year, month, day.
    Date(i16, i8, i8),
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The row of the headings, as a spreadsheet shows it.
    pub heading: u32,
    /// Its rows by the numbers that a spreadsheet shows.
    pub rows: BTreeMap<u32, Vec<Value>>,
    /// Down to which row something may be typed in; 0 where the sheet is only to be read.
    pub typed: u32,
}

impl Sheet {
    /// With the headings in the first row and `rows` below.
    #[must_use]
    pub fn of(name: &str, columns: Vec<Column>, rows: Vec<Vec<Value>>) -> Self {
        let rows = (2..).zip(rows).collect();
        Self { name: name.to_owned(), columns, heading: 1, rows, typed: 0 }
    }
}

/// Why a workbook could not be written; for the log.
#[derive(Debug)]
pub struct Unwritable(XlsxError);

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Unwritable {}

impl From<XlsxError> for Unwritable {
    fn from(error: XlsxError) -> Self {
        Self(error)
    }
}

/// The bytes of a workbook of these sheets, made on the day `(year, month, day)`: the same for the same.
///
/// # Errors
/// What the format does not allow: a name of a sheet, a day before 1900, more rows than a sheet has.
pub fn book(sheets: &[Sheet], made: (i16, i8, i8)) -> Result<Vec<u8>, Unwritable> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&day(made)?));
    for sheet in sheets {
        write(book.add_worksheet(), sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write(to: &mut Worksheet, sheet: &Sheet) -> Result<(), Unwritable> {
    to.set_name(&sheet.name)?;
    let top = sheet.heading.saturating_sub(1);
    let heading = Format::new().set_bold().set_background_color(Color::RGB(0x00DD_E6F0)).set_text_wrap();
    for (place, column) in (0..).zip(&sheet.columns) {
        to.set_column_width(place, column.width)?;
        to.set_column_format(place, &format_of(column.kind))?;
        to.write_string_with_format(top, place, neutral(&column.heading), &heading)?;
        if let Some(choice) = column.choice.as_ref().filter(|_| sheet.typed > sheet.heading) {
            to.add_data_validation(top + 1, place, sheet.typed - 1, place, &validation(choice)?)?;
        }
    }
    to.set_freeze_panes(top + 1, 0)?;
    for (row, cells) in &sheet.rows {
        for (place, value) in (0..).zip(cells) {
            let kind = sheet.columns.get(usize::from(place)).map_or(Kind::Text, |column| column.kind);
            put(to, (row.saturating_sub(1), place), value, kind)?;
        }
    }
    Ok(())
}

fn put(to: &mut Worksheet, (row, place): (u32, u16), value: &Value, kind: Kind) -> Result<(), Unwritable> {
    let text = |text: &str| neutral(&text.chars().take(LONGEST).collect::<String>());
    match value {
        Value::Blank => return Ok(()),
        Value::Text(said) => to.write_string_with_format(row, place, text(said), &format_of(kind))?,
        Value::Wrong(said) => {
            let wrong = Format::new().set_background_color(Color::RGB(0x00FC_D5CF)).set_text_wrap();
            to.write_string_with_format(row, place, text(said), &wrong)?
        }
        Value::Number(decimal) => match number(decimal) {
            Some(number) => to.write_number_with_format(row, place, number, &format_of(kind))?,
            None => to.write_string_with_format(row, place, text(decimal), &format_of(Kind::Text))?,
        },
        Value::Date(year, month, date) => {
            to.write_datetime_with_format(row, place, &day((*year, *month, *date))?, &format_of(Kind::Date))?
        }
    };
    Ok(())
}

/// The one place where a decimal becomes the binary number that a spreadsheet stores: the nearest there is, by parsing and
/// without any arithmetic. Up to 10^13 yuan, two decimals are what it shows and what reads back.
fn number(decimal: &str) -> Option<f64> {
    decimal.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn format_of(kind: Kind) -> Format {
    match kind {
        Kind::Text => Format::new().set_num_format("@"),
        Kind::Prose => Format::new().set_text_wrap().set_align(FormatAlign::Top),
        Kind::Amount => Format::new().set_num_format("#,##0.00"),
        Kind::Count => Format::new().set_num_format("0"),
        Kind::Date => Format::new().set_num_format("yyyy-mm-dd"),
    }
}

fn validation(choice: &Choice) -> Result<DataValidation, XlsxError> {
    Ok(match choice {
        Choice::Of(all) => {
            let said = format!("应为{}之一", all.join("、"));
            DataValidation::new().allow_list_strings(all)?.set_error_title("不是可选的值")?.set_error_message(said)?
        }
        Choice::Between(least, most) => DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(*least, *most))
            .set_error_title("不在允许的范围内")?
            .set_error_message(format!("应为{least}至{most}的整数"))?,
    })
}

fn day((year, month, date): (i16, i8, i8)) -> Result<ExcelDateTime, XlsxError> {
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or_default(), part(month), part(date))
}
