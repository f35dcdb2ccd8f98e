//! Reference data: the catalogue of items, the calendar of working days, counters and numbers.

use std::collections::BTreeMap;

use domain::calendar::Calendar;
use domain::catalogue::ItemCode;
use domain::identity::RegionCode;
use domain::ids::PlanId;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::client::{Store, Table};
use crate::error::StoreError;
use crate::keys::{self, Key};
use crate::record::Record;

/// The edition of the catalogue that is in force.
pub const EDITION: u16 = 2022;

/// An item (品目) of an edition of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueItem {
    /// The edition.
    pub edition: u16,
    /// Its code.
    pub code: ItemCode,
    /// Its name.
    pub name: String,
}

/// A part of an edition of the catalogue, packed for search: lines of `code name`, sorted by code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CataloguePart {
    /// The edition.
    pub edition: u16,
    /// Its number, from 0.
    pub number: u32,
    /// Its lines.
    pub text: String,
}

/// What is known of an edition as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueMeta {
    /// The edition.
    pub edition: u16,
    /// How many parts it has.
    pub parts: u32,
    /// How many items it has.
    pub items: u32,
    /// Raised by each import, so that what was read once is known to be stale.
    pub version: u64,
}

/// The announcement of the working days of a year, as it was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// The year.
    pub year: i16,
    /// A heading, then rows of `date,off|work,name`.
    pub csv: String,
}

/// A counter of numbers without gaps: the last one that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// The region.
    pub region: RegionCode,
    /// The year.
    pub year: i16,
    /// Whether it counts filings, or the items filed.
    pub filings: bool,
    /// The last number that was given; 0 for none.
    pub last: u32,
    /// Its version.
    pub version: u64,
}

/// A number that was given, and to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenNumber {
    /// The number.
    pub number: String,
    /// The plan that has it.
    pub plan: PlanId,
}

macro_rules! record {
    ($type:ty, $entity:literal, |$it:ident| $key:expr) => {
        impl Record for $type {
            const ENTITY: &'static str = $entity;
            const SCHEMA: u32 = 1;
            fn key(&self) -> Key {
                let $it = self;
                $key
            }
        }
    };
}
record!(CatalogueItem, "catalogue_item", |it| keys::catalogue_item(it.edition, &it.code));
record!(CataloguePart, "catalogue_part", |it| keys::catalogue_part(it.edition, it.number));
record!(Announcement, "announcement", |it| keys::calendar(it.year));
record!(GivenNumber, "number", |it| keys::number(&it.number));

impl Record for CatalogueMeta {
    const ENTITY: &'static str = "catalogue_meta";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::catalogue_meta(self.edition)
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl Record for Counter {
    const ENTITY: &'static str = "counter";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        if self.filings {
            keys::filing_counter(&self.region, self.year)
        } else {
            keys::item_counter(&self.region, self.year)
        }
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl Store {
    /// Access pattern 18: the names of catalogue items by their codes, at most 100 different ones.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn item_names<'a>(
        &self,
        codes: impl IntoIterator<Item = &'a ItemCode>,
    ) -> Result<BTreeMap<ItemCode, String>> {
        let mut codes: Vec<&ItemCode> = codes.into_iter().collect();
        codes.sort();
        codes.dedup();
        if codes.is_empty() {
            return Ok(BTreeMap::new());
        }
        let keys: Vec<Key> = codes.iter().map(|code| keys::catalogue_item(EDITION, code)).collect();
        let mut found = self.batch_get(Table::Records, &keys).await?;
        let mut names = BTreeMap::new();
        for key in &keys {
            if let Some(item) = found.take::<CatalogueItem>(key)? {
                names.insert(item.code, item.name);
            }
        }
        Ok(names)
    }

    /// Access pattern 19: the calendar with the imported announcements of `years`.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for an announcement that does not read, else a failure of the store.
    pub async fn calendar(&self, years: &[i16]) -> Result<Calendar> {
        let keys: Vec<Key> = years.iter().map(|year| keys::calendar(*year)).collect();
        let mut found = self.batch_get(Table::Records, &keys).await?;
        let unreadable = |key: &Key, why: String| StoreError::Corrupt { key: key.clone(), why };
        let shipped = Key { pk: "CALENDAR".to_owned(), sk: "shipped".to_owned() };
        let mut calendar = Calendar::official().map_err(|bad| unreadable(&shipped, bad.to_string()))?;
        for key in &keys {
            if let Some(announcement) = found.take::<Announcement>(key)? {
                calendar = calendar.with(&announcement.csv).map_err(|bad| unreadable(key, bad.to_string()))?;
            }
        }
        Ok(calendar)
    }
}
