//! A sheet (CSV under a heading row) as an administrator sends it, read into rows whose cells have names.
//!
//! A cell that begins with `=`, `+`, `-` or `@` is text like any other.

use std::fmt::Display;

use csv::{ReaderBuilder, StringRecord};
use serde::Deserialize;

use crate::faults::Faults;

/// The field of a request that holds a sheet: what faults of the sheet as a whole are told of.
const WHOLE: &str = "csv";

/// What an import is asked with. No `Debug`: a sheet may hold passwords.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The rows, under a heading row.
    pub csv: String,
}

/// What a sheet must look like.
pub struct Form {
    /// The columns by name; a sheet may have them in any order.
    pub columns: &'static [&'static str],
    /// What the heading calls them, in the same order.
    pub titles: &'static [&'static str],
    /// Those of them that a sheet may leave out: its cells are empty then.
    pub optional: &'static [&'static str],
    /// Most rows under the heading.
    pub most_rows: usize,
}

impl Form {
    /// The rows of `csv`, whose heading names the columns once each; rows without any text are passed over.
    ///
    /// # Errors
    /// What is wrong with the heading, the width of rows or the sheet as a whole.
    pub fn rows(&self, csv: &str) -> Result<Vec<Row>, Faults> {
        let (mut lines, mut all) = (Lines::of(csv), Vec::new());
        while let Some(line) = lines.next()? {
            all.push(line);
        }
        self.table(all)
    }

    /// The rows of a table of numbered lines, as of a CSV.
    ///
    /// # Errors
    /// As [`Form::rows`].
    pub fn table(&self, lines: impl IntoIterator<Item = (u64, Vec<String>)>) -> Result<Vec<Row>, Faults> {
        let (mut lines, mut faults) = (lines.into_iter(), Faults::default());
        let (first, heading) = lines.next().unwrap_or((1, Vec::new()));
        let heading: Vec<&str> = heading.iter().map(|name| name.trim()).collect();
        self.check(first, &heading, &mut faults);
        let places: Vec<_> = self.titles.iter().map(|title| heading.iter().position(|name| name == title)).collect();
        let mut rows = Vec::new();
        for (number, cells) in lines {
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if rows.len() == self.most_rows {
                return Err(Faults::one(number, WHOLE, format!("一次最多导入{}行", self.most_rows)));
            }
            if cells.len() != heading.len() {
                faults.add(number, WHOLE, format!("表头有{}列，此行有{}列", heading.len(), cells.len()));
            }
            let cell = |place: &Option<usize>| place.and_then(|place| cells.get(place)).cloned().unwrap_or_default();
            rows.push(Row { number, columns: self.columns, cells: places.iter().map(cell).collect() });
        }
        if rows.is_empty() {
            faults.add(first, WHOLE, "没有可以导入的行");
        }
        faults.or(rows)
    }

    fn check(&self, row: u64, heading: &[&str], faults: &mut Faults) {
        for (place, name) in heading.iter().enumerate() {
            if !self.titles.contains(name) {
                faults.add(row, name, format!("没有这一列，可用的列：{}", self.titles.join("、")));
            } else if heading.iter().take(place).any(|before| before == name) {
                faults.add(row, name, "此列重复出现");
            }
        }
        for (name, title) in self.columns.iter().zip(self.titles) {
            if !heading.contains(title) && !self.optional.contains(name) {
                faults.add(row, title, "缺少此列");
            }
        }
    }
}

/// The lines of a text that are not empty, each with its number as an office program shows it.
struct Lines {
    reader: csv::Reader<std::io::Cursor<String>>,
    /// Line breaks inside of cells so far: they do not begin a row.
    inside: u64,
}

impl Lines {
    fn of(csv: &str) -> Self {
        let text = csv.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
        let text = std::io::Cursor::new(format!("{}\n", text.trim_end_matches('\n')));
        Self { reader: ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text), inside: 0 }
    }

    fn next(&mut self) -> Result<Option<(u64, Vec<String>)>, Faults> {
        let mut record = StringRecord::new();
        let more = self.reader.read_record(&mut record);
        // Where the reader stands is behind the row, so that empty lines before it do not shift its number.
        let behind = self.reader.position().line();
        let more = more.map_err(|_| Faults::one(behind, WHOLE, "不是可以读取的CSV内容"))?;
        self.inside += record.iter().flat_map(str::bytes).map(|byte| u64::from(byte == b'\n')).sum::<u64>();
        let number = behind.saturating_sub(1 + self.inside);
        Ok(more.then(|| (number, record.iter().map(str::to_owned).collect())))
    }
}

