//! Workbooks that were made to hurt: each is refused with its reason, or read, within the memory of a small function.

use documents::workbook::{Cell, Unreadable, read};

use crate::made::with_texts;

#[test]
fn one_long_text_that_many_cells_name_is_refused_before_it_is_written_out() {
    let long = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(11_000));
    let cells = |count: usize| {
        let rows = r#"<row><c t="s"><v>0</v></c></row>"#.repeat(count);
        with_texts(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"), &long)
    };
    let file = cells(4_900);
    assert!(file.len() < 10_000);
    assert_eq!(read(&file, "甲"), Err(Unreadable::TooMuchText));
    let few = read(&cells(100), "甲").unwrap();
    let texts: Vec<_> = few.lines.values().flat_map(|line| line.cells.values()).collect();
    let [Cell::Text(one), Cell::Text(other)] = [texts[0], texts[99]] else { panic!("{texts:?}") };
    assert!(std::sync::Arc::ptr_eq(one, other), "one text, however many cells name it");
}
