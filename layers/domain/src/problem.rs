//! What a rule refuses: a stable code, a Chinese sentence for people, and the fields it is about.

use serde::{Deserialize, Serialize};

/// One field that is wrong and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct FieldFault {
    /// Path of the field in the request, e.g. `lines[2].unit_price`.
    pub field: String,
    /// Stable code, snake case.
    pub code: String,
    /// Chinese sentence that says what is wrong.
    pub message: String,
}

impl FieldFault {
    /// A fault of `field`.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.to_owned(), message: message.into() }
    }
}

/// How a refused request is answered; the edge maps it to a status in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What was sent breaks a rule about its fields (400).
    Invalid,
    /// The actor may not do this (403).
    Forbidden,
    /// It is not there, or not for this actor to know (404).
    Absent,
    /// It collides with what is true now (409).
    Conflict,
    /// It is well formed but not allowed as things stand (422).
    Refused,
}

/// A refusal by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How it is answered.
    pub kind: Kind,
    /// Stable code, snake case.
    pub code: &'static str,
    /// Chinese sentence for people.
    pub message: String,
    /// Fields it is about, may be empty.
    pub fields: Vec<FieldFault>,
}

impl Fault {
    fn of(kind: Kind, code: &'static str, message: impl Into<String>) -> Self {
        Self { kind, code, message: message.into(), fields: Vec::new() }
    }

    /// Several fields that are wrong.
    #[must_use]
    pub fn invalid(fields: Vec<FieldFault>) -> Self {
        Self { fields, ..Self::of(Kind::Invalid, "invalid_fields", "填写的内容有误，请按提示修改") }
    }

    /// One field that is wrong.
    #[must_use]
    pub fn field(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self::invalid(vec![FieldFault::new(field, code, message)])
    }

    /// Forbidden to this actor.
    #[must_use]
    pub fn forbidden(code: &'static str, message: impl Into<String>) -> Self {
        Self::of(Kind::Forbidden, code, message)
    }

    /// Absent, or not for this actor to know.
    #[must_use]
    pub fn absent() -> Self {
        Self::of(Kind::Absent, "not_found", "未找到该内容，或您无权查看")
    }

    /// Collides with what is true now.
    #[must_use]
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::of(Kind::Conflict, code, message)
    }

    /// Not allowed as things stand.
    #[must_use]
    pub fn refused(code: &'static str, message: impl Into<String>) -> Self {
        Self::of(Kind::Refused, code, message)
    }
}
