//! Sheets of any content: no panic, every row as wide as its form, and what was written is what is read.

use documents::Form;
use proptest::prelude::*;

const FORM: Form = Form {
    columns: &["id", "name", "amount"],
    titles: &["id", "name", "amount"],
    optional: &["amount"],
    most_rows: 50,
};

/// A cell as an office program writes it.
fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused_by_row(text in "(id,name(,amount)?\n)?(\\PC|[\",\r\n\u{feff}=]){0,300}") {
        match FORM.rows(&text) {
            Ok(rows) => prop_assert!(rows.iter().all(|row| row.number > 1 && row.number < 400)),
            Err(faults) => prop_assert!(!faults.sorted().is_empty()),
        }
    }

    #[test]
    fn what_is_quoted_is_read_as_it_was(cells in prop::collection::vec(("[^\r\u{feff}]{1,20}", "[^\r]{0,20}"), 1..20)) {
        let kept: Vec<_> = cells.iter().filter(|(id, name)| !(id.trim().is_empty() && name.trim().is_empty())).collect();
        let lines: Vec<String> = kept.iter().map(|(id, name)| format!("{},{}", quoted(name), quoted(id))).collect();
        let rows = FORM.rows(&format!("name,id\n{}\n", lines.join("\n")));
        if kept.is_empty() {
            prop_assert!(rows.is_err());
        } else {
            prop_assert_eq!(rows.map_err(|_| "refused").unwrap().len(), kept.len());
        }
    }
}
