//! Texts in cells: what a spreadsheet might take for a formula is made harmless, and read back as it was.

/// The letters of a column, the first is 0: `A`, … `Z`, `AA`.
#[must_use]
pub fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (u64::from(column) + 1, Vec::new());
    while rest > 0 {
        letters.push(u8::try_from((rest - 1) % 26).unwrap_or_default().saturating_add(b'A'));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// A column by its letters, the first is 0; `None` beyond the last that a sheet has.
pub(super) fn column(letters: &str) -> Option<u32> {
    let mut place: u32 = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() || place > MOST_COLUMNS {
            return None;
        }
        place = place * 26 + u32::from(letter - b'A') + 1;
    }
    place.checked_sub(1).filter(|place| *place < MOST_COLUMNS)
}

const MOST_COLUMNS: u32 = 16_384;

/// What a cell may begin with so that a program takes it for a formula, also when it is saved as CSV and opened again.
const RISKY: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠'];

/// The text with an apostrophe before it where it might be taken for a formula.
#[must_use]
pub fn neutral(text: &str) -> String {
    if text.starts_with(RISKY) { format!("'{text}") } else { text.to_owned() }
}

/// The text that [`neutral`] made harmless.
#[must_use]
pub fn plain(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(RISKY)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_have_the_letters_that_a_spreadsheet_shows() {
        for (place, shown) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!((letters(place).as_str(), column(shown)), (shown, Some(place)));
        }
        for none in ["", "XFE", "A1", "ÄÄ", "ZZZZZZZZZZZZZZ"] {
            assert_eq!(column(none), None, "{none}");
        }
        assert_eq!(letters(u32::MAX), "MWLQKWV");
    }

    #[test]
    fn what_looks_like_a_formula_is_made_harmless() {
        for risky in ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"] {
            assert_eq!(neutral(risky), format!("'{risky}"));
        }
        assert_eq!((neutral("办公设备=1").as_str(), plain("'办公"), plain("'=1")), ("办公设备=1", "'办公", "=1"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_made_harmless_reads_back(text in "['=+@-]{0,3}\\PC{0,10}") {
            let harmless = neutral(&text);
            prop_assert_eq!(plain(&harmless), &text);
            prop_assert!(!harmless.starts_with(['=', '+', '-', '@']));
        }
    }
}
