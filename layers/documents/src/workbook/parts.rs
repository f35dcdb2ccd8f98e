//! The parts beside a sheet: which sheet is read, the texts that cells share, and which styles show dates.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Unreadable;
use super::package::Package;
use super::xml::{Piece, Xml, attribute, typed};

/// Most texts that cells may share.
const TEXTS: usize = 100_000;

/// The path of the sheet called `wanted`, or else of the first that is not hidden.
pub(super) fn sheet(package: &mut Package, wanted: &str) -> Result<String, Unreadable> {
    let workbook = package.part("xl/workbook.xml")?.ok_or(Unreadable::NotAWorkbook)?;
    let (mut xml, mut first, mut named) = (Xml::of(&workbook), None, None);
    loop {
        match xml.next()? {
            Piece::Start(start) if start.local_name().as_ref() == "sheet" => {
                let shown = attribute(&start, "state")?.is_none_or(|state| state == "visible");
                let id = attribute(&start, "id")?.filter(|_| shown);
                if attribute(&start, "name")?.as_deref() == Some(wanted) {
                    named = named.or(id.clone());
                }
                first = first.or(id);
            }
            Piece::Over => break,
            _ => {}
        }
    }
    let id = named.or(first).ok_or(Unreadable::Broken)?;
    let relations = package.part("xl/_rels/workbook.xml.rels")?.ok_or(Unreadable::Broken)?;
    let mut xml = Xml::of(&relations);
    loop {
        match xml.next()? {
            Piece::Start(start) if attribute(&start, "Id")?.as_ref() == Some(&id) => {
                let target = attribute(&start, "Target")?.ok_or(Unreadable::Broken)?;
                return Ok(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned));
            }
            Piece::Over => return Err(Unreadable::Broken),
            _ => {}
        }
    }
}

/// The texts that cells name by number.
pub(super) fn shared(package: &mut Package) -> Result<Vec<Arc<str>>, Unreadable> {
    let Some(part) = package.part("xl/sharedStrings.xml")? else { return Ok(Vec::new()) };
    let (mut xml, mut texts) = (Xml::of(&part), Vec::new());
    loop {
        match xml.next()? {
            Piece::Start(start) if start.local_name().as_ref() == "si" => {
                if texts.len() == TEXTS {
                    return Err(Unreadable::TooManyCells);
                }
                texts.push(rich(&mut xml, "si")?.into());
            }
            Piece::Over => return Ok(texts),
            _ => {}
        }
    }
}

/// A text up to the end of `element`: its runs in order, without how they are pronounced.
pub(super) fn rich(xml: &mut Xml, element: &str) -> Result<String, Unreadable> {
    let (mut text, mut within, mut aside) = (String::new(), false, false);
    loop {
        match xml.next()? {
            Piece::Start(start) => match start.local_name().as_ref() {
                "t" => within = true,
                "rPh" => aside = true,
                _ => {}
            },
            Piece::End(end) => match end.as_str() {
                "t" => within = false,
                "rPh" => aside = false,
                end if end == element => return Ok(typed(&text)),
                _ => {}
            },
            Piece::Text(more) if within && !aside => text.push_str(&more),
            Piece::Text(_) => {}
            Piece::Over => return Err(Unreadable::Broken),
        }
    }
}

/// Of each style that a cell may name, whether it shows a date or a time.
pub(super) fn dates(package: &mut Package) -> Result<Vec<bool>, Unreadable> {
    let Some(part) = package.part("xl/styles.xml")? else { return Ok(Vec::new()) };
    let (mut xml, mut within) = (Xml::of(&part), false);
    let (mut formats, mut styles) = (BTreeMap::new(), Vec::new());
    loop {
        match xml.next()? {
            Piece::Start(start) => match start.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&start, "formatCode")?.unwrap_or_default();
                    formats.insert(attribute(&start, "numFmtId")?.unwrap_or_default(), shows_a_date(&code));
                }
                "cellXfs" => within = true,
                "xf" if within => styles.push(attribute(&start, "numFmtId")?.unwrap_or_default()),
                _ => {}
            },
            Piece::End(end) if end == "cellXfs" => within = false,
            Piece::Over => break,
            _ => {}
        }
    }
    let usual = |id: &str| matches!(id.parse::<u32>(), Ok(14..=22 | 27..=36 | 45..=47 | 50..=58));
    Ok(styles.iter().map(|id| formats.get(id).copied().unwrap_or_else(|| usual(id))).collect())
}

/// Whether the code of a number format has a letter of years, months, days, hours or seconds outside of what it quotes.
fn shows_a_date(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for character in code.chars() {
        let says_so = !(quoted || bracketed || escaped) && "ymdhsYMDHS".contains(character);
        if says_so {
            return true;
        }
        match character {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_a_date_by_its_letters_and_not_by_what_it_quotes() {
        for code in ["yyyy-mm-dd", "m/d/yy", "[$-804]yyyy\"年\"m\"月\";@", "hh:mm", "0;yyyy"] {
            assert!(shows_a_date(code), "{code}");
        }
        for code in ["General", "0.00", "#,##0.00\"days\"", "[Red]0", "\\d0", "_d0", "@", "¥#,##0"] {
            assert!(!shows_a_date(code), "{code}");
        }
    }
}
