//! The catalogue of items (品目) in memory: packed into a few parts by the import, unpacked once for each process, searched.

use domain::catalogue::ItemCode;
use store::records::CatalogueMeta;
use store::{Store, StoreError, Table, keys};

/// Most bytes of a packed part: an item of the database holds 400 KB.
const PART: usize = 100_000;
/// Most items of a search by words; the children of an item are at most 99, and are never cut.
pub(crate) const MOST_FOUND: usize = 50;

/// An edition, sorted by code: what lies below an item follows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Catalogue(Vec<(ItemCode, String)>);

/// What is searched for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// The beginning of a code, or a part of a name; without it the children of `under`, or the top.
    pub(crate) words: Option<String>,
    /// Only below this item.
    pub(crate) under: Option<ItemCode>,
    /// Only what a plan may use on a budget of `under`, which may be that item itself; without `under`, what a budget
    /// may name.
    pub(crate) budget_ok: bool,
}

/// An item that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    pub(crate) code: &'a ItemCode,
    pub(crate) name: &'a str,
    pub(crate) has_children: bool,
}

impl Catalogue {
    pub(crate) fn new(mut items: Vec<(ItemCode, String)>) -> Self {
        items.sort();
        Self(items)
    }

    pub(crate) fn has(&self, code: &ItemCode) -> bool {
        self.0.binary_search_by(|(other, _)| other.cmp(code)).is_ok()
    }

    pub(crate) fn codes(&self) -> impl Iterator<Item = &ItemCode> {
        self.0.iter().map(|(code, _)| code)
    }

    /// Lines of `code name`, in parts that the database can hold.
    pub(crate) fn pack(&self) -> Vec<String> {
        let mut parts = vec![String::new()];
        for (code, name) in &self.0 {
            let line = format!("{code} {name}\n");
            match parts.last_mut() {
                Some(part) if part.len() + line.len() <= PART => part.push_str(&line),
                _ => parts.push(line),
            }
        }
        parts
    }

    /// What [`Catalogue::pack`] packed; `None` when a line does not read.
    pub(crate) fn unpack(parts: &[String]) -> Option<Self> {
        let item =
            |line: &str| line.split_once(' ').and_then(|(code, name)| Some((code.parse().ok()?, name.to_owned())));
        parts.iter().flat_map(|part| part.lines()).map(item).collect::<Option<Vec<_>>>().map(Self::new)
    }

    /// What is stored of the edition that `meta` tells of.
    pub(crate) async fn load(store: &Store, meta: &CatalogueMeta) -> Result<Self, StoreError> {
        let of_parts: Vec<_> = (0..meta.parts).map(|n| keys::catalogue_part(meta.edition, n)).collect();
        let mut found = store.batch_get(Table::Records, &of_parts).await?;
        let mut texts = Vec::new();
        for key in &of_parts {
            let part = found.take::<store::records::CataloguePart>(key)?;
            let missing = || StoreError::Corrupt { key: key.clone(), why: "a part that is missing".to_owned() };
            texts.push(part.ok_or_else(missing)?.text);
        }
        let key = keys::catalogue_meta(meta.edition);
        Self::unpack(&texts).ok_or_else(|| StoreError::Corrupt { key, why: "a part that does not read".to_owned() })
    }

    /// What is found, by code, and whether there is more of it.
    pub(crate) fn search(&self, wanted: &Search) -> (Vec<Found<'_>>, bool) {
        let mut found = self.0.iter().enumerate().filter(|(_, (code, name))| self.fits(wanted, code, name));
        let most = if wanted.words.is_some() { MOST_FOUND } else { usize::MAX };
        let items = found.by_ref().take(most).map(|(place, (code, name))| {
            let next = self.0.get(place + 1);
            Found { code, name, has_children: next.is_some_and(|(next, _)| code.is_ancestor_of(next)) }
        });
        (items.collect(), found.next().is_some())
    }

