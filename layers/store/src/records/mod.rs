//! The records of the system: each with its key, its places in the indexes and its access patterns.

mod budget;
mod identity;
mod notice;
mod question;
mod reference;
mod review;
mod rollover;
mod subject;
mod todo;
mod upload;
mod warning;

pub use budget::{BudgetLines, Entry, EntryPart};
pub use identity::{Credential, Holder, HomeNames, Session, SignIns};
pub use notice::Notice;
pub use reference::{Announcement, CatalogueItem, CatalogueMeta, CataloguePart, Counter, EDITION, GivenNumber};
pub use subject::{AboutLink, TRANSIT_SHARDS};
pub use todo::{Look, Token, TokenRecord};
