//! What is asked of a list: a partition of the table or of an index, a range of it, an order, a page.

use crate::condition::Expression;
use crate::record::Index;
use crate::wire::text;

/// Which sort keys of a partition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Range {
    /// All of them.
    #[default]
    All,
    /// Those that begin so.
    Prefix(String),
    /// From the first to the second, both included.
    Between(String, String),
    /// Up to this one, included.
    AtMost(String),
}

/// A page of one partition: `Query::of(pk).index(Index::Tasks).descending().limit(20).after(cursor)`.
#[derive(Debug, Clone)]
pub struct Query {
    pub(crate) index: Option<Index>,
    pub(crate) pk: String,
    pub(crate) range: Range,
    pub(crate) cursor: Option<String>,
    pub(crate) ascending: bool,
    pub(crate) limit: usize,
    pub(crate) contains: Option<(String, String)>,
}

impl Query {
    /// The partition `pk` of the table, ascending, 20 items a page.
    #[must_use]
    pub fn of(pk: impl Into<String>) -> Self {
        let (index, cursor, contains) = (None, None, None);
        Self { index, pk: pk.into(), range: Range::All, cursor, ascending: true, limit: 20, contains }
    }

    /// The partition of this index instead.
    #[must_use]
    pub fn index(self, index: Index) -> Self {
        Self { index: Some(index), ..self }
    }

    /// Only sort keys that begin so.
    #[must_use]
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        Self { range: Range::Prefix(prefix.into()), ..self }
    }

    /// Only sort keys between these two, both included.
    #[must_use]
    pub fn between(self, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self { range: Range::Between(from.into(), to.into()), ..self }
    }

    /// Only sort keys up to this one, included.
    #[must_use]
    pub fn at_most(self, to: impl Into<String>) -> Self {
        Self { range: Range::AtMost(to.into()), ..self }
    }

    /// Largest sort key first.
    #[must_use]
    pub fn descending(self) -> Self {
        Self { ascending: false, ..self }
    }

    /// At most this many items, 1 to 100.
    #[must_use]
    pub fn limit(self, limit: usize) -> Self {
        Self { limit: limit.clamp(1, 100), ..self }
    }

    /// Continue where the page with this cursor ended; `None` begins.
    #[must_use]
    pub fn after(self, cursor: Option<String>) -> Self {
        Self { cursor, ..self }
    }

    /// Only items whose attribute contains the text, where one is given, within a bounded number of items a page.
    #[must_use]
    pub fn contains(self, attribute: &str, text: Option<&str>) -> Self {
        Self { contains: text.map(|text| (attribute.to_owned(), text.to_owned())), ..self }
    }

    /// The partition and its range, in the database's words.
    pub(crate) fn key_condition(&self, words: &mut Expression) {
        let (pk, sk) = self.index.map_or(("pk", "sk"), Index::attributes);
        let said = format!("{} = {}", words.name(pk), words.value(text(&self.pk)));
        words.say(&said, " AND ");
        if self.range == Range::All {
            return;
        }
        let sk = words.name(sk);
        let said = match &self.range {
            Range::All => return,
            Range::Prefix(prefix) => format!("begins_with({sk}, {})", words.value(text(prefix))),
            Range::Between(from, to) => {
                format!("{sk} BETWEEN {} AND {}", words.value(text(from)), words.value(text(to)))
            }
            Range::AtMost(to) => format!("{sk} <= {}", words.value(text(to))),
        };
        words.say(&said, " AND ");
    }
}
