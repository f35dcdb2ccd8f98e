//! Supplier questions (供应商质疑, 3.13): a supplier's letter about a filed project, and the answer to it.

pub mod discard_question;
pub mod get_question;
pub mod list_questions;
pub mod raise_question;
pub mod save_answer;
pub mod save_question;
pub mod submit_question;
pub mod view;

use lambda::{Area, Step};

/// Every step of this area, for the API description.
pub const STEPS: &[&Step] = &[
    &raise_question::STEP,
    &save_question::STEP,
    &submit_question::STEP,
    &discard_question::STEP,
    &list_questions::STEP,
    &get_question::STEP,
    &save_answer::STEP,
];

/// What the binary of this area serves.
pub const AREA: Area = Area { steps: STEPS, listeners: &[] };
