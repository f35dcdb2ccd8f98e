//! Numbers that people quote: the filing number (备案号) and the project number (采购项目编号).
//!
//! A serial is taken in the transaction of the act that it numbers, never before, so that there is no gap.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::identity::RegionCode;

/// A number that does not have the official form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("编号格式不正确")]
pub struct BadNumber;

/// A filing number (备案号), e.g. `CGXM-2025-350105-00153[2025]00135`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FilingNumber {
    item_year: u16,
    region: RegionCode,
    item: u32,
    filing_year: u16,
    filing: u32,
}

impl FilingNumber {
    /// The largest serial that five digits hold.
    pub const LAST_SERIAL: u32 = 99_999;

    /// The number of the `filing`th filing of `filing_year` in `region`, for the `item`th item of `item_year`.
    ///
    /// # Errors
    /// [`BadNumber`] when a year has not four digits or a serial is not within 1 to 99,999.
    pub fn new(
        item_year: u16,
        region: RegionCode,
        item: u32,
        filing_year: u16,
        filing: u32,
    ) -> Result<Self, BadNumber> {
        let year = 1000..=9999;
        let serial = 1..=Self::LAST_SERIAL;
        if year.contains(&item_year)
            && year.contains(&filing_year)
            && serial.contains(&item)
            && serial.contains(&filing)
        {
            Ok(Self { item_year, region, item, filing_year, filing })
        } else {
            Err(BadNumber)
        }
    }

    /// The number of another filing of the same item: what its earlier number says of the item stays.
    ///
    /// # Errors
    /// [`BadNumber`] as for a new number.
    pub fn again(&self, filing_year: u16, filing: u32) -> Result<Self, BadNumber> {
        Self::new(self.item_year, self.region.clone(), self.item, filing_year, filing)
    }

    /// Its serial within region and filing year.
    #[must_use]
    pub const fn filing(&self) -> u32 {
        self.filing
    }
}

impl fmt::Display for FilingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { item_year, region, item, filing_year, filing } = self;
        write!(f, "CGXM-{item_year:04}-{}-{item:05}[{filing_year:04}]{filing:05}", region.as_str())
    }
}

impl FromStr for FilingNumber {
    type Err = BadNumber;
    fn from_str(raw: &str) -> Result<Self, BadNumber> {
        let rest = raw.strip_prefix("CGXM-").ok_or(BadNumber)?;
        let (item_year, rest) = rest.split_once('-').ok_or(BadNumber)?;
        let (region, rest) = rest.split_once('-').ok_or(BadNumber)?;
        let (item, rest) = rest.split_once('[').ok_or(BadNumber)?;
        let (filing_year, filing) = rest.split_once(']').ok_or(BadNumber)?;
        let region = RegionCode::try_from(region.to_owned()).map_err(|_| BadNumber)?;
        let year = |text| digits(text, 4..=4).and_then(|n| u16::try_from(n).map_err(|_| BadNumber));
        Self::new(year(item_year)?, region, digits(item, 5..=5)?, year(filing_year)?, digits(filing, 5..=5)?)
    }
}

/// A project number (采购项目编号), e.g. `[350001]FJGGZY[GK]2024013`, `[3500]FJXFZB[GK]2022063-1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProjectNumber {
    region: String,
    keyword: String,
    method: String,
    year: u32,
    serial: u32,
    round: Option<String>,
}

impl ProjectNumber {
    /// The two letters of the procurement method (采购方式), e.g. `GK` for 公开招标.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The round, from 1, when the project was put out again.
    #[must_use]
    pub fn round(&self) -> Option<&str> {
        self.round.as_deref()
    }
}

impl fmt::Display for ProjectNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]{}[{}]{:04}{:03}", self.region, self.keyword, self.method, self.year, self.serial)?;
        self.round.as_ref().map_or(Ok(()), |round| write!(f, "-{round}"))
    }
}