    fn fits(&self, wanted: &Search, code: &ItemCode, name: &str) -> bool {
        let words = wanted.words.as_ref().map(|words| {
            code.as_str().starts_with(&words.to_uppercase()) || name.to_lowercase().contains(&words.to_lowercase())
        });
        match (&wanted.under, words) {
            (_, Some(false)) => false,
            (Some(under), _) if code == under => wanted.budget_ok && under.may_be_planned_as(code),
            (Some(under), Some(true)) => under.is_ancestor_of(code),
            (Some(under), None) => code.parent().as_ref() == Some(under),
            (None, Some(true)) => !wanted.budget_ok || code.level() >= 2,
            (None, None) => code.parent().is_none_or(|parent| !self.has(&parent)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let items = [
            ("A02010105", "台式计算机"),
            ("A01", "房屋和构筑物"),
            ("A0101", "房屋"),
            ("A02", "设备"),
            ("A0201", "信息化设备"),
            ("A020101", "计算机"),
            ("A02010104", "服务器"),
            ("A0202", "办公设备"),
            ("A02020100", "X光设备"),
            ("B01", "房屋施工"),
        ];
        Catalogue::new(items.into_iter().map(|(code, name)| (code.parse().unwrap(), name.to_owned())).collect())
    }

    fn found(words: &str, under: &str, budget_ok: bool) -> Vec<String> {
        let wanted = Search {
            words: Some(words.to_owned()).filter(|words| !words.is_empty()),
            under: under.parse().ok(),
            budget_ok,
        };
        let catalogue = catalogue();
        catalogue.search(&wanted).0.iter().map(|item| item.code.stem().to_owned()).collect()
    }

    #[test]
    fn without_words_the_children_of_an_item_or_the_top_are_found() {
        assert_eq!(found("", "", false), ["A01", "A02", "B01"]);
        assert_eq!(found("", "", true), ["A01", "A02", "B01"]);
        assert_eq!(found("", "A02", false), ["A0201", "A0202"]);
        assert_eq!(found("", "A02010105", false), Vec::<String>::new());
        assert_eq!(found("", "A09", false), Vec::<String>::new());
    }

    #[test]
    fn words_are_the_beginning_of_a_code_or_a_part_of_a_name() {
        assert_eq!(found("设备", "", false), ["A02", "A0201", "A0202", "A020201"]);
        assert_eq!(found("a0201", "", false), ["A0201", "A020101", "A02010104", "A02010105"]);
        assert_eq!(found("A02010000", "", false), ["A0201"]);
        assert_eq!(found("x光", "", false), ["A020201"]);
        assert_eq!(found("设备", "A0202", false), ["A020201"]);
        assert_eq!(found("=SUM(", "", false), Vec::<String>::new());
    }

    #[test]
    fn what_a_plan_may_use_on_a_budget_is_the_item_itself_from_level_three_and_all_below() {
        assert_eq!(found("", "A02", true), ["A0201", "A0202"]);
        assert_eq!(found("", "A0202", true), ["A0202", "A020201"]);
        assert_eq!(found("", "A02010105", true), ["A02010105"]);
        assert_eq!(found("计算机", "A020101", true), ["A020101", "A02010105"]);
        assert_eq!(found("计算机", "A020101", false), ["A02010105"]);
    }

    #[test]
    fn a_search_is_bounded_and_says_that_there_is_more_and_children_are_never_cut() {
        let code = |n: usize| format!("A02{:02}", n).parse().unwrap();
        let many = |count: usize| {
            let items = (1..=count).map(|n| (code(n), "设备".to_owned()));
            Catalogue::new(items.chain([("A02".parse().unwrap(), "设备".to_owned())]).collect())
        };
        let of = |count: usize, words: Option<&str>| {
            let wanted = Search { words: words.map(str::to_owned), under: "A02".parse().ok(), budget_ok: false };
            let catalogue = many(count);
            let (items, more) = catalogue.search(&wanted);
            (items.len(), more)
        };
        assert_eq!(of(MOST_FOUND, Some("设备")), (MOST_FOUND, false));
        assert_eq!(of(MOST_FOUND + 1, Some("设备")), (MOST_FOUND, true));
        assert_eq!(of(99, None), (99, false));
    }

    #[test]
    fn what_has_something_below_it_says_so() {
        let catalogue = catalogue();
        let (items, _) = catalogue.search(&Search { words: Some("A0201".into()), ..Search::default() });
        let told: Vec<_> = items.iter().map(|item| (item.name, item.has_children)).collect();
        assert_eq!(told, [("信息化设备", true), ("计算机", true), ("服务器", false), ("台式计算机", false)]);
    }

    #[test]
    fn a_packed_catalogue_reads_back_and_fits_into_the_database() {
        assert_eq!(Catalogue::unpack(&catalogue().pack()), Some(catalogue()));
        let items = (0..9_000).map(|n| (format!("A{:02}{:02}", n / 90 + 1, n % 90 + 1), "很长的品目名称".to_owned()));
        let large = Catalogue::new(items.filter_map(|(code, name)| Some((code.parse().ok()?, name))).collect());
        let parts = large.pack();
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= PART));
        assert_eq!(Catalogue::unpack(&parts), Some(large));
        assert_eq!(Catalogue::unpack(&["A01000000".to_owned()]), None);
        assert_eq!(Catalogue::unpack(&["A1 房屋".to_owned()]), None);
    }
}
