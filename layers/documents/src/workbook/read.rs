//! The cells of one sheet, as they stand there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Unreadable;
use super::package::Package;
use super::parts::{dates, rich, shared, sheet};
use super::text::column;
use super::xml::{Piece, Xml, attribute, typed};

/// Most rows with something in them.
const ROWS: usize = 5_000;
/// Most cells with something in them.
const CELLS: usize = 50_000;
/// Most bytes that the texts of all cells have together, one that is named twice counted twice.
const TEXT: usize = 4 * 1024 * 1024;
/// Most ranges of merged cells.
const MERGES: usize = 500;
/// The last row that a sheet can have.
const LAST: u32 = 1_048_576;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text; cells that name the same one share it.
    Text(Arc<str>),
    /// A number in plain decimal notation, as it is shown: `1234.5`.
    Number(Arc<str>),
    /// What is neither.
    Odd(Odd),
}

/// What belongs in no cell of a table of texts and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// A formula, whatever it comes to.
    Formula,
    /// A date or a time.
    Date,
    /// TRUE or FALSE.
    Truth,
    /// An error such as `#REF!`, or a number without end.
    Error,
    /// One of several cells that are merged into one.
    Merged,
}

impl Odd {
    /// What is wrong with it, as a Chinese sentence.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Formula => "不能填写公式，请复制后选择性粘贴为数值",
            Self::Date => "此处不应是日期或时间，请将单元格格式改为文本或常规后重新填写",
            Self::Truth => "此处不应是TRUE或FALSE，请重新填写",
            Self::Error => "单元格中是错误值，请重新填写",
            Self::Merged => "不能使用合并单元格，请取消合并并逐行填写",
        }
    }
}

/// A row with something in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Whether the spreadsheet does not show it.
    pub hidden: bool,
    /// What stands in it, by column from 0.
    pub cells: BTreeMap<u32, Cell>,
}

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Its rows by the numbers that a spreadsheet shows, from 1.
    pub lines: BTreeMap<u32, Line>,
}

/// The sheet called `wanted`, or else the first that is not hidden.
///
/// # Errors
/// Why the file cannot be read. No content of it makes this panic or use more than some tens of megabytes.
pub fn read(bytes: &[u8], wanted: &str) -> Result<Book, Unreadable> {
    let mut package = Package::open(bytes)?;
    let path = sheet(&mut package, wanted)?;
    let (texts, dates) = (shared(&mut package)?, dates(&mut package)?);
    let part = package.part(&path)?.ok_or(Unreadable::Broken)?;
    Reading { xml: Xml::of(&part), texts, dates, book: Book::default(), cells: 0, text: 0, merges: 0 }.read()
}

struct Reading<'a> {
    xml: Xml<'a>,
    texts: Vec<Arc<str>>,
    dates: Vec<bool>,
    book: Book,
    cells: usize,
    text: usize,
    merges: usize,
}

