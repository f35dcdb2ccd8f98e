//! Rows of a CSV text with a heading; what is wrong is told by row and column, in Chinese.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::Serialize;

/// Most rows of one call.
const MOST: usize = 1_000;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct RowFault {
    /// Its number as an office program shows it: the heading is 1.
    pub(crate) row: usize,
    /// The column; empty for the row as a whole.
    pub(crate) field: String,
    /// Chinese sentence that says what is wrong.
    pub(crate) message: String,
}

impl RowFault {
    fn new(row: usize, field: &str, message: impl Display) -> Self {
        Self { row, field: field.to_owned(), message: message.to_string() }
    }
}

/// A row that is being read, with the faults found so far.
pub(crate) struct Row {
    pub(crate) number: usize,
    cells: BTreeMap<String, String>,
    pub(crate) faults: Vec<RowFault>,
}

impl Row {
    /// A cell as it is, spaces and all; empty for a column that is not there.
    pub(crate) fn raw(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// A cell without spaces around it.
    pub(crate) fn text(&self, column: &str) -> &str {
        self.raw(column).trim()
    }

    /// Notes a fault.
    pub(crate) fn fault(&mut self, column: &str, message: impl Display) {
        self.faults.push(RowFault::new(self.number, column, message));
    }

    /// A cell that must be filled, as a type; `None` with a fault.
    pub(crate) fn need<T>(&mut self, column: &str) -> Option<T>
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
        read.map_err(|message| self.fault(column, message)).ok()
    }

    /// A cell with `yes` or `no`, or 是 or 否; `usual` when it is empty.
    pub(crate) fn flag(&mut self, column: &str, usual: bool) -> Option<bool> {
        match self.text(column) {
            "" => Some(usual),
            "yes" | "是" => Some(true),
            "no" | "否" => Some(false),
            _ => {
                self.fault(column, "应填 yes 或 no（是或否）");
                None
            }
        }
    }

    /// Refuses cells of other columns than these: something was typed into the wrong one.
    pub(crate) fn only(&mut self, columns: &[&str]) {
        let filled =
            self.cells.iter().filter(|(name, cell)| !cell.trim().is_empty() && !columns.contains(&name.as_str()));
        let names: Vec<String> = filled.map(|(name, _)| name.clone()).collect();
        for name in names {
            self.fault(&name, "这一类行没有此项，请留空");
        }
    }
}

/// The rows of a text under a heading of some of `columns`, in any order; a column that is left out is empty.
///
/// # Errors
/// What is wrong with the heading, or with the text as a whole.
pub(crate) fn read(text: &str, columns: &[&str]) -> Result<Vec<Row>, Vec<RowFault>> {
    let text = format!("{}\n", text.trim_start_matches('\u{feff}').replace("\r\n", "\n").trim_end());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut next = || match reader.read_record(&mut record) {
        // Where the reader stands is behind the row, so that empty lines before it do not shift its number.
        Ok(true) => {
            Ok(Some((usize::try_from(reader.position().line()).unwrap_or(0).saturating_sub(1), record.clone())))
        }
        Ok(false) => Ok(None),
        Err(_) => Err(vec![RowFault::new(1, "", "不是可以读取的CSV内容")]),
    };
    let heading = next()?.map(|(_, heading)| heading).unwrap_or_default();
    let heading: Vec<&str> = heading.iter().map(str::trim).collect();
    let mut faults = Vec::new();
    for (place, name) in heading.iter().enumerate() {
        if !columns.contains(name) {
            faults.push(RowFault::new(1, name, format!("没有这一列，可用的列：{}", columns.join("、"))));
        } else if heading.iter().take(place).any(|before| before == name) {
            faults.push(RowFault::new(1, name, "此列重复出现"));
        }
    }
    let mut rows = Vec::new();
    while let Some((number, record)) = next()? {
        if rows.len() == MOST {
            return Err(vec![RowFault::new(number, "", format!("一次最多导入{MOST}行"))]);
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != heading.len() {
            faults.push(RowFault::new(number, "", format!("表头有{}列，此行有{}列", heading.len(), record.len())));
        }
        let cells = heading.iter().zip(&record).map(|(name, cell)| ((*name).to_owned(), cell.to_owned()));
        rows.push(Row { number, cells: cells.collect(), faults: Vec::new() });
    }
    if rows.is_empty() {
        faults.push(RowFault::new(1, "", "没有可以导入的行"));
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Name;

    #[test]
    fn columns_come_in_any_order_and_may_be_left_out() {
        let mut rows =
            read("\u{feff}name, id\r\n 教务处 ,x\r\n\r\n,\r\n\"a,b\",y\r\n", &["id", "name", "unit"]).unwrap();
        assert_eq!((rows.len(), rows[1].number, rows[1].text("id")), (2, 5, "y"));
        assert_eq!(rows[0].need::<Name>("name").unwrap().as_str(), "教务处");
        assert_eq!(rows[0].need::<Name>("unit"), None);
        assert_eq!(rows[0].faults, [RowFault::new(2, "unit", "此项必填")]);
    }

    #[test]
    fn a_wrong_heading_and_a_row_of_another_width_are_told_by_row() {
        assert_eq!(read("id\n", &["id"]).err().unwrap()[0].message, "没有可以导入的行");
        let faults = read("id,colour,id\n1,2,3\n1,2\n", &["id", "name"]).err().unwrap();
        let told: Vec<_> = faults.iter().map(|fault| (fault.row, fault.field.as_str())).collect();
        assert_eq!(told, [(1, "colour"), (1, "id"), (3, "")]);
        assert_eq!(faults[2].message, "表头有3列，此行有2列");
        let long = format!("id\n{}", "1\n".repeat(MOST + 1));
        assert_eq!(read(&long, &["id"]).err().unwrap()[0].row, MOST + 2);
    }

    #[test]
    fn a_flag_is_yes_or_no_and_what_does_not_belong_is_refused() {
        let mut rows = read("a,b,c\n是,,x\n", &["a", "b", "c"]).unwrap();
        let row = &mut rows[0];
        assert_eq!((row.flag("a", false), row.flag("b", true), row.flag("c", true)), (Some(true), Some(true), None));
        row.only(&["a", "b"]);
        assert_eq!(row.faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["c", "c"]);
    }
}
