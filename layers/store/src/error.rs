//! What can go wrong with the store; the texts are for the log, never for a client.

use crate::keys::Key;

/// A failure of the store itself, as opposed to a condition that was refused.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// An item is there but is not a readable record of the wanted kind.
    #[error("corrupt item {key:?}: {why}")]
    Corrupt {
        /// Key of the item.
        key: Key,
        /// What did not read.
        why: String,
    },
    /// This function's environment does not name what it tried to use.
    #[error("{0} is not set in the environment")]
    NotConfigured(&'static str),
    /// The cursor does not decode, or belongs to another query.
    #[error("the cursor does not belong to this query")]
    BadCursor,
    /// The database did not answer or asked for patience; the same call may work later.
    #[error("{operation} is unavailable: {why}")]
    Unavailable {
        /// Name of the database operation.
        operation: &'static str,
        /// What it said.
        why: String,
    },
    /// The database refused the call, or the call could not be built: a fault of this program or its policy.
    #[error("{operation} failed: {why}")]
    Failed {
        /// Name of the database operation.
        operation: &'static str,
        /// What it said.
        why: String,
    },
}

/// Which named condition of a transaction did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The record was changed since it was read.
    StaleVersion,
    /// A record with this key is there already.
    AlreadyExists,
    /// The to-do was decided before.
    AlreadyDecided,
    /// Another act on the subject took this event number first.
    EventTaken,
    /// An account does not hold what is to be taken from it.
    InsufficientFunds {
        /// The account, in the words of the caller.
        account: String,
    },
    /// The number was given to another subject meanwhile.
    NumberTaken,
    /// The to-do is claimed by another person.
    Claimed,
    /// The record is not there any more.
    Gone,
    /// A condition with no better name, by a stable snake-case code.
    Other(&'static str),
}

/// Why a transaction was not committed; in either case nothing of it was written, unless the answer was lost.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// The first condition, by position, that did not hold.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
