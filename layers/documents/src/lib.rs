//! Files that bring or take many rows at once, and what is wrong with them, row by row.
//!
//! Pure: a file comes in, rows or faults go out, or the other way; who asked for it and what is done with it is the caller's.

pub mod faults;
pub mod sheet;
pub mod workbook;

pub use faults::{Faults, Imported, RowFault};
pub use sheet::{Form, Row, Sheet};
