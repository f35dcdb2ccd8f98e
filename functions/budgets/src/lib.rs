//! Budgets (预算管理, chapter 2) and the catalogue of items that they are entered by.

pub mod add_budget;
pub mod confirm_budget;
pub mod view;

use lambda::Step;

/// Every step of this area, for the API description.
pub const STEPS: &[&Step] = &[&add_budget::STEP, &confirm_budget::STEP];
