//! Small workbooks of our own making.

use std::io::{Cursor, Write};

use documents::workbook::{Book, Cell, Unreadable, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub(crate) const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="暗" sheetId="1" state="hidden" r:id="rId1"/><sheet name="甲" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
pub(crate) const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>"#;
pub(crate) const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="4"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;
pub(crate) const SHARED: &str = r#"<sst uniqueCount="99999999999999"><si><t>甲&amp;乙</t></si><si><r><t>富</t></r><r><t xml:space="preserve">文本 </t></r><rPh><t>fu</t></rPh></si><si><t>一_x000D_二</t></si></sst>"#;

pub(crate) fn zipped(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of this sheet, with the texts that its cells share.
pub(crate) fn with_texts(sheet: &str, texts: &str) -> Vec<u8> {
    zipped(
        &[
            ("xl/workbook.xml", WORKBOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
            ("xl/styles.xml", STYLES.as_bytes()),
            ("xl/sharedStrings.xml", texts.as_bytes()),
            ("xl/worksheets/sheet2.xml", sheet.as_bytes()),
        ],
        CompressionMethod::Deflated,
    )
}

pub(crate) fn with(sheet: &str) -> Vec<u8> {
    with_texts(sheet, SHARED)
}

/// What is read of a sheet with these rows, whatever it says of its size.
pub(crate) fn sheet(rows: &str) -> Result<Book, Unreadable> {
    read(
        &with(&format!(r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#)),
        "甲",
    )
}

/// The cells of a book by row and column.
pub(crate) fn cells_of(book: &Book) -> Vec<(u32, u32, Cell)> {
    book.lines.iter().flat_map(|(row, line)| line.cells.iter().map(|(n, cell)| (*row, *n, cell.clone()))).collect()
}

pub(crate) fn cells(rows: &str) -> Vec<(u32, u32, Cell)> {
    cells_of(&sheet(rows).unwrap())
}

pub(crate) fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}
