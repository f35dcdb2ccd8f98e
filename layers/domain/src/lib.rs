//! The rules of government procurement as pure types and functions: no clock, no randomness, no I/O of its own.
//!
//! Times, actors and new ids are arguments; what is refused is a [`problem::Fault`] with a stable code.

pub mod access;
pub mod budget;
pub mod calendar;
pub mod catalogue;
pub mod events;
pub mod identity;
pub mod ids;
pub mod ledger;
pub mod lockout;
pub mod money;
pub mod numbers;
pub mod organisation;
pub mod plan;
pub mod problem;
pub mod question;
pub mod subject;
pub mod text;
pub mod upload;
pub mod warning;
