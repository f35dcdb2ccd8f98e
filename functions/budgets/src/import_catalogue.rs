//! Import an edition of the catalogue of items (品目): `{"csv": "code,name\n…", "edition": 2022}`, the whole edition at once.
//!
//! Every row is checked first. Items are written in transactions of 100, then the parts for search with the edition's
//! version in one: whoever reads finds the old edition or the new one, and repeating an import that broke off mends it.

use std::collections::BTreeSet;

use documents::{Faults, Form, Imported};
use domain::catalogue::ItemCode;
use domain::text::Line;
use lambda::{Context, EventHandler, Failure};
use serde::Deserialize;
use serde_json::Value;
use store::records::{CatalogueItem, CatalogueMeta, CataloguePart, EDITION};
use store::{Condition, Key, MOST, Refusal, Store, Table, Transaction, keys};

use crate::catalogue::Catalogue;

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(import_catalogue(context, event));

const FORM: Form = Form { columns: &["code", "name"], titles: &["code", "name"], optional: &[], most_rows: 20_000 };

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    csv: String,
    #[serde(default)]
    edition: Option<Edition>,
}

/// A command line hands over text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Edition {
    Number(u16),
    Text(String),
}

async fn import_catalogue(context: &Context, event: Value) -> Result<Value, Failure> {
    let imported = import(&context.store, serde_json::from_value(event)?).await?;
    Ok(serde_json::to_value(imported)?)
}

async fn import(store: &Store, asked: Asked) -> Result<Imported, Failure> {
    let edition = match asked.edition {
        None => Some(EDITION),
        Some(Edition::Number(edition)) => Some(edition),
        Some(Edition::Text(text)) => text.parse().ok(),
    };
    let Some(edition) = edition.filter(|edition| (2000..=2100).contains(edition)) else {
        return Ok(Imported::none(Faults::one(1, "edition", "目录版本应为年份，例如 2022")));
    };
    let items = match read(&asked.csv, edition) {
        Ok(items) => items,
        Err(faults) => return Ok(Imported::none(faults)),
    };
    let before: Option<CatalogueMeta> = store.get(Table::Records, &keys::catalogue_meta(edition)).await?;
    let old = match &before {
        Some(meta) => Catalogue::load(store, meta).await?,
        None => Catalogue::default(),
    };
    for some in items.chunks(MOST) {
        let mut acts = Transaction::new();
        for item in some {
            acts.put(Table::Records, item);
        }
        store.commit(acts, None).await?;
    }
    let new = Catalogue::new(items.iter().map(|item| (item.code.clone(), item.name.clone())).collect());
    let gone: Vec<Key> =
        old.codes().filter(|code| !new.has(code)).map(|code| keys::catalogue_item(edition, code)).collect();
    remove(store, &gone).await?;
    store.commit(whole(edition, &new, items.len(), before), None).await?;
    Ok(Imported::all(items.len()))
}

/// The items of a sheet, every row of it good.
fn read(csv: &str, edition: u16) -> Result<Vec<CatalogueItem>, Faults> {
    let all = FORM.rows(csv)?;
    let mut faults = Faults::default();
    let (mut items, mut codes) = (Vec::new(), BTreeSet::new());
    for row in &all {
        let code: Option<ItemCode> = row.need("code", &mut faults);
        let name: Option<Line<200>> = row.need("name", &mut faults);
        if let Some(code) = &code
            && !codes.insert(code.clone())
        {
            faults.add(row.number, "code", format!("品目编码 {code} 重复"));
        }
        if let (Some(code), Some(name)) = (code, name) {
            items.push((row.number, CatalogueItem { edition, code, name: name.into() }));
        }
    }
    for (number, item) in &items {
        // The letter alone (货物、工程、服务) is above all and need not be listed.
        let above = item.code.parent().filter(|parent| parent.level() >= 2);
        if let Some(parent) = above.filter(|parent| !codes.contains(parent)) {
            faults.add(*number, "code", format!("缺少上级品目 {parent}"));
        }
    }
    faults.or(items.into_iter().map(|(_, item)| item).collect())
}

