//! One request to a step, after the access table has allowed it.

use std::str::FromStr;

use domain::access::{Operation, check};
use domain::identity::Principal;
use lambda_http::aws_lambda_events::query_map::QueryMap;
use lambda_http::http::HeaderMap;
use lambda_http::http::header::{CONTENT_TYPE, COOKIE};
use lambda_http::{Body, Request, RequestExt};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::body;
use crate::principal::{self, SignedIn};
use crate::problem::{FieldError, Problem};

/// The caller's key for one act (`Idempotency-Key`): 8 to 80 of `A-Z a-z 0-9 _ -`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// For whom the page was opened that sends a request: another tab of the browser may have signed in as somebody else since.
const ACTING_AS: &str = "acting-as";

/// A request that the access table allows; no `Debug`, since body and cookies are nobody's to log.
pub struct Call {
    operation: Operation,
    principal: Option<Principal>,
    raw_path: String,
    path: QueryMap,
    query: QueryMap,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Call {
    /// From a request: 401 or 403 when the access table does not allow the operation, 409 `another_person` when it is made
    /// for somebody else (`Acting-As`) than whose session it is.
    pub(crate) fn admit(operation: Operation, request: Request) -> Result<Self, Problem> {
        let authorizer = request.request_context_ref().and_then(|context| context.authorizer());
        let principal = match principal::read(authorizer.map(|authorizer| &authorizer.fields))? {
            SignedIn::As(principal) => {
                let named = request.headers().get(ACTING_AS).map(|value| value.as_bytes());
                if named.is_some_and(|person| person != principal.person.as_str().as_bytes()) {
                    return Err(Problem::conflict("another_person", "本浏览器已登录别的账号，没有办理；请刷新页面"));
                }
                check(operation, Some(&principal))?;
                Some(principal)
            }
            SignedIn::Nobody(refusal) => {
                check(operation, None).map_err(|_| refusal)?;
                None
            }
        };
        let raw_path = request.raw_http_path().to_owned();
        let (path, query) = (request.path_parameters(), request.query_string_parameters());
        let (parts, body) = request.into_parts();
        let body = match body {
            Body::Text(text) => text.into_bytes(),
            Body::Binary(bytes) => bytes,
            _ => Vec::new(),
        };
        Ok(Self { operation, principal, raw_path, path, query, headers: parts.headers, body })
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// 401 on an operation that is open to everybody and was called by nobody known.
    pub fn principal(&self) -> Result<&Principal, Problem> {
        self.principal.as_ref().ok_or_else(principal::not_signed_in)
    }

    /// A path parameter.
    ///
    /// # Errors
    /// 404 when it is missing or of another form: such a thing cannot exist.
    pub fn path<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.path.first(name).and_then(|raw| raw.parse().ok()).ok_or_else(Problem::not_found)
    }

    /// A query parameter, `None` when missing or empty.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.first(name).filter(|value| !value.is_empty())
    }

    /// A query parameter as a type, `None` when missing or empty.
    ///
    /// # Errors
    /// 400 `invalid_fields` when it is of another form; a Chinese text of the type's error is passed on.
    pub fn query_as<T>(&self, name: &str) -> Result<Option<T>, Problem>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        let Some(raw) = self.query(name) else { return Ok(None) };
        raw.parse().map(Some).map_err(|error: T::Err| {
            let said = error.to_string();
            let message = if said.chars().any(body::is_chinese) { said } else { "内容不正确".to_owned() };
            Problem::invalid(vec![FieldError::new(name, "invalid_value", message)])
        })
    }

    /// The body as a type.
    ///
    /// # Errors
    /// 400 `invalid_body` with the field, 413 `body_too_large`, 415 `unsupported_media_type`.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        body::read(&self.body, self.header(CONTENT_TYPE.as_str()))
    }

    /// The key of this act; every write needs one.
    ///
    /// # Errors
    /// 400 `idempotency_key_missing` when it is missing or of another form.
    pub fn key(&self) -> Result<IdempotencyKey, Problem> {
        let legal = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        self.header("idempotency-key")
            .filter(|key| (8..=80).contains(&key.len()) && key.bytes().all(legal))
            .map(|key| IdempotencyKey(key.to_owned()))
            .ok_or_else(|| {
                let title = "请求缺少有效的 Idempotency-Key（8至80位字母、数字、_ 或 -）";
                Problem::new(400, "idempotency_key_missing", title)
            })
    }

    /// SHA-256 in hex over caller, operation, path and body: what a repeat under the same key must have in common.
    #[must_use]
    pub fn body_hash(&self) -> String {
        let person = self.principal.as_ref().map_or("", |principal| principal.person.as_str());
        let mut hash = Sha256::new();
        for part in [person.as_bytes(), self.operation.code().as_bytes(), self.raw_path.as_bytes(), &self.body] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        hex::encode(hash.finalize())
    }

    /// A cookie by name.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let all = self.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        all.flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(found, value)| (found == name).then_some(value))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}