impl Reading<'_> {
    fn read(mut self) -> Result<Book, Unreadable> {
        let (mut row, mut hidden, mut place) = (0, false, 0);
        loop {
            match self.xml.next()? {
                Piece::Start(start) => match start.local_name().as_ref() {
                    "row" => {
                        let told = attribute(&start, "r")?.map(|r| r.parse().map_err(|_| Unreadable::Broken));
                        row = told.unwrap_or(Ok(row + 1))?;
                        hidden = attribute(&start, "hidden")?.is_some_and(|hidden| hidden == "1" || hidden == "true");
                        place = 0;
                    }
                    "c" => {
                        let at = attribute(&start, "r")?.map(|at| position(&at).ok_or(Unreadable::Broken));
                        let at = at.unwrap_or(Ok((row, place)))?;
                        let style = attribute(&start, "s")?;
                        let kind = attribute(&start, "t")?.unwrap_or_default();
                        if let Some(cell) = self.cell(&kind, style.as_deref())? {
                            self.keep(at, hidden, cell)?;
                        }
                        place = at.1 + 1;
                    }
                    "mergeCell" => {
                        self.merges += 1;
                        if self.merges > MERGES {
                            return Err(Unreadable::TooManyCells);
                        }
                        self.merge(&attribute(&start, "ref")?.unwrap_or_default());
                    }
                    _ => {}
                },
                Piece::Over => return Ok(self.book),
                Piece::End(_) | Piece::Text(_) => {}
            }
            if row > LAST {
                return Err(Unreadable::Broken);
            }
        }
    }

    fn keep(&mut self, (row, column): (u32, u32), hidden: bool, cell: Cell) -> Result<(), Unreadable> {
        if row == 0 || row > LAST {
            return Err(Unreadable::Broken);
        }
        self.cells += 1;
        if let Cell::Text(text) = &cell {
            self.text = self.text.saturating_add(text.len());
        }
        if self.text > TEXT {
            return Err(Unreadable::TooMuchText);
        }
        let line = self.book.lines.entry(row).or_default();
        line.hidden = hidden;
        let twice = line.cells.insert(column, cell).is_some();
        match (twice, self.book.lines.len() > ROWS || self.cells > CELLS) {
            (true, _) => Err(Unreadable::Broken),
            (false, true) => Err(Unreadable::TooManyCells),
            (false, false) => Ok(()),
        }
    }

    /// Up to the end of a cell; `None` for one with nothing in it.
    fn cell(&mut self, kind: &str, style: Option<&str>) -> Result<Option<Cell>, Unreadable> {
        let (mut value, mut inline, mut within, mut formula) = (String::new(), None, false, false);
        loop {
            match self.xml.next()? {
                Piece::Start(start) => match start.local_name().as_ref() {
                    "f" => formula = true,
                    "v" => within = true,
                    "is" => inline = Some(rich(&mut self.xml, "is")?),
                    _ => {}
                },
                Piece::End(end) if end == "v" => within = false,
                Piece::End(end) if end == "c" => break,
                Piece::Text(text) if within => value.push_str(&text),
                Piece::End(_) | Piece::Text(_) => {}
                Piece::Over => return Err(Unreadable::Broken),
            }
        }
        if formula {
            return Ok(Some(Cell::Odd(Odd::Formula)));
        }
        let text = |text: Arc<str>| (!text.trim().is_empty()).then_some(Cell::Text(text));
        Ok(match kind {
            "inlineStr" => inline.and_then(|inline| text(inline.into())),
            _ if value.is_empty() => None,
            "s" => {
                let shared = value.trim().parse::<usize>().ok().and_then(|place| self.texts.get(place));
                text(shared.ok_or(Unreadable::Broken)?.clone())
            }
            "str" => text(typed(&value).into()),
            "b" => Some(Cell::Odd(Odd::Truth)),
            "e" => Some(Cell::Odd(Odd::Error)),
            "d" => Some(Cell::Odd(Odd::Date)),
            _ if self.shows_a_date(style) => Some(Cell::Odd(Odd::Date)),
            _ => Some(number(value.trim())?),
        })
    }

    fn shows_a_date(&self, style: Option<&str>) -> bool {
        let place = style.and_then(|style| style.parse::<usize>().ok()).unwrap_or_default();
        self.dates.get(place).copied().unwrap_or_default()
    }

    /// Marks what stands in cells that are merged: only the first of them would have a text.
    fn merge(&mut self, range: &str) {
        let ends = range.split_once(':').and_then(|(from, to)| Some((position(from)?, position(to)?)));
        let Some(((top, left), (bottom, right))) = ends.filter(|(from, to)| from.0 <= to.0) else { return };
        for (_, line) in self.book.lines.range_mut(top..=bottom) {
            line.cells.iter_mut().filter(|(place, _)| (left..=right).contains(place)).for_each(|(_, cell)| {
                *cell = Cell::Odd(Odd::Merged);
            });
        }
    }
}

/// Row and column of a reference such as `C5`, the column from 0.
fn position(reference: &str) -> Option<(u32, u32)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at_checked(digits)?;
    let row = row.parse().ok().filter(|row| (1..=LAST).contains(row))?;
    Some((row, column(letters)?))
}

/// A number as a spreadsheet shows it: of what it stores, the fifteen digits that a float holds for sure.
fn number(value: &str) -> Result<Cell, Unreadable> {
    let stored: f64 = value.parse().map_err(|_| Unreadable::Broken)?;
    let shown: f64 = format!("{stored:.14e}").parse().map_err(|_| Unreadable::Broken)?;
    Ok(if shown.is_finite() { Cell::Number(shown.to_string().into()) } else { Cell::Odd(Odd::Error) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_is_shown_and_not_what_a_float_makes_of_it() {
        for (stored, typed) in [
            ("4.0999999999999996", "4.1"),
            ("0.30000000000000004", "0.3"),
            ("1.234", "1.234"),
            ("1234.5600000000001", "1234.56"),
            ("1E+15", "1000000000000000"),
            ("1.2E-3", "0.0012"),
            ("-5", "-5"),
            ("20", "20"),
            ("1000000000000.01", "1000000000000.01"),
        ] {
            assert_eq!(number(stored), Ok(Cell::Number(typed.into())), "{stored}");
        }
        assert_eq!((number("inf"), number("1,5")), (Ok(Cell::Odd(Odd::Error)), Err(Unreadable::Broken)));
    }

    #[test]
    fn a_reference_is_a_row_and_a_column() {
        assert_eq!((position("A1"), position("XFD1048576")), (Some((1, 0)), Some((LAST, 16_383))));
        for wrong in ["", "A", "1", "A0", "A1048577", "XFE1", "A1B", "A-1", "$A$1", "A99999999999"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }
}
