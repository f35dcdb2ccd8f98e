//! Clients from the environment: one HTTP client for all services, static credentials, no provider chain.
//!
//! The default chain costs some 25 ms of a cold start; Lambda hands credentials and region over in the environment.

use std::sync::OnceLock;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region, SharedHttpClient};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_types::SdkConfig;

use crate::error::StoreError;

static HTTP: OnceLock<SharedHttpClient> = OnceLock::new();

/// Longest wait for one attempt of a call.
const ATTEMPT: Duration = Duration::from_secs(3);
/// Longest wait for a call with all its attempts: a function that answers people has ten seconds, and has to say in
/// them that nothing came.
const CALL: Duration = Duration::from_secs(5);
/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(1);

pub(crate) fn variable(name: &'static str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The HTTP client that every SDK client of this process shares: rustls with ring, roots of the system.
///
/// With a plain `http://` endpoint the roots are not read at all.
#[must_use]
pub fn http_client() -> SharedHttpClient {
    HTTP.get_or_init(|| {
        let provider = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
        let plain = variable("AWS_ENDPOINT_URL").is_some_and(|url| url.starts_with("http://"));
        match TlsContext::builder().with_trust_store(TrustStore::empty()).build() {
            Ok(no_roots) if plain => provider.tls_context(no_roots).build_https(),
            _ => provider.build_https(),
        }
    })
    .clone()
}

/// What any AWS client of a function is built from, e.g. `aws_sdk_sfn::Client::new(&aws.sdk)`.
#[derive(Clone)]
pub struct Aws {
    /// For the `new(&SdkConfig)` of every SDK client: retries, timeouts, HTTP client and the fields below.
    pub sdk: SdkConfig,
    /// Credentials of the function's role.
    pub credentials: Credentials,
    /// Region, e.g. `cn-north-1`.
    pub region: String,
    /// Endpoint of a local stack; `None` on AWS.
    pub endpoint: Option<String>,
}

impl Aws {
    /// From `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_ENDPOINT_URL`.
    ///
    /// # Errors
    /// [`StoreError::NotConfigured`] names the one that is missing; token and endpoint are optional.
    pub fn from_env() -> Result<Self, StoreError> {
        let need = |name| variable(name).ok_or(StoreError::NotConfigured(name));
        let region = need("AWS_REGION").or_else(|missing| variable("AWS_DEFAULT_REGION").ok_or(missing))?;
        let credentials = Credentials::new(
            need("AWS_ACCESS_KEY_ID")?,
            need("AWS_SECRET_ACCESS_KEY")?,
            variable("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        let endpoint = variable("AWS_ENDPOINT_URL");
        let mut sdk = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(http_client())
            .credentials_provider(SharedCredentialsProvider::new(credentials.clone()))
            .region(Region::new(region.clone()))
            .timeout_config(
                TimeoutConfig::builder()
                    .operation_timeout(CALL)
                    .operation_attempt_timeout(ATTEMPT)
                    .connect_timeout(CONNECT)
                    .build(),
            )
            .retry_config(RetryConfig::standard().with_max_attempts(3));
        sdk.set_endpoint_url(endpoint.clone());
        Ok(Self { sdk: sdk.build(), credentials, region, endpoint })
    }
}

/// A table of the system; IAM is by table, so what must be kept apart is a table of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// The state: subjects, to-dos, accounts, reference data.
    Records,
    /// What happened, append-only.
    Events,
    /// Who people are and what they may act as, for the identity functions alone. In `Records` lies the directory in which others
    /// find them; it gives nobody anything.
    People,
    /// Password hashes, for the identity functions alone.
    Credentials,
    /// Sessions with a time to live, for the identity functions alone.
    Sessions,
}

impl Table {
    /// The environment variable with its name.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        match self {
            Self::Records => "RECORDS_TABLE",
            Self::Events => "EVENTS_TABLE",
            Self::People => "PEOPLE_TABLE",
            Self::Credentials => "CREDENTIALS_TABLE",
            Self::Sessions => "SESSIONS_TABLE",
        }
    }
}

/// The database, with the tables this function knows of.
#[derive(Clone)]
pub struct Store {
    pub(crate) client: Client,
    records: Option<String>,
    events: Option<String>,
    people: Option<String>,
    credentials: Option<String>,
    sessions: Option<String>,
}

impl Store {
    /// With the table names of the environment, each optional: a missing one is an error only when it is used.
    #[must_use]
    pub fn from_env(aws: &Aws) -> Self {
        let named = |table: Table| variable(table.variable());
        Self {
            client: Client::new(&aws.sdk),
            records: named(Table::Records),
            events: named(Table::Events),
            people: named(Table::People),
            credentials: named(Table::Credentials),
            sessions: named(Table::Sessions),
        }
    }

    pub(crate) fn name(&self, table: Table) -> Result<&str, StoreError> {
        let name = match table {
            Table::Records => &self.records,
            Table::Events => &self.events,
            Table::People => &self.people,
            Table::Credentials => &self.credentials,
            Table::Sessions => &self.sessions,
        };
        name.as_deref().ok_or(StoreError::NotConfigured(table.variable()))
    }
}
