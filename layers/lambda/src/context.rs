//! What every handler stands on: the store, the clients, the clock and randomness.

use store::{Aws, Store, StoreError};

use crate::problem::Problem;

/// Made once for each process, in init.
pub struct Context {
    /// The database.
    pub store: Store,
    /// What clients of other AWS services are built from: `aws_sdk_sfn::Client::new(&context.aws.sdk)`.
    pub aws: Aws,
}

impl Context {
    /// From the environment.
    ///
    /// # Errors
    /// When region or credentials are missing.
    pub fn from_env() -> Result<Self, StoreError> {
        let aws = Aws::from_env()?;
        Ok(Self { store: Store::from_env(&aws), aws })
    }

    /// The instant of now, to the millisecond: what is stored beside it shall be small.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        let now = jiff::Timestamp::now();
        jiff::Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    /// 256 random bits, e.g. for a session.
    ///
    /// # Errors
    /// 500 when the system has no randomness to give.
    pub fn new_secret(&self) -> Result<[u8; 32], Problem> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| Problem::internal(error.to_string()))?;
        Ok(bytes)
    }

    /// A setting of the environment, e.g. the name of a bucket.
    ///
    /// # Errors
    /// 500 when it is not set.
    pub fn setting(&self, name: &'static str) -> Result<String, Problem> {
        let value = std::env::var(name).ok().filter(|value| !value.is_empty());
        value.ok_or_else(|| Problem::from(StoreError::NotConfigured(name)))
    }
}