impl FromStr for ProjectNumber {
    type Err = BadNumber;
    fn from_str(raw: &str) -> Result<Self, BadNumber> {
        let rest = raw.strip_prefix('[').ok_or(BadNumber)?;
        let (region, rest) = rest.split_once(']').ok_or(BadNumber)?;
        let (keyword, rest) = rest.split_once('[').ok_or(BadNumber)?;
        let (method, rest) = rest.split_once(']').ok_or(BadNumber)?;
        let (year_and_serial, round) = match rest.split_once('-') {
            Some((number, round)) => (number, Some(round)),
            None => (rest, None),
        };
        let letters = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase());
        let is_region = matches!(region.len(), 4 | 6) && region.bytes().all(|b| b.is_ascii_digit());
        let is_round = round.is_none_or(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
        if !is_region || !(2..=10).contains(&keyword.len()) || !letters(keyword) || !is_round {
            return Err(BadNumber);
        }
        if method.len() != 2 || !letters(method) {
            return Err(BadNumber);
        }
        let both = digits(year_and_serial, 7..=7)?;
        Ok(Self {
            region: region.to_owned(),
            keyword: keyword.to_owned(),
            method: method.to_owned(),
            year: both / 1000,
            serial: both % 1000,
            round: round.map(str::to_owned),
        })
    }
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Result<u32, BadNumber> {
    if length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().map_err(|_| BadNumber)
    } else {
        Err(BadNumber)
    }
}

macro_rules! as_text {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = BadNumber;
            fn try_from(raw: String) -> Result<Self, BadNumber> {
                raw.parse()
            }
        }
        impl From<$name> for String {
            fn from(number: $name) -> String {
                number.to_string()
            }
        }
    };
}
as_text!(FilingNumber);
as_text!(ProjectNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_official_examples_read_and_write_back() {
        let raw = "CGXM-2025-350105-00153[2025]00135";
        let number: FilingNumber = raw.parse().unwrap();
        assert_eq!((number.to_string().as_str(), number.filing()), (raw, 135));
        for raw in ["[3500]CCZB[XJ]2019003", "[350001]FJGGZY[GK]2024013", "[3500]FJXFZB[GK]2022063-1"] {
            assert_eq!(raw.parse::<ProjectNumber>().unwrap().to_string(), raw);
        }
        assert_eq!("[3500]FJXFZB[GK]2022063-1".parse::<ProjectNumber>().unwrap().round(), Some("1"));
    }

    #[test]
    fn a_second_filing_keeps_the_item_and_takes_a_new_serial() {
        let first: FilingNumber = "CGXM-2025-350105-00153[2025]00135".parse().unwrap();
        assert_eq!(first.again(2026, 7).unwrap().to_string(), "CGXM-2025-350105-00153[2026]00007");
        assert_eq!(first.again(2026, 100_000), Err(BadNumber));
    }

    #[test]
    fn other_forms_are_refused() {
        for bad in [
            "",
            "CGXM-2025-350105-00153[2025]135",
            "CGXM-2025-3501-00153[2025]00135",
            "CGXM-2025-350105-00000[2025]00135",
            "CGXM-2025-350105-00153[2025]00135 ",
        ] {
            assert_eq!(bad.parse::<FilingNumber>(), Err(BadNumber), "{bad}");
        }
        for bad in ["", "[35]CCZB[XJ]2019003", "[3500]C[XJ]2019003", "[3500]CCZB[xj]2019003", "[3500]CCZB[XJ]2019003-"]
        {
            assert_eq!(bad.parse::<ProjectNumber>(), Err(BadNumber), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_filing_number_reads_back(year in 1000u16..=9999, item in 1u32..=99_999, filing in 1u32..=99_999) {
            let region = RegionCode::try_from("350001".to_owned()).unwrap();
            let number = FilingNumber::new(year, region, item, year, filing).unwrap();
            prop_assert_eq!(number.to_string().parse::<FilingNumber>().unwrap(), number);
        }

        #[test]
        fn every_project_number_of_the_official_form_reads_back(
            raw in r"\[([0-9]{4}|[0-9]{6})\][A-Z]{2,10}\[[A-Z]{2}\][0-9]{7}(-[0-9]{1,30})?"
        ) {
            prop_assert_eq!(raw.parse::<ProjectNumber>().unwrap().to_string(), raw);
        }

        #[test]
        fn no_text_makes_a_parser_panic(raw in "\\PC{0,40}") {
            let _ = (raw.parse::<FilingNumber>(), raw.parse::<ProjectNumber>());
        }
    }
}
