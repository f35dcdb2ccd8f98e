//! Text with rules is a type: trimmed, of limited length in characters, without control characters.

use serde::{Deserialize, Serialize};

/// Why a text was refused; its `Display` is a Chinese sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Nothing left after trimming.
    #[error("不能为空")]
    Empty,
    /// Longer than allowed, in characters.
    #[error("最多{max}个字，现在有{length}个字")]
    TooLong {
        /// Characters allowed.
        max: usize,
        /// Characters given.
        length: usize,
    },
    /// A control character other than a line break (where line breaks are allowed).
    #[error("含有不可见的控制字符，请删除后重新输入")]
    Control,
}

fn checked(raw: &str, max: usize, lines: bool) -> Result<String, TextFault> {
    let text = raw.trim();
    let length = text.chars().count();
    if text.is_empty() {
        Err(TextFault::Empty)
    } else if length > max {
        Err(TextFault::TooLong { max, length })
    } else if text.chars().any(|c| c.is_control() && !(lines && c == '\n')) {
        Err(TextFault::Control)
    } else {
        Ok(text.to_owned())
    }
}

/// One line of 1 to `MAX` characters: a name, a unit of quantity, an approval document number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line<const MAX: usize>(String);

/// One or more lines of 1 to `MAX` characters: parameters of an item, a reason.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose<const MAX: usize>(String);

macro_rules! text {
    ($name:ident, $lines:literal) => {
        impl<const MAX: usize> $name<MAX> {
            /// Most characters.
            pub const MOST: usize = MAX;

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl<const MAX: usize> TryFrom<String> for $name<MAX> {
            type Error = TextFault;
            fn try_from(raw: String) -> Result<Self, TextFault> {
                checked(&raw.replace("\r\n", "\n"), MAX, $lines).map(Self)
            }
        }
        impl<const MAX: usize> std::str::FromStr for $name<MAX> {
            type Err = TextFault;
            fn from_str(raw: &str) -> Result<Self, TextFault> {
                Self::try_from(raw.to_owned())
            }
        }
        impl<const MAX: usize> From<$name<MAX>> for String {
            fn from(text: $name<MAX>) -> String {
                text.0
            }
        }
        impl<const MAX: usize> std::fmt::Display for $name<MAX> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl<const MAX: usize> schemars::JsonSchema for $name<MAX> {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                format!("{}{MAX}", stringify!($name)).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "minLength": 1, "maxLength": MAX})
            }
        }
    };
}
text!(Line, false);
text!(Prose, true);

/// A name (名称), at most 60 characters.
pub type Name = Line<60>;
/// A handling opinion (办理意见), at most 500 characters.
pub type Opinion = Prose<500>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_counted_in_characters_and_free_of_control_characters() {
        assert_eq!("  办公设备 ".parse::<Name>().unwrap().as_str(), "办公设备");
        assert_eq!(" \u{3000}".parse::<Name>(), Err(TextFault::Empty));
        assert!("字".repeat(60).parse::<Name>().is_ok());
        assert_eq!("字".repeat(61).parse::<Name>(), Err(TextFault::TooLong { max: 60, length: 61 }));
        assert_eq!("a\u{0}b".parse::<Name>(), Err(TextFault::Control));
        assert_eq!("a\nb".parse::<Name>(), Err(TextFault::Control));
        assert_eq!("a\r\nb".parse::<Opinion>().unwrap().as_str(), "a\nb");
    }
}
