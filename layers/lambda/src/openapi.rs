//! The OpenAPI 3.1 description, assembled from the steps themselves.

use std::collections::BTreeSet;

use domain::access::check;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::SESSION_COOKIE;
use crate::answer::WORKBOOK;
use crate::docs::{Docs, SchemaOf};
use crate::problem::FieldError;
use crate::step::Step;

const SCHEMAS: &str = "#/components/schemas/";
/// What is said of the session.
const SESSION: &str = "With the header Acting-As, a person's id, a request is refused (409 another_person) where the session is somebody else's.";
/// Codes that any step may answer, by status.
const ALWAYS: [(u16, &str); 3] = [(500, "internal"), (503, "unavailable"), (404, "not_found")];

/// The whole document, the same for the same steps in any order.
#[must_use]
pub fn document(steps: &[&Step]) -> Value {
    let mut schemas = Schemas::new();
    let mut paths = Map::new();
    for step in steps {
        let operation = operation(step, &mut schemas);
        let path = paths.entry(step.path.to_owned()).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(step.method.to_lowercase(), operation);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "政府采购全流程管理", "version": env!("CARGO_PKG_VERSION"), "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "paths": paths,
        "security": [{"session": []}],
        "components": {
            "schemas": schemas.all(),
            // Once for all operations: what one may be refused for are its `x-problem-codes`.
            "responses": {"Problem": {"description": "problem", "content": {"application/problem+json": {"schema": {"$ref": format!("{SCHEMAS}Problem")}}}}},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE, "description": SESSION}},
        },
    })
}

/// What a request and an answer need of one type may differ (what has a default, what is left out): two generators.
struct Schemas {
    requests: SchemaGenerator,
    answers: SchemaGenerator,
}

impl Schemas {
    fn new() -> Self {
        let settings =
            || SchemaSettings::draft2020_12().with(|all| all.definitions_path = "/components/schemas".into());
        Self {
            requests: settings().for_deserialize().into_generator(),
            answers: settings().for_serialize().into_generator(),
        }
    }

    fn request(&mut self, of: SchemaOf) -> Value {
        of(&mut self.requests).to_value()
    }

    fn answer(&mut self, of: SchemaOf) -> Value {
        of(&mut self.answers).to_value()
    }

    /// All of them by name; equal ones once. A name that stands for two shapes is a fault of the types: the answer's
    /// shape is kept, and the request's stands under `<name>Input`.
    fn all(mut self) -> Map<String, Value> {
        self.answers.subschema_for::<FieldError>();
        let mut all = self.answers.take_definitions(true);
        for (name, shape) in self.requests.take_definitions(true) {
            if all.get(&name).is_some_and(|known| *known != shape) {
                all.insert(format!("{name}Input"), shape);
            } else {
                all.insert(name, shape);
            }
        }
        all.insert("Problem".to_owned(), problem());
        all
    }
}

fn problem() -> Value {
    json!({
        "type": "object",
        "description": "RFC 9457; more members by code, e.g. current, legal_moves",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string", "description": "Chinese sentence for people"},
            "status": {"type": "integer"},
            "code": {"type": "string", "description": "stable code, snake case"},
            "errors": {"type": "array", "items": {"$ref": format!("{SCHEMAS}FieldFault")}},
        },
    })
}

fn operation(step: &Step, schemas: &mut Schemas) -> Value {
    let docs = (step.docs)();
    let open = check(step.operation, None).is_ok();
    let writes = step.method != "GET";
    let mut operation = json!({
        "operationId": step.name(),
        "summary": docs.summary,
        "parameters": parameters(step, &docs, writes),
        "responses": responses(&docs, schemas),
        "x-problem-codes": codes(&docs, open, writes),
    });
    let Some(members) = operation.as_object_mut() else { return operation };
    if let Some(request) = docs.request {
        let content = json!({"application/json": {"schema": schemas.request(request)}});
        members.insert("requestBody".to_owned(), json!({"required": true, "content": content}));
    }
    if open {
        members.insert("security".to_owned(), json!([]));
    }
    operation
}

fn parameters(step: &Step, docs: &Docs, writes: bool) -> Vec<Value> {
    let text = json!({"type": "string"});
    let named = step.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut all: Vec<Value> =
        named.map(|name| json!({"name": name, "in": "path", "required": true, "schema": id(name)})).collect();
    for (name, description) in &docs.query {
        all.push(json!({"name": name, "in": "query", "description": description, "schema": text}));
    }
    if writes && docs.keyed {
        let schema = json!({"type": "string", "pattern": "^[A-Za-z0-9_-]{8,80}$"});
        all.push(json!({"name": "Idempotency-Key", "in": "header", "required": true, "schema": schema}));
    }
    all
}

