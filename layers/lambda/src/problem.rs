//! A refusal or failure as RFC 9457 problem+json: a stable code, a Chinese sentence, the fields it is about.

use std::error::Error;

use lambda_http::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use lambda_http::http::{HeaderValue, StatusCode};
use lambda_http::{Body, Response};
use serde_json::{Map, Value, json};

pub use domain::problem::FieldFault as FieldError;

/// What is answered instead of an [`crate::Answer`]; what is inside goes to the log only.
#[derive(Debug)]
pub struct Problem {
    /// HTTP status.
    pub status: u16,
    /// Stable code, snake case.
    pub code: &'static str,
    /// Chinese sentence for people.
    pub title: String,
    /// Fields that are wrong, may be empty.
    pub errors: Vec<FieldError>,
    /// More members, e.g. `current` of a 409 or `legal_moves` of a 422; they never replace the standard ones.
    pub extra: Map<String, Value>,
    /// What really happened.
    pub inside: Option<Box<dyn Error + Send + Sync>>,
}

impl Problem {
    /// With any status.
    #[must_use]
    pub fn new(status: u16, code: &'static str, title: impl Into<String>) -> Self {
        Self { status, code, title: title.into(), errors: Vec::new(), extra: Map::new(), inside: None }
    }

    /// 400 `invalid_fields`.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(400, "invalid_fields", "填写的内容有误，请按提示修改") }
    }

    /// 404: not there, or not for this person to know.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(404, "not_found", "未找到该内容，或您无权查看")
    }

    /// 409: collides with what is true now; say what that is with [`Problem::with`]`("current", …)`.
    #[must_use]
    pub fn conflict(code: &'static str, title: impl Into<String>) -> Self {
        Self::new(409, code, title)
    }

    /// 422: well formed, but not allowed as things stand; say what is with [`Problem::with`]`("legal_moves", …)`.
    #[must_use]
    pub fn refused(code: &'static str, title: impl Into<String>) -> Self {
        Self::new(422, code, title)
    }

    /// 500 `internal`: a fault of this program.
    #[must_use]
    pub fn internal(inside: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(500, "internal", "系统出现故障，请稍后再试；如仍不成功，请联系管理员").because(inside)
    }

    /// With one more member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(name.to_owned(), value.into());
        self
    }

    /// With what really happened, for the log.
    #[must_use]
    pub fn because(mut self, inside: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.inside = Some(inside.into());
        self
    }

    /// The body that is sent.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut members = self.extra.clone();
        members.insert("type".to_owned(), json!(format!("urn:problem:{}", self.code)));
        members.insert("title".to_owned(), json!(self.title));
        members.insert("status".to_owned(), json!(self.status));
        members.insert("code".to_owned(), json!(self.code));
        if !self.errors.is_empty() {
            members.insert("errors".to_owned(), json!(self.errors));
        }
        Value::Object(members)
    }

    pub(crate) fn response(&self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.to_json().to_string()));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json; charset=utf-8"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_tells_code_title_and_fields_and_nothing_from_inside() {
        let problem = Problem::refused("move_not_offered", "不能这样办理")
            .with("legal_moves", vec!["return"])
            .with("status", "x")
            .because("SELECT secret");
        assert_eq!(
            problem.to_json(),
            json!({
                "type": "urn:problem:move_not_offered", "title": "不能这样办理", "status": 422,
                "code": "move_not_offered", "legal_moves": ["return"],
            })
        );
        assert_eq!(problem.response().status(), 422);
    }
}
