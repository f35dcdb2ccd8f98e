//! What a handler answers when it has done what was asked.

use lambda_http::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE, X_CONTENT_TYPE_OPTIONS};
use lambda_http::http::{HeaderValue, StatusCode};
use lambda_http::{Body, Response};
use serde::Serialize;
use serde_json::Value;

use crate::problem::Problem;

/// A successful answer: JSON that no cache keeps, or nothing.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    body: Option<String>,
    cookies: Vec<String>,
}

impl Answer {
    /// 200 with `body`.
    ///
    /// # Errors
    /// 500 when it cannot be written as JSON.
    pub fn ok(body: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_string(body).map_err(Problem::internal)?;
        Ok(Self { status: 200, body: Some(body), cookies: Vec::new() })
    }

    /// 201 with `body`.
    ///
    /// # Errors
    /// 500 when it cannot be written as JSON.
    pub fn created(body: &impl Serialize) -> Result<Self, Problem> {
        Self::ok(body).map(|answer| answer.with_status(201))
    }

    /// 204 without a body.
    #[must_use]
    pub fn no_content() -> Self {
        Self { status: 204, body: None, cookies: Vec::new() }
    }

    /// 200 with a value, for the answer that an event kept.
    #[must_use]
    pub fn value(body: Value) -> Self {
        Self { status: 200, body: Some(body.to_string()), cookies: Vec::new() }
    }

    /// With another status.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// With a `Set-Cookie` header of this text.
    #[must_use]
    pub fn with_cookie(mut self, cookie: String) -> Self {
        self.cookies.push(cookie);
        self
    }

    pub(crate) fn response(self) -> Result<Response<Body>, Problem> {
        let has_body = self.body.is_some();
        let mut response = Response::new(self.body.map_or(Body::Empty, Body::Text));
        *response.status_mut() = StatusCode::from_u16(self.status).map_err(Problem::internal)?;
        let headers = response.headers_mut();
        if has_body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        for cookie in self.cookies {
            headers.append(SET_COOKIE, HeaderValue::try_from(cookie).map_err(|_| Problem::internal("bad cookie"))?);
        }
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_never_cached_and_carries_its_cookies() {
        let response = Answer::no_content().with_cookie("a=1".into()).with_cookie("b=2".into()).response().unwrap();
        assert_eq!((response.status().as_u16(), response.headers().get_all(SET_COOKIE).iter().count()), (204, 2));
        assert_eq!(response.headers().get(CACHE_CONTROL).unwrap(), "no-store");
        let response = Answer::created(&serde_json::json!({"id": "1"})).unwrap().response().unwrap();
        assert_eq!(response.status(), 201);
        assert_eq!(response.headers().get(CONTENT_TYPE).unwrap(), "application/json; charset=utf-8");
    }
}
