//! Which way round a list is wanted: an index reads both ways at the same cost.

/// From first to last, or from last to first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Ascending,
    Descending,
}

impl Order {
    pub(crate) fn is_descending(self) -> bool {
        self == Self::Descending
    }
}

impl std::str::FromStr for Order {
    type Err = &'static str;
    fn from_str(raw: &str) -> Result<Self, &'static str> {
        match raw {
            "asc" => Ok(Self::Ascending),
            "desc" => Ok(Self::Descending),
            _ => Err("应为 asc 或 desc"),
        }
    }
}
