//! What is wrong with a sheet, and the answer to an import: a sheet is taken whole or not at all.

use serde::Serialize;

/// Most faults that are told of one sheet.
const MOST: usize = 1_000;

/// What is wrong with one cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RowFault {
    /// The row as an office program numbers it: the heading is 1.
    pub row: u64,
    /// The column, or the field of the request for what is wrong with the sheet or a row as a whole.
    pub field: String,
    /// Chinese sentence.
    pub message: String,
}

/// Collects what is wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<RowFault>);

impl Faults {
    /// One fault alone.
    #[must_use]
    pub fn one(row: u64, field: &str, message: impl Into<String>) -> Self {
        let mut faults = Self::default();
        faults.add(row, field, message);
        faults
    }

    /// One more.
    pub fn add(&mut self, row: u64, field: &str, message: impl Into<String>) {
        self.0.push(RowFault { row, field: field.to_owned(), message: message.into() });
    }

    /// All of these too.
    pub fn extend(&mut self, more: impl IntoIterator<Item = RowFault>) {
        self.0.extend(more);
    }

    /// `value` when nothing is wrong.
    ///
    /// # Errors
    /// What is wrong.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    /// By row and column, each once, the first thousand.
    #[must_use]
    pub fn sorted(mut self) -> Vec<RowFault> {
        self.0.sort();
        self.0.dedup();
        self.0.truncate(MOST);
        self.0
    }
}

/// What became of an import: either rows were imported or there are faults.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// How many rows were imported.
    pub imported: usize,
    /// What is wrong, by row.
    pub faults: Vec<RowFault>,
}

impl Imported {
    /// The answer to a sheet whose rows were all taken.
    #[must_use]
    pub fn all(imported: usize) -> Self {
        Self { imported, faults: Vec::new() }
    }

    /// The answer to a sheet of which nothing was taken.
    #[must_use]
    pub fn none(faults: Faults) -> Self {
        Self { imported: 0, faults: faults.sorted() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};

    #[test]
    fn faults_are_answered_by_row_and_column_each_once() {
        let mut faults = Faults::one(3, "name", "甲");
        faults.add(2, "name", "乙");
        faults.add(2, "code", "乙");
        faults.add(3, "name", "甲");
        let of = |row: u64, field: &str, message: &str| json!({"row": row, "field": field, "message": message});
        let told = [of(2, "code", "乙"), of(2, "name", "乙"), of(3, "name", "甲")];
        assert_eq!(to_value(Imported::none(faults)).unwrap(), json!({"imported": 0, "faults": told}));
        assert_eq!(to_value(Imported::all(7)).unwrap(), json!({"imported": 7, "faults": []}));
    }

    #[test]
    fn a_value_is_had_only_without_faults_and_no_more_than_a_thousand_are_told() {
        assert_eq!(Faults::default().or(1), Ok(1));
        let mut faults = Faults::default();
        (0..=1_000).rev().for_each(|row| faults.add(row, "name", "错"));
        let told = faults.or(1).unwrap_err().sorted();
        assert_eq!((told.len(), told[0].row), (MOST, 0));
    }
}
