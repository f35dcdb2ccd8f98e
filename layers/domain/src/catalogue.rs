//! The catalogue of procurement items (品目): a letter and up to four pairs of digits, padded with zeros, 2022 edition.
//!
//! The edition goes with every stored code, since the same code names another item in another edition.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The code of an item (品目编码), e.g. `A02010104`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemCode(String);

/// Not the code of an item; its `Display` is a Chinese sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("品目编码应为字母A、B或C加2至8位数字，例如 A02010104 或 A01")]
pub struct BadItemCode;

impl ItemCode {
    /// The nine characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part that says something: without the pairs of zeros at the end, e.g. `A0201`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let mut stem = self.0.as_str();
        while let Some(shorter) = stem.strip_suffix("00").filter(|rest| rest.len() % 2 == 1) {
            stem = shorter;
        }
        stem
    }

    /// Its level: `A` is 1, `A01` is 2 (二级品目), up to 5.
    #[must_use]
    pub fn level(&self) -> usize {
        self.stem().len() / 2 + 1
    }

    /// The item above it, `None` for a letter alone.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let stem = self.stem();
        let above = stem.get(..stem.len().checked_sub(2)?)?;
        Some(Self(format!("{above:0<9}")))
    }

    /// Whether `other` lies below this item, by pairs of digits.
    #[must_use]
    pub fn is_ancestor_of(&self, other: &Self) -> bool {
        self != other && other.stem().starts_with(self.stem())
    }

    /// Whether a plan may use `planned` on a budget of this item: one at level two or above wants a descendant, a
    /// finer one is good for itself too (feature 2.2).
    #[must_use]
    pub fn may_be_planned_as(&self, planned: &Self) -> bool {
        self.is_ancestor_of(planned) || (self == planned && self.level() > 2)
    }
}

impl FromStr for ItemCode {
    type Err = BadItemCode;
    fn from_str(raw: &str) -> Result<Self, BadItemCode> {
        let digits = raw.strip_prefix(['A', 'B', 'C']).ok_or(BadItemCode)?;
        let pairs = (2..=8).contains(&digits.len()) && digits.len() % 2 == 0;
        if !pairs || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadItemCode);
        }
        let code = Self(format!("{raw:0<9}"));
        // A pair of zeros in the middle would be an item below none.
        let gap = code.stem().as_bytes().get(1..).unwrap_or_default().chunks(2).any(|pair| pair == b"00");
        if gap { Err(BadItemCode) } else { Ok(code) }
    }
}

impl TryFrom<String> for ItemCode {
    type Error = BadItemCode;
    fn try_from(raw: String) -> Result<Self, BadItemCode> {
        raw.parse()
    }
}

impl From<ItemCode> for String {
    fn from(code: ItemCode) -> String {
        code.0
    }
}

impl fmt::Display for ItemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl schemars::JsonSchema for ItemCode {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ItemCode".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[ABC]([0-9]{2}){1,4}$"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(raw: &str) -> ItemCode {
        raw.parse().unwrap()
    }

    #[test]
    fn a_short_code_is_the_same_as_its_padded_form() {
        assert_eq!(code("A01"), code("A01000000"));
        assert_eq!(code("A02010104").stem(), "A02010104");
        assert_eq!(code("A02100000").stem(), "A0210");
        assert_eq!(["A01", "A0201", "A020101", "A02010104"].map(|s| code(s).level()), [2, 3, 4, 5]);
        assert_eq!(code("A00000000").level(), 1);
    }

    #[test]
    fn the_parent_replaces_the_last_pair_by_zeros() {
        assert_eq!(code("A02010104").parent(), Some(code("A02010100")));
        assert_eq!(code("A02010000").parent(), Some(code("A02000000")));
        assert_eq!(code("A01").parent().map(|p| p.to_string()), Some("A00000000".to_owned()));
    }

    #[test]
    fn a_budget_of_level_two_wants_a_descendant_and_a_finer_one_is_good_for_itself() {
        assert!(code("A01").may_be_planned_as(&code("A01010100")));
        assert!(!code("A01").may_be_planned_as(&code("A01")));
        assert!(!code("A01").may_be_planned_as(&code("A02010104")));
        assert!(code("A02010104").may_be_planned_as(&code("A02010104")));
        assert!(!code("A02010104").may_be_planned_as(&code("A02010100")));
        assert!(!code("A0201").may_be_planned_as(&code("A0202")));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for bad in ["", "A", "A1", "D01", "a01", "A010", "A0101010101", "A0l", "A01 ", "A０１", "A00010000"] {
            assert_eq!(bad.parse::<ItemCode>(), Err(BadItemCode), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_item_lies_below_its_parent(raw in "[ABC]([0-9][1-9]){2,4}") {
            let item = code(&raw);
            let parent = item.parent().unwrap();
            prop_assert!(parent.is_ancestor_of(&item));
            prop_assert!(!item.is_ancestor_of(&parent));
            prop_assert_eq!(parent.level() + 1, item.level());
        }

        #[test]
        fn no_text_makes_the_parser_panic(raw in "\\PC{0,12}") {
            let _ = raw.parse::<ItemCode>();
        }
    }
}
