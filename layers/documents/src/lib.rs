//! Files that bring or take many rows at once, and what is wrong with them, row by row.
//!
//! Pure: a text comes in, rows or faults go out; who asked for it and what is done with it is the caller's.

pub mod faults;
pub mod sheet;

pub use faults::{Faults, Imported, RowFault};
pub use sheet::{Form, Row, Sheet};
