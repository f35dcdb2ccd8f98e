//! Plans (计划管理, chapter 3): drafts, submission, edits under way, attachments, and the implementation table (5.1).

mod act;
pub mod create_plan;
pub mod discard_plan;
pub mod discard_warning;
pub mod download;
pub mod edit_plan;
pub mod get_plan;
pub mod get_upload;
pub mod get_warning;
pub mod list_implementation;
pub mod list_plans;
mod load;
mod post_form;
pub mod presign_upload;
pub mod raise_warning;
pub mod save_plan;
pub mod save_warning;
pub mod submit_plan;
pub mod submit_warning;
pub mod verify_upload;
pub mod view;
mod warning_view;

use lambda::{Area, Step};

/// Every step of this area, for the API description.
pub const STEPS: &[&Step] = &[
    &create_plan::STEP,
    &save_plan::STEP,
    &discard_plan::STEP,
    &get_plan::STEP,
    &list_plans::STEP,
    &submit_plan::STEP,
    &edit_plan::STEP,
    &list_implementation::STEP,
    &raise_warning::STEP,
    &save_warning::STEP,
    &submit_warning::STEP,
    &discard_warning::STEP,
    &get_warning::STEP,
    &presign_upload::STEP,
    &get_upload::STEP,
    &download::STEP,
];

/// What the binary of this area serves.
pub const AREA: Area = Area { steps: STEPS, listeners: &[("verify-upload", verify_upload::HANDLE)] };
