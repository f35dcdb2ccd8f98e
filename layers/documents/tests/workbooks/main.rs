//! Workbooks of any content: what is good is read as it was typed, what is not is refused with the reason, nothing panics,
//! and no file makes the reader use more than its limits.
#![expect(clippy::unwrap_used, reason = "what helps tests may fail as tests do")]

mod attacks;
mod made;
mod reading;
