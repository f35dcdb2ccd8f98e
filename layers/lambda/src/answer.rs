//! What a handler answers when it has done what was asked.

use lambda_http::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, SET_COOKIE, X_CONTENT_TYPE_OPTIONS};
use lambda_http::http::{HeaderValue, StatusCode};
use lambda_http::{Body, Response};
use serde::Serialize;
use serde_json::Value;

use crate::problem::Problem;

/// Media type of a workbook (xlsx).
pub(crate) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Most bytes of a file: a function answers 6 MB, and a file is sent in base64, four characters for three bytes.
const LARGEST: usize = 4 * 1024 * 1024;

#[derive(Debug)]
enum Content {
    Nothing,
    Json(String),
    /// A file and the name under which it is saved.
    Workbook(Vec<u8>, String),
}

/// A successful answer: JSON, a file, or nothing; no cache keeps it.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    body: Content,
    cookies: Vec<String>,
}

impl Answer {
    /// 200 with `body`.
    ///
    /// # Errors
    /// 500 when it cannot be written as JSON.
    pub fn ok(body: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_string(body).map_err(Problem::internal)?;
        Ok(Self { status: 200, body: Content::Json(body), cookies: Vec::new() })
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
        Self { status: 204, body: Content::Nothing, cookies: Vec::new() }
    }

    /// 200 with a workbook, to be saved under `name`.
    ///
    /// # Errors
    /// 500 for more than a function can answer: whoever makes it keeps within that.
    pub fn workbook(bytes: Vec<u8>, name: &str) -> Result<Self, Problem> {
        if bytes.len() > LARGEST {
            return Err(Problem::internal(format!("a workbook of {} bytes", bytes.len())));
        }
        Ok(Self { status: 200, body: Content::Workbook(bytes, disposition(name)), cookies: Vec::new() })
    }

    /// 200 with a value, for the answer that an event kept.
    #[must_use]
    pub fn value(body: Value) -> Self {
        Self { status: 200, body: Content::Json(body.to_string()), cookies: Vec::new() }
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
        let (body, media_type, saved) = match self.body {
            Content::Nothing => (Body::Empty, None, None),
            Content::Json(text) => (Body::Text(text), Some("application/json; charset=utf-8"), None),
            Content::Workbook(bytes, saved) => (Body::Binary(bytes), Some(WORKBOOK), Some(saved)),
        };
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).map_err(Problem::internal)?;
        let headers = response.headers_mut();
        if let Some(media_type) = media_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        if let Some(saved) = saved {
            headers.insert(CONTENT_DISPOSITION, HeaderValue::try_from(saved).map_err(Problem::internal)?);
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        for cookie in self.cookies {
            headers.append(SET_COOKIE, HeaderValue::try_from(cookie).map_err(|_| Problem::internal("bad cookie"))?);
        }
        Ok(response)
    }
}

/// To be saved under `name` (RFC 6266, RFC 5987), with a plain one for what cannot read it.
#[must_use]
pub fn disposition(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let plain: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    let encoded: String = name.bytes().map(encoded).collect();
    format!("attachment; filename=\"attachment.{plain}\"; filename*=UTF-8''{encoded}")
}

fn encoded(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
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

    #[test]
    fn a_workbook_is_sent_as_it_is_and_saved_under_its_chinese_name() {
        let response = Answer::workbook(vec![b'P', b'K', 0xff], "预算.xlsx").unwrap().response().unwrap();
        assert_eq!(response.headers().get(CONTENT_TYPE).unwrap(), WORKBOOK);
        let saved = response.headers().get(CONTENT_DISPOSITION).unwrap();
        assert_eq!(saved, "attachment; filename=\"attachment.xlsx\"; filename*=UTF-8''%E9%A2%84%E7%AE%97.xlsx");
        assert!(matches!(response.body(), Body::Binary(bytes) if bytes == &[b'P', b'K', 0xff]));
        assert!(Answer::workbook(vec![0; LARGEST + 1], "大.xlsx").is_err());
    }

    #[test]
    fn a_file_is_saved_under_its_own_name_whatever_is_in_it() {
        assert_eq!(
            disposition("批复 1\u{27}.pdf"),
            "attachment; filename=\"attachment.pdf\"; filename*=UTF-8''%E6%89%B9%E5%A4%8D%201%27.pdf"
        );
    }
}
