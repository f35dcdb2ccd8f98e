//! What is good is read as it was typed, what is not is refused with the reason, and nothing panics.

use crate::made::{RELATIONS, SHARED, STYLES, WORKBOOK, cells, sheet, text, with, zipped};
use documents::workbook::{Cell, Column, Kind, Odd, Sheet, Unreadable, Value, book, read};
use proptest::prelude::*;
use zip::CompressionMethod;

#[test]
fn texts_and_numbers_are_read_as_they_were_typed_whatever_the_sheet_says_of_its_size() {
    let found = cells(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c t="inlineStr"><is><t>内联</t></is></c></row>
           <row r="3" hidden="1"><c r="C3" s="3"><v>4.0999999999999996</v></c><c r="D3" s="1"/><c r="E3" t="s"><v>2</v></c></row>
           <row><c><v>7</v></c></row>"#,
    );
    assert_eq!(
        found,
        [
            (1, 0, text("甲&乙")),
            (1, 1, text("富文本 ")),
            (1, 2, text("内联")),
            (3, 2, Cell::Number("4.1".into())),
            (3, 4, text("一\r二")),
            (4, 0, Cell::Number("7".into())),
        ]
    );
    assert!(sheet(r#"<row r="3" hidden="1"><c r="A3"><v>1</v></c></row>"#).unwrap().lines[&3].hidden);
}

#[test]
fn formulas_dates_truths_errors_and_merged_cells_are_told_apart() {
    let found = cells(
        r#"<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" s="1"><v>46000</v></c><c r="C1" s="2"><v>46000</v></c>
           <c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="d"><v>2026-01-01</v></c>
           <c r="G1" t="str"><f>A1</f><v>x</v></c></row>"#,
    );
    let odd: Vec<Cell> = found.into_iter().map(|(_, _, cell)| cell).collect();
    let wanted = [Odd::Formula, Odd::Date, Odd::Date, Odd::Truth, Odd::Error, Odd::Date, Odd::Formula];
    assert_eq!(odd, wanted.map(Cell::Odd));
    let merged = r#"<worksheet><sheetData><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A2:A9"/></mergeCells></worksheet>"#;
    let line = &read(&with(merged), "甲").unwrap().lines[&2];
    assert_eq!((&line.cells[&0], &line.cells[&1]), (&Cell::Odd(Odd::Merged), &Cell::Number("2".into())));
}

#[test]
fn what_is_no_workbook_is_refused_with_the_reason() {
    let png = b"\x89PNG\r\n\x1a\n rest".as_slice();
    let xls = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0].as_slice();
    let docx = zipped(&[("word/document.xml", b"<w/>")], CompressionMethod::Deflated);
    for (bytes, why) in [
        (b"name,amount\n1,2\n".as_slice(), Unreadable::NotAWorkbook),
        (b"", Unreadable::NotAWorkbook),
        (b"PK\x03\x04", Unreadable::NotAWorkbook),
        (png, Unreadable::NotAWorkbook),
        (docx.as_slice(), Unreadable::NotAWorkbook),
        (xls, Unreadable::OldOrLocked),
        (vec![b'P'; 1024 * 1024 + 1].as_slice(), Unreadable::FileTooLarge),
        (with("<worksheet><sheetData><row></sheetData>").as_slice(), Unreadable::Broken),
        (with("<worksheet><sheetData><row>").as_slice(), Unreadable::Broken),
        (with("\u{0}").as_slice(), Unreadable::Broken),
    ] {
        assert_eq!(read(bytes, "甲"), Err(why));
    }
    for rows in [
        r#"<row r="0"><c><v>1</v></c></row>"#,
        r#"<row r="4294967295"><c><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#,
        r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#,
        r#"<row r="1"><c t="s"><v>99999999999999999999</v></c></row>"#,
        r#"<row r="1"><c><v>1,5</v></c></row>"#,
        r#"<row r="1"><c t="inlineStr"><is><t>&nbsp;</t></is></c></row>"#,
    ] {
        assert_eq!(sheet(rows), Err(Unreadable::Broken), "{rows}");
    }
    let expands = format!(r#"<!DOCTYPE x [<!ENTITY a "{}">]><worksheet/>"#, "ha".repeat(9));
    assert_eq!(read(&with(&expands), "甲"), Err(Unreadable::Broken));
}

#[test]
fn a_bomb_is_refused_by_what_it_says_and_by_what_it_is() {
    let zeros = vec![b' '; 9 * 1024 * 1024];
    let bomb = with(std::str::from_utf8(&zeros).unwrap());
    assert!(bomb.len() < 100_000);
    assert_eq!(read(&bomb, "甲"), Err(Unreadable::InflatesTooLarge));
    // The same, but it says of itself that it is small: in the local header and in the directory.
    let mut liar = bomb;
    let (said, lie) = (u32::try_from(zeros.len()).unwrap().to_le_bytes(), 9_u32.to_le_bytes());
    let places: Vec<usize> = (0..liar.len() - 4).filter(|n| liar[*n..n + 4] == said).collect();
    assert_eq!(places.len(), 2);
    places.iter().for_each(|n| liar[*n..n + 4].copy_from_slice(&lie));
    assert!(matches!(read(&liar, "甲"), Err(Unreadable::InflatesTooLarge | Unreadable::Broken)));
    let many: Vec<String> = (0..300).map(|n| format!("xl/{n}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(read(&zipped(&parts, CompressionMethod::Stored), "甲"), Err(Unreadable::InflatesTooLarge));
}

#[test]
fn a_million_rows_and_too_many_merges_are_refused() {
    let rows = r#"<row><c><v>1</v></c></row>"#.repeat(5_001);
    assert_eq!(sheet(&rows), Err(Unreadable::TooManyCells));
    let million = "<row/>".repeat(1_048_577);
    assert_eq!(sheet(&million), Err(Unreadable::Broken));
    let wide = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(50_001));
    assert_eq!(sheet(&wide), Err(Unreadable::TooManyCells));
    let merges =
        format!("<worksheet><mergeCells>{}</mergeCells></worksheet>", r#"<mergeCell ref="A1:B1048576"/>"#.repeat(501));
    assert_eq!(read(&with(&merges), "甲"), Err(Unreadable::TooManyCells));
}

#[test]
fn what_is_written_reads_back_and_no_text_becomes_a_formula() {
    let column = |kind| Column { heading: "列".into(), width: 10, kind, choice: None };
    let columns = vec![column(Kind::Text), column(Kind::Amount), column(Kind::Count), column(Kind::Date)];
    let row = |said: &str| {
        vec![
            Value::Text(said.into()),
            Value::Number("1000000000000.01".into()),
            Value::Number("7".into()),
            Value::Date(2026, 3, 1),
        ]
    };
    let rows = vec![row("=HYPERLINK(\"http://x\")"), row("+86"), row("-1"), row("@SUM(A1)"), row("办公设备")];
    let bytes = book(&[Sheet::of("甲", columns, rows)], (2026, 3, 1)).unwrap();
    let book = read(&bytes, "甲").unwrap();
    let said: Vec<_> = (2..=6).map(|row| book.lines[&row].cells[&0].clone()).collect();
    assert_eq!(said, ["'=HYPERLINK(\"http://x\")", "'+86", "'-1", "'@SUM(A1)", "办公设备"].map(text));
    assert_eq!(book.lines[&2].cells[&1], Cell::Number("1000000000000.01".into()));
    assert_eq!(book.lines[&2].cells[&3], Cell::Odd(Odd::Date));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), zip in any::<bool>()) {
        let _ = read(&if zip { [b"PK\x03\x04".as_slice(), &bytes].concat() } else { bytes }, "甲");
    }

    #[test]
    fn no_damage_makes_the_reader_panic(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = with(r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row></sheetData></worksheet>"#);
        for (place, byte) in places {
            let n = place.index(bytes.len());
            bytes[n] = byte;
        }
        let _ = read(&bytes, "甲");
    }

    #[test]
    fn no_part_makes_the_reader_panic(
        part in "(<(row|c|v|f|is|t|mergeCell|si|xf)( (r|s|t|ref|hidden)=\"[A-Z0-9:&;sebdn-]{0,8}\")?/?>|</(row|c|v|is)>|&[a-z#0-9]{1,4};|[0-9_xA-F]{0,6}){0,40}",
        which in 0..4_usize,
    ) {
        let mut parts = [WORKBOOK, RELATIONS, STYLES, SHARED, "<worksheet/>"].map(str::to_owned);
        parts[if which == 0 { 4 } else { which }] = part;
        let names = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"];
        let all: Vec<(&str, &[u8])> = names.iter().zip(&parts).map(|(name, part)| (*name, part.as_bytes())).collect();
        let _ = read(&zipped(&all, CompressionMethod::Stored), "甲");
    }

    #[test]
    fn every_amount_reads_back_to_the_fen(fen in 0..=100_000_000_000_000_i64) {
        let said = domain::money::Fen::new(fen).to_string();
        let column = Column { heading: "金额".into(), width: 10, kind: Kind::Amount, choice: None };
        let bytes = book(&[Sheet::of("甲", vec![column], vec![vec![Value::Number(said)]])], (2026, 3, 1)).unwrap();
        let cell = read(&bytes, "甲").unwrap().lines[&2].cells[&0].clone();
        let Cell::Number(found) = cell else { panic!("{cell:?}") };
        prop_assert_eq!(found.parse::<domain::money::Yuan>().unwrap().fen().get(), fen);
    }
}
