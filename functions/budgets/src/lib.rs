//! Budgets (预算管理, chapter 2) and the catalogue of items that they are entered by.

mod act;
pub mod add_budget;
pub mod adjust_budget;
pub mod batch_units;
mod budget_file;
mod budget_import;
mod budget_rows;
mod budget_sheet;
pub mod budget_terms;
pub mod cancel_budget;
pub mod carry_budgets;
mod catalogue;
pub mod check_budget_file;
pub mod confirm_budget;
pub mod confirm_budgets;
mod confirmation;
pub mod delete_budget;
pub mod detail;
pub mod edit_budget;
mod entered;
pub mod export_budgets;
pub mod get_budget;
pub mod get_budget_template;
pub mod get_rollover;
pub mod import_budget_file;
pub mod import_budgets;
pub mod import_calendar;
pub mod import_catalogue;
pub mod list_budgets;
pub mod list_entries;
pub mod list_rollover;
pub mod mark_budget_file;
pub mod preview_rollover;
mod rollover_view;
pub mod search_catalogue;
pub mod view;

use lambda::{Area, Step};

/// Every step of this area, for the API description.
pub const STEPS: &[&Step] = &[
    &add_budget::STEP,
    &edit_budget::STEP,
    &confirm_budget::STEP,
    &confirm_budgets::STEP,
    &cancel_budget::STEP,
    &adjust_budget::STEP,
    &delete_budget::STEP,
    &list_budgets::STEP,
    &get_budget::STEP,
    &budget_terms::STEP,
    &list_entries::STEP,
    &export_budgets::STEP,
    &get_budget_template::STEP,
    &check_budget_file::STEP,
    &mark_budget_file::STEP,
    &import_budget_file::STEP,
    &search_catalogue::STEP,
    &preview_rollover::STEP,
    &get_rollover::STEP,
    &list_rollover::STEP,
];

/// What the binary of this area serves.
pub const AREA: Area = Area {
    steps: STEPS,
    listeners: &[
        ("batch-units", batch_units::HANDLE),
        ("carry-budgets", carry_budgets::HANDLE),
        ("import-budgets", import_budgets::HANDLE),
        ("import-calendar", import_calendar::HANDLE),
        ("import-catalogue", import_catalogue::HANDLE),
    ],
};
