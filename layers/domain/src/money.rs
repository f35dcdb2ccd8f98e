//! Money is whole fen in code and storage, and yuan with two decimals at the edges; never a float.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An amount in fen (分), stored as a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount that may be entered: 10^12 yuan.
    pub const MAX_ENTERED: Self = Self(100_000_000_000_000);

    /// From whole fen.
    #[must_use]
    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// Whole fen.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// `unit price × quantity`, `None` beyond what can be counted.
    #[must_use]
    pub fn times(self, quantity: u32) -> Option<Self> {
        self.0.checked_mul(i64::from(quantity)).map(Self)
    }

    /// For a sentence that people read: yuan with two decimals, thousands apart and the unit behind, `1,234.50 元`.
    #[must_use]
    pub fn in_words(self) -> String {
        let plain = self.to_string();
        let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, "00"));
        let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
        let mut parted = String::with_capacity(plain.len() + plain.len() / 3);
        for (n, digit) in whole.chars().enumerate() {
            if n > 0 && (whole.len() - n) % 3 == 0 {
                parted.push(',');
            }
            parted.push(digit);
        }
        format!("{sign}{parted}.{decimals} 元")
    }

    /// The sum, `None` beyond what can be counted.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; may be negative.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The sum of many, `None` beyond what can be counted.
    pub fn sum(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

/// Yuan with two decimals, e.g. `1234.50`, as the two digits behind the point are always written.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

/// An amount of zero or more at the edge: a JSON string in yuan with at most two decimals, `"1234.50"`.
///
/// Full-width digits and thousands separators are normalised; exponents, signs and a third decimal are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Yuan(Fen);

/// Why an amount was refused; its `Display` is a Chinese sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountFault {
    /// Not a number in plain notation.
    #[error("金额应为数字，例如 1234.50")]
    NotANumber,
    /// More than two decimals.
    #[error("金额最多两位小数")]
    TooPrecise,
    /// More than 10^12 yuan.
    #[error("金额不能超过 {}", Fen::MAX_ENTERED.in_words())]
    TooLarge,
}

impl Yuan {
    /// The amount in fen.
    #[must_use]
    pub const fn fen(self) -> Fen {
        self.0
    }
}

impl From<Fen> for Yuan {
    fn from(fen: Fen) -> Self {
        Self(fen)
    }
}

impl FromStr for Yuan {
    type Err = AmountFault;
    fn from_str(raw: &str) -> Result<Self, AmountFault> {
        let plain: String = raw.trim().chars().filter_map(half_width).collect();
        let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || (plain.contains('.') && part.is_empty()) {
            return Err(AmountFault::NotANumber);
        }
        if part.len() > 2 {
            return Err(AmountFault::TooPrecise);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 13 {
            return Err(AmountFault::TooLarge);
        }
        let fen: i64 = format!("{whole}{part:0<2}").parse().map_err(|_| AmountFault::NotANumber)?;
        if fen > Fen::MAX_ENTERED.get() { Err(AmountFault::TooLarge) } else { Ok(Self(Fen::new(fen))) }
    }
}

/// The half-width form of a digit, point or separator; `None` for a thousands separator, which is dropped.
fn half_width(c: char) -> Option<char> {
    match c {
        ',' | '，' => None,
        '．' => Some('.'),
        '０'..='９' => char::from_digit(u32::from(c).wrapping_sub(u32::from('０')), 10),
        other => Some(other),
    }
}

impl TryFrom<String> for Yuan {
    type Error = AmountFault;
    fn try_from(raw: String) -> Result<Self, AmountFault> {
        raw.parse()
    }
}

impl From<Yuan> for String {
    fn from(yuan: Yuan) -> String {
        yuan.0.to_string()
    }
}

impl schemars::JsonSchema for Yuan {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Yuan".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "description": "yuan with two decimals", "examples": ["1234.50"]})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_in_plain_notation_only() {
        let fen = |raw: &str| raw.parse::<Yuan>().map(|y| y.fen().get());
        assert_eq!(fen("1234.5"), Ok(123_450));
        assert_eq!(fen(" 1,234.50 "), Ok(123_450));
        assert_eq!(fen("１２３４．５０"), Ok(123_450));
        assert_eq!(fen("0"), Ok(0));
        assert_eq!(fen("1000000000000"), Ok(100_000_000_000_000));
        assert_eq!(fen("1000000000000.01"), Err(AmountFault::TooLarge));
        assert_eq!(fen("1000000000000000"), Err(AmountFault::TooLarge));
        assert_eq!(fen("1.234"), Err(AmountFault::TooPrecise));
        for bad in ["", "-1", "+1", "1e3", "1.", ".5", "0x10", "一百", "1 2", "=1+1", "٣"] {
            assert_eq!(fen(bad), Err(AmountFault::NotANumber), "{bad}");
        }
    }

    #[test]
    fn in_a_sentence_thousands_stand_apart() {
        let words = |fen: i64| Fen::new(fen).in_words();
        assert_eq!(words(5), "0.05 元");
        assert_eq!(words(99_999), "999.99 元");
        assert_eq!(words(100_000), "1,000.00 元");
        assert_eq!(words(-123_456_789), "-1,234,567.89 元");
        assert_eq!(Fen::MAX_ENTERED.in_words(), "1,000,000,000,000.00 元");
        assert_eq!(AmountFault::TooLarge.to_string(), "金额不能超过 1,000,000,000,000.00 元");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(fen in 0..=Fen::MAX_ENTERED.get()) {
            prop_assert_eq!(Fen::new(fen).to_string().parse::<Yuan>().unwrap().fen().get(), fen);
        }

        #[test]
        fn no_text_makes_the_parser_panic(raw in "\\PC{0,40}") {
            let _ = raw.parse::<Yuan>();
        }
    }
}