/// Drops items that the edition does not have any more.
async fn remove(store: &Store, gone: &[Key]) -> Result<(), Failure> {
    for some in gone.chunks(MOST) {
        let mut found = store.batch_get(Table::Records, some).await?;
        let mut acts = Transaction::new();
        for key in some {
            if found.take::<CatalogueItem>(key)?.is_some() {
                acts.delete_if(Table::Records, key.clone(), Condition::exists(), Refusal::Gone);
            }
        }
        if !acts.is_empty() {
            store.commit(acts, None).await?;
        }
    }
    Ok(())
}

/// The parts for search, and what is known of the edition, under the version of the one before.
fn whole(edition: u16, catalogue: &Catalogue, items: usize, before: Option<CatalogueMeta>) -> Transaction {
    let mut acts = Transaction::new();
    let texts = catalogue.pack();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (parts, items) = (count(texts.len()), count(items));
    let version = before.as_ref().map_or(0, |meta| meta.version);
    let meta = CatalogueMeta { edition, parts, items, version: version + 1 };
    match &before {
        Some(_) => acts.replace(Table::Records, &meta, version, Refusal::StaleVersion),
        None => acts.insert(Table::Records, &meta, Refusal::AlreadyExists),
    };
    for (number, text) in (0..).zip(texts) {
        acts.put(Table::Records, &CataloguePart { edition, number, text });
    }
    for number in parts..before.map_or(0, |meta| meta.parts) {
        let key = keys::catalogue_part(edition, number);
        acts.delete_if(Table::Records, key, Condition::exists(), Refusal::Gone);
    }
    acts
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::Record;

    fn faults(csv: &str) -> Vec<(u64, String, String)> {
        let all = read(csv, 2022).unwrap_err().sorted();
        all.into_iter().map(|fault| (fault.row, fault.field, fault.message)).collect()
    }

    #[test]
    fn every_wrong_row_is_told_and_why() {
        let csv = "code,name\nA02000000,设备\nA02020100,无上级\nD01,未知\nA02,设备\nA03000000,\nB01000000,=工程";
        let of = |row: u64, field: &str, message: &str| (row, field.to_owned(), message.to_owned());
        assert_eq!(
            faults(csv),
            [
                of(3, "code", "缺少上级品目 A02020000"),
                of(4, "code", "品目编码应为字母A、B或C加2至8位数字，例如 A02010104 或 A01"),
                of(5, "code", "品目编码 A02000000 重复"),
                of(6, "name", "此项必填"),
            ]
        );
        let long = format!("code,name\nA01,{}\n", "长".repeat(201));
        assert_eq!(faults(&long), [of(2, "name", "最多200个字，现在有201个字")]);
    }

    #[test]
    fn a_good_sheet_is_read_whole_in_any_order() {
        let items = read("name,code\n办公用房,A01010100\n房屋,A0101\n房屋和构筑物,A01", 2022).unwrap();
        let read: Vec<_> = items.iter().map(|item| (item.code.as_str(), item.name.as_str())).collect();
        assert_eq!(read, [("A01010100", "办公用房"), ("A01010000", "房屋"), ("A01000000", "房屋和构筑物")]);
        assert_eq!(items[0].key(), keys::catalogue_item(2022, "A01010100"));
    }

    #[test]
    fn the_edition_is_a_number_or_the_text_of_one() {
        let of = |payload: Value| serde_json::from_value::<Asked>(payload);
        assert!(of(serde_json::json!({"csv": "", "edition": 2022})).is_ok());
        assert!(of(serde_json::json!({"csv": "", "edition": "2022"})).is_ok());
        assert!(of(serde_json::json!({"csv": ""})).is_ok());
        assert!(of(serde_json::json!({"csv": "", "other": 1})).is_err());
    }

    #[test]
    fn the_sample_catalogue_reads() {
        assert!(!read(include_str!("../../../demo/catalogue.csv"), EDITION).unwrap().is_empty());
    }
}
