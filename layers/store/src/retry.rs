//! Which failures are worth another try, and how long to wait before it.

use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

use crate::error::StoreError;

/// Tries of one call, the first included, on top of the SDK's own.
pub(crate) const TRIES: u32 = 6;
/// No further try is begun after this long: less than one call may take, so that a silent database is asked once.
pub(crate) const PATIENCE: Duration = Duration::from_secs(4);

/// Kinds of failure of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// No answer: connection, time-out, or an answer that broke off. The call may have worked.
    NoAnswer,
    /// Asked to slow down.
    Throttled,
    /// The service failed.
    Server,
    /// Another transaction held one of the items.
    Conflict,
    /// The same transaction is still running.
    InProgress,
    /// Refused for good: validation, permission, missing table, unbuildable call.
    Refused,
}

impl Trouble {
    /// Whether the same call may work in a moment.
    pub(crate) const fn retryable(self) -> bool {
        match self {
            Self::NoAnswer | Self::Throttled | Self::Server | Self::Conflict | Self::InProgress => true,
            Self::Refused => false,
        }
    }

    /// By the code that the service gave.
    pub(crate) fn of_code(code: &str) -> Self {
        match code {
            "ProvisionedThroughputExceededException"
            | "ProvisionedThroughputExceeded"
            | "RequestLimitExceeded"
            | "ThrottlingException"
            | "ThrottlingError"
            | "LimitExceededException" => Self::Throttled,
            "InternalServerError" | "InternalFailure" | "ServiceUnavailable" => Self::Server,
            "TransactionConflictException" | "TransactionConflict" | "ReplicatedWriteConflictException" => {
                Self::Conflict
            }
            "TransactionInProgressException" => Self::InProgress,
            _ => Self::Refused,
        }
    }

    /// The error of a call that is given up.
    pub(crate) fn into_error(self, operation: &'static str, why: String) -> StoreError {
        if self.retryable() {
            StoreError::Unavailable { operation, why }
        } else {
            StoreError::Failed { operation, why }
        }
    }
}

/// The kind of an SDK error, and its text for the log.
pub(crate) fn trouble<E, R>(error: &SdkError<E, R>) -> (Trouble, String)
where
    E: ProvideErrorMetadata,
{
    match error {
        SdkError::ServiceError(service) => {
            let code = service.err().code().unwrap_or("without code");
            (Trouble::of_code(code), format!("{code}: {}", service.err().message().unwrap_or_default()))
        }
        SdkError::TimeoutError(_) => (Trouble::NoAnswer, "timed out".to_owned()),
        SdkError::DispatchFailure(failure) => (Trouble::NoAnswer, format!("not sent: {failure:?}")),
        SdkError::ResponseError(_) => (Trouble::NoAnswer, "the answer broke off".to_owned()),
        SdkError::ConstructionFailure(failure) => (Trouble::Refused, format!("not built: {failure:?}")),
        _ => (Trouble::Refused, "unknown kind of SDK error".to_owned()),
    }
}

/// The store error of an SDK error.
pub(crate) fn store_error<E, R>(operation: &'static str, error: &SdkError<E, R>) -> StoreError
where
    E: ProvideErrorMetadata,
{
    let (kind, why) = trouble(error);
    kind.into_error(operation, why)
}

/// Wait a random time below a limit that doubles with each try (counted from 0): 50 ms to 800 ms.
pub(crate) async fn back_off(tried: u32) {
    let most = 50_u64 << tried.min(4);
    let random = getrandom::u64().unwrap_or(most);
    tokio::time::sleep(Duration::from_millis(random.checked_rem(most).unwrap_or(most))).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_is_tried_again_and_a_denied_call_is_not() {
        assert!(Trouble::of_code("TransactionConflict").retryable());
        assert!(Trouble::of_code("ThrottlingError").retryable());
        assert!(!Trouble::of_code("AccessDeniedException").retryable());
        assert!(!Trouble::of_code("ValidationException").retryable());
    }
}
