//! Conditions as data: what must hold of an item for a write to happen, all of it together.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::wire::{number, text};

/// A value that a condition compares with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar {
    /// A text, also the code of an enum.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A yes or no.
    Flag(bool),
}

impl From<&str> for Scalar {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Scalar {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<i64> for Scalar {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}
impl From<bool> for Scalar {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Clause {
    Exists,
    Absent,
    Has(String),
    Lacks(String),
    Compare(String, &'static str, Scalar),
    Version(u64),
}

/// What must hold of an item, joined by "and": `Condition::exists().equals("status", "open").lacks("decided_at")`.
///
/// An attribute may be a path, e.g. `claim.person`; enums are compared by the code they are stored as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition(Vec<Clause>);

impl Condition {
    /// The item is there.
    #[must_use]
    pub fn exists() -> Self {
        Self(vec![Clause::Exists])
    }

    /// No item has this key.
    #[must_use]
    pub fn absent() -> Self {
        Self(vec![Clause::Absent])
    }

    /// The item has this version.
    #[must_use]
    pub fn version(version: u64) -> Self {
        Self(vec![Clause::Version(version)])
    }

    /// And the attribute equals the value.
    #[must_use]
    pub fn equals(self, attribute: &str, value: impl Into<Scalar>) -> Self {
        self.and(Clause::Compare(attribute.to_owned(), "=", value.into()))
    }

    /// And the attribute is at least the value.
    #[must_use]
    pub fn at_least(self, attribute: &str, value: i64) -> Self {
        self.and(Clause::Compare(attribute.to_owned(), ">=", value.into()))
    }

    /// And the attribute is less than the value.
    #[must_use]
    pub fn less_than(self, attribute: &str, value: i64) -> Self {
        self.and(Clause::Compare(attribute.to_owned(), "<", value.into()))
    }

    /// And the attribute is there.
    #[must_use]
    pub fn has(self, attribute: &str) -> Self {
        self.and(Clause::Has(attribute.to_owned()))
    }

    /// And the attribute is not there.
    #[must_use]
    pub fn lacks(self, attribute: &str) -> Self {
        self.and(Clause::Lacks(attribute.to_owned()))
    }

    fn and(mut self, clause: Clause) -> Self {
        self.0.push(clause);
        self
    }

    /// Into the database's words, under placeholder names of this condition's own.
    pub(crate) fn expression(&self) -> Expression {
        let mut words = Expression::default();
        for clause in &self.0 {
            let said = match clause {
                Clause::Exists => format!("attribute_exists({})", words.name("pk")),
                Clause::Absent => format!("attribute_not_exists({})", words.name("pk")),
                Clause::Has(attribute) => format!("attribute_exists({})", words.name(attribute)),
                Clause::Lacks(attribute) => format!("attribute_not_exists({})", words.name(attribute)),
                Clause::Version(version) => format!("{} = {}", words.name("version"), words.value(number(version))),
                Clause::Compare(attribute, sign, value) => {
                    let value = match value {
                        Scalar::Text(value) => text(value),
                        Scalar::Number(value) => number(value),
                        Scalar::Flag(value) => AttributeValue::Bool(*value),
                    };
                    format!("{} {sign} {}", words.name(attribute), words.value(value))
                }
            };
            words.say(&said, " AND ");
        }
        words
    }
}

/// An expression with the names and values it speaks of.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Expression {
    pub(crate) text: String,
    pub(crate) names: HashMap<String, String>,
    pub(crate) values: HashMap<String, AttributeValue>,
}

impl Expression {
    /// A placeholder for an attribute or a path of attributes.
    pub(crate) fn name(&mut self, attribute: &str) -> String {
        let mut path = Vec::new();
        for part in attribute.split('.') {
            let placeholder = format!("#n{}", self.names.len());
            self.names.insert(placeholder.clone(), part.to_owned());
            path.push(placeholder);
        }
        path.join(".")
    }

    /// A placeholder for a value.
    pub(crate) fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }

    pub(crate) fn say(&mut self, said: &str, between: &str) {
        if !self.text.is_empty() {
            self.text.push_str(between);
        }
        self.text.push_str(said);
    }

    /// The values, or `None` where there are none: the database refuses an empty map.
    pub(crate) fn some_values(&self) -> Option<HashMap<String, AttributeValue>> {
        (!self.values.is_empty()).then(|| self.values.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_joins_its_clauses_and_never_puts_a_name_or_value_into_the_text() {
        let words = Condition::exists().equals("claim.person", "p1").lacks("decided_at").expression();
        assert_eq!(words.text, "attribute_exists(#n0) AND #n1.#n2 = :v0 AND attribute_not_exists(#n3)");
        assert_eq!(words.names.get("#n2").map(String::as_str), Some("person"));
        assert_eq!(words.values.get(":v0"), Some(&text("p1")));
        assert!(Condition::absent().expression().some_values().is_none());
    }
}