/// The form of an id in a path; any other is answered as what is not there.
fn id(name: &str) -> Value {
    let pattern = match name {
        "task" => r"^plan\.[a-z0-9-]{1,40}\.[1-9][0-9]{0,3}\.(0|[1-9][0-9]{0,5})$",
        _ => "^[a-z0-9-]{1,40}$",
    };
    json!({"type": "string", "pattern": pattern})
}

fn responses(docs: &Docs, schemas: &mut Schemas) -> Value {
    let mut all = Map::new();
    let mut success = json!({"description": docs.summary});
    if let (Some(response), Some(members)) = (docs.response, success.as_object_mut()) {
        let content = json!({"application/json": {"schema": schemas.answer(response)}});
        members.insert("content".to_owned(), content);
    }
    if let Some(members) = success.as_object_mut().filter(|_| docs.workbook) {
        let content = json!({WORKBOOK: {"schema": {"type": "string", "contentMediaType": WORKBOOK}}});
        members.insert("content".to_owned(), content);
    }
    all.insert(docs.success.to_string(), success);
    all.insert("default".to_owned(), json!({"$ref": "#/components/responses/Problem"}));
    Value::Object(all)
}

fn codes(docs: &Docs, open: bool, writes: bool) -> BTreeSet<&'static str> {
    let mut codes: BTreeSet<&'static str> = ALWAYS.iter().map(|(_, code)| *code).collect();
    codes.extend(docs.codes.iter().copied());
    codes.insert("another_person");
    if !open {
        codes.extend(["not_signed_in", "session_ended", "not_allowed"]);
    }
    if docs.request.is_some() {
        codes.extend(["invalid_body", "body_too_large", "unsupported_media_type"]);
    }
    if writes && docs.keyed {
        codes.extend(["idempotency_key_missing", "idempotency_key_reused", "stale_version"]);
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::Operation;
    use domain::ids::PlanId;
    use domain::subject::TaskId;

    fn described(docs: fn() -> Docs) -> Value {
        let step = Step {
            operation: Operation::SavePlan,
            method: "PUT",
            path: "/api/plans/{plan}",
            handle: |_, _| Box::pin(async { Err(crate::Problem::not_found()) }),
            docs,
        };
        document(&[&step])
    }

    fn codes_of(docs: fn() -> Docs) -> Vec<String> {
        let codes = described(docs).pointer("/paths/~1api~1plans~1{plan}/put/x-problem-codes").unwrap().clone();
        serde_json::from_value(codes).unwrap()
    }

    #[test]
    fn what_a_body_can_be_refused_for_is_told_where_there_is_one() {
        let with = codes_of(|| Docs::new::<TaskId, TaskId>("x", 200));
        assert!(with.contains(&"body_too_large".to_owned()) && with.contains(&"unsupported_media_type".to_owned()));
        let without = codes_of(|| Docs::bare("x"));
        assert!(!without.contains(&"invalid_body".to_owned()) && without.contains(&"unavailable".to_owned()));
    }

    #[test]
    fn a_problem_is_described_once_and_every_operation_refers_to_it() {
        let document = described(|| Docs::bare("x"));
        let responses = document.pointer("/paths/~1api~1plans~1{plan}/put/responses").unwrap();
        let statuses: Vec<_> = responses.as_object().unwrap().keys().collect();
        assert_eq!(statuses, ["204", "default"]);
        let named = responses.pointer("/default/$ref").and_then(Value::as_str).unwrap();
        let problem = document.pointer(named.trim_start_matches('#')).unwrap();
        assert!(problem.pointer("/content/application~1problem+json/schema").is_some());
    }

    #[test]
    fn ids_are_described_as_they_are_read() {
        let task = id("task");
        assert!(task.pointer("/pattern").is_some_and(|pattern| pattern.as_str().unwrap().starts_with("^plan")));
        let longest = "a".repeat(40);
        assert!(longest.parse::<PlanId>().is_ok() && format!("{longest}a").parse::<PlanId>().is_err());
        assert!(format!("plan.{longest}.9999.999999").parse::<TaskId>().is_ok());
    }
}
