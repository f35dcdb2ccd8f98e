//! A newtype for every id; ids of what is created derive from the caller and its idempotency key, so that a repeated
//! request names the same thing.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A text that is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("编号格式不正确")]
pub struct BadId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The id of what `actor` creates under the idempotency key `key`: 128 bits in hex.
            #[must_use]
            pub fn derived(actor: &str, key: &str) -> Self {
                Self(derive(stringify!($name), actor, key))
            }
        }
        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(raw: String) -> Result<Self, BadId> {
                let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
                if (1..=40).contains(&raw.len()) && raw.bytes().all(legal) { Ok(Self(raw)) } else { Err(BadId) }
            }
        }
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "pattern": "^[a-z0-9-]{1,40}$"})
            }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(raw: &str) -> Result<Self, BadId> {
                Self::try_from(raw.to_owned())
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A person (人员) who signs in.
    PersonId
);
id!(
    /// A file of budgets that was brought in (批量导入).
    ImportId
);
id!(
    /// A unit (单位): purchasing unit, finance department or agency.
    UnitId
);
id!(
    /// A department (内部机构, 处室) of a unit.
    DepartmentId
);
id!(
    /// A budget (预算).
    BudgetId
);
id!(
    /// A plan (采购计划).
    PlanId
);
id!(
    /// An uploaded file (附件).
    UploadId
);
id!(
    /// A subject of any kind (事项), within its kind.
    Id
);

impl From<PlanId> for Id {
    fn from(id: PlanId) -> Self {
        Self(id.0)
    }
}

impl From<Id> for PlanId {
    fn from(id: Id) -> Self {
        Self(id.0)
    }
}

fn derive(kind: &str, actor: &str, key: &str) -> String {
    let mut hash = Sha256::new();
    for part in [kind, actor, key] {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut text = hex::encode(hash.finalize());
    text.truncate(32);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_actor_and_key_name_the_same_thing_and_nothing_else_does() {
        assert_eq!(PlanId::derived("a", "k"), PlanId::derived("a", "k"));
        assert_ne!(PlanId::derived("a", "bk"), PlanId::derived("ab", "k"));
        assert_ne!(PlanId::derived("a", "k").as_str(), BudgetId::derived("a", "k").as_str());
        assert!("PLAN#1".parse::<PlanId>().is_err());
        assert!("".parse::<PlanId>().is_err());
    }
}