/// A row, its cells by the names of their columns. No `Debug`: a cell may be a password.
pub struct Row {
    /// As an office program shows it: the heading is 1.
    pub number: u64,
    columns: &'static [&'static str],
    cells: Vec<String>,
}

impl Row {
    /// A cell as it is, spaces and all: for passwords. Empty for a column that was left out.
    #[must_use]
    pub fn raw(&self, column: &str) -> &str {
        let place = self.columns.iter().position(|name| *name == column);
        place.and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }

    /// A cell without spaces around it.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.raw(column).trim()
    }

    /// A cell that must be filled, as a type whose faults are Chinese sentences.
    pub fn need<T>(&self, column: &str, faults: &mut Faults) -> Option<T>
    where
        T: TryFrom<String>,
        T::Error: Display,
    {
        let text = self.text(column);
        let read = if text.is_empty() {
            Err("此项必填".to_owned())
        } else {
            T::try_from(text.to_owned()).map_err(|error| error.to_string())
        };
        read.map_err(|message| faults.add(self.number, column, message)).ok()
    }

    /// A cell as a whole number of at most nine digits; full-width ones are digits too.
    pub fn number<T: TryFrom<u32>>(&self, column: &str, faults: &mut Faults) -> Option<T> {
        let half_width = |c: char| char::from_digit(u32::from(c).wrapping_sub(u32::from('０')), 10).unwrap_or(c);
        let text: String = self.text(column).chars().map(half_width).collect();
        let digits = (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse::<u32>().ok().filter(|_| digits).and_then(|number| T::try_from(number).ok());
        if number.is_none() {
            faults.add(self.number, column, "应为整数，且不超出允许的范围");
        }
        number
    }

    /// A cell as one of several, by the code or the Chinese term, in this order in `words`.
    pub fn choice<T: Copy>(
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

    /// A cell with `yes` or `no`, or 是 or 否; `usual` when it is empty.
    pub fn flag(&self, column: &str, usual: bool, faults: &mut Faults) -> Option<bool> {
        match self.text(column) {
            "" => Some(usual),
            "yes" | "是" => Some(true),
            "no" | "否" => Some(false),
            _ => {
                faults.add(self.number, column, "应填 yes 或 no（是或否）");
                None
            }
        }
    }

    /// Refuses cells of other columns than these: something was typed into the wrong one.
    pub fn only(&self, columns: &[&str], faults: &mut Faults) {
        for column in self.columns.iter().filter(|name| !columns.contains(name) && !self.text(name).is_empty()) {
            faults.add(self.number, column, "这一类行没有此项，请留空");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::RowFault;
    use domain::money::Yuan;
    use domain::text::Name;

    const WHOLE_SHEET: Form =
        Form { columns: &["code", "name"], titles: &["code", "name"], optional: &[], most_rows: 20 };
    const LOOSE_SHEET: Form = Form {
        columns: &["id", "name", "unit"],
        titles: &["id", "name", "unit"],
        optional: &["name", "unit"],
        most_rows: 20,
    };

    fn read(csv: &str) -> Result<Vec<(u64, String, String)>, Vec<RowFault>> {
        let all = WHOLE_SHEET.rows(csv).map_err(Faults::sorted)?;
        Ok(all.iter().map(|row| (row.number, row.text("code").to_owned(), row.text("name").to_owned())).collect())
    }

    fn told(faults: Faults) -> Vec<(u64, String, String)> {
        faults.sorted().into_iter().map(|fault| (fault.row, fault.field, fault.message)).collect()
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
        assert_eq!(read("code,name\rA01,甲\r").unwrap(), [(2, "A01".into(), "甲".into())]);
    }

    #[test]
    fn a_line_break_inside_a_cell_begins_no_row() {
        let found = read("code,\"na\nme\"\n").unwrap_err();
        assert_eq!((found[0].row, found[0].field.as_str()), (1, "csv"));
        let found = read("code,name\r\n\"A\r\n\r\n1\",甲\r\n\r\nA02,乙\r\n").unwrap();
        assert_eq!(found, [(2, "A\n\n1".into(), "甲".into()), (4, "A02".into(), "乙".into())]);
    }

    #[test]
    fn columns_come_in_any_order_and_may_be_left_out_where_that_is_allowed() {
        let rows = LOOSE_SHEET.rows("\u{feff}name, id\r\n 教务处 ,x\r\n\r\n,\r\n\"a,b\",y\r\n").ok().unwrap();
        assert_eq!((rows.len(), rows[1].number, rows[1].text("id")), (2, 5, "y"));
        let mut faults = Faults::default();
        assert_eq!(rows[0].need::<Name>("name", &mut faults).unwrap().as_str(), "教务处");
        assert_eq!(rows[0].need::<Name>("unit", &mut faults), None);
        assert_eq!(told(faults), [(2, "unit".into(), "此项必填".into())]);
        assert_eq!(told(LOOSE_SHEET.rows("name\n甲\n").err().unwrap()), [(1, "id".into(), "缺少此列".into())]);
    }

    #[test]
    fn a_raw_cell_keeps_its_spaces_also_at_the_end_of_the_sheet() {
        let rows = WHOLE_SHEET.rows("code,name\n a , b \n\"\", c  \n\n").ok().unwrap();
        assert_eq!((rows[0].raw("code"), rows[0].raw("name"), rows[1].raw("name")), (" a ", " b ", " c  "));
        assert_eq!((rows[1].raw("code"), rows[1].raw("nothing")), ("", ""));
    }

    #[test]
    fn a_wrong_heading_and_a_row_of_another_width_are_told_by_row() {
        let faults = told(LOOSE_SHEET.rows("id,colour,id\n1,2,3\n1,2\n").err().unwrap());
        let of = |row: u64, field: &str, message: &str| (row, field.to_owned(), message.to_owned());
        let unknown = of(1, "colour", "没有这一列，可用的列：id、name、unit");
        assert_eq!(faults, [unknown, of(1, "id", "此列重复出现"), of(3, "csv", "表头有3列，此行有2列")]);
        for (heading, row, field) in [
            ("", 2, "A01"),
            ("code", 1, "name"),
            ("code,name,more", 1, "more"),
            ("code,code", 1, "code"),
            ("code;name", 1, "code"),
            ("编码,名称", 1, "code"),
        ] {
            let faults = read(&format!("{heading}\nA01,甲\n")).unwrap_err();
            assert!(
                faults.iter().any(|fault| (fault.row, fault.field.as_str()) == (row, field)),
                "{heading}: {faults:?}"
            );
        }
    }

    #[test]
    fn a_sheet_without_rows_or_with_too_many_is_refused_with_the_row() {
        assert_eq!(said("code,name\n"), (1, "没有可以导入的行".into()));
        assert!(read("").is_err());
        assert_eq!(said("code,name\nA01,甲\nA02\n"), (3, "表头有2列，此行有1列".into()));
        assert_eq!(said("code,name\nA01,甲,乙\n"), (2, "表头有2列，此行有3列".into()));
        let many = "A01,甲\n".repeat(20);
        assert_eq!(read(&format!("code,name\n{many},\n ,\n")).unwrap().len(), 20);
        assert_eq!(said(&format!("code,name\n{many}A,甲")), (22, "一次最多导入20行".into()));
    }

    #[test]
    fn a_cell_that_does_not_read_names_its_row_and_column() {
        let row = &WHOLE_SHEET.rows("code,name\n+5,２０26\n").ok().unwrap()[0];
        let mut faults = Faults::default();
        assert_eq!(row.number::<u32>("code", &mut faults), None);
        assert_eq!(row.number::<i16>("name", &mut faults), Some(2026));
        assert_eq!(row.need::<Yuan>("code", &mut faults), None);
        let words = |n| if n == 1 { ("one", "一") } else { ("two", "二") };
        assert_eq!(row.choice("code", &[1, 2], words, &mut faults), None);
        let of = |message: &str| (2, "code".to_owned(), message.to_owned());
        let wanted = [of("应为一、二之一"), of("应为整数，且不超出允许的范围"), of("金额应为数字，例如 1234.50")];
        assert_eq!(told(faults), wanted);
    }

    #[test]
    fn a_flag_is_yes_or_no_and_what_does_not_belong_is_refused() {
        let row = &LOOSE_SHEET.rows("id,name,unit\n是,,x\n").ok().unwrap()[0];
        let mut faults = Faults::default();
        let flags = ["id", "name", "unit"].map(|column| row.flag(column, true, &mut faults));
        assert_eq!((flags, row.flag("name", false, &mut faults)), ([Some(true), Some(true), None], Some(false)));
        row.only(&["id", "name"], &mut faults);
        let wanted = ["应填 yes 或 no（是或否）", "这一类行没有此项，请留空"];
        assert_eq!(told(faults), wanted.map(|message| (2, "unit".to_owned(), message.to_owned())));
    }
}
