//! What the API description says of a step, next to its handler.

use schemars::{JsonSchema, Schema, SchemaGenerator};

/// A type's schema, once a generator is there to collect what it refers to.
pub(crate) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// Summary, types and parameters of a step.
pub struct Docs {
    pub(crate) summary: &'static str,
    pub(crate) request: Option<SchemaOf>,
    pub(crate) response: Option<SchemaOf>,
    pub(crate) workbook: bool,
    pub(crate) success: u16,
    pub(crate) query: Vec<(&'static str, &'static str)>,
    pub(crate) codes: Vec<&'static str>,
    pub(crate) keyed: bool,
}

impl Docs {
    fn of(summary: &'static str, request: Option<SchemaOf>, response: Option<SchemaOf>, success: u16) -> Self {
        Self { summary, request, response, workbook: false, success, query: Vec::new(), codes: Vec::new(), keyed: true }
    }

    /// Takes a body and answers one, with this status.
    #[must_use]
    pub fn new<Request: JsonSchema, Response: JsonSchema>(summary: &'static str, success: u16) -> Self {
        let (request, response): (SchemaOf, SchemaOf) =
            (SchemaGenerator::subschema_for::<Request>, SchemaGenerator::subschema_for::<Response>);
        Self::of(summary, Some(request), Some(response), success)
    }

    /// Takes no body and answers one, with this status: reads, and acts that need nothing but their path.
    #[must_use]
    pub fn answering<Response: JsonSchema>(summary: &'static str, success: u16) -> Self {
        Self::of(summary, None, Some(SchemaGenerator::subschema_for::<Response>), success)
    }

    /// Takes no body and answers a workbook (xlsx).
    #[must_use]
    pub fn workbook(summary: &'static str) -> Self {
        Self { workbook: true, ..Self::of(summary, None, None, 200) }
    }

    /// Takes a body and answers 204.
    #[must_use]
    pub fn taking<Request: JsonSchema>(summary: &'static str) -> Self {
        Self::of(summary, Some(SchemaGenerator::subschema_for::<Request>), None, 204)
    }

    /// Takes no body and answers 204.
    #[must_use]
    pub fn bare(summary: &'static str) -> Self {
        Self::of(summary, None, None, 204)
    }

    /// And a query parameter, with what it means in Chinese.
    #[must_use]
    pub fn query(mut self, name: &'static str, description: &'static str) -> Self {
        self.query.push((name, description));
        self
    }

    /// And the codes of problems that are this step's own.
    #[must_use]
    pub fn codes(mut self, codes: &[&'static str]) -> Self {
        self.codes.extend_from_slice(codes);
        self
    }

    /// And no idempotency key, although it writes: signing in and out, a new password, and a save, which names its version.
    #[must_use]
    pub fn without_key(self) -> Self {
        Self { keyed: false, ..self }
    }
}
