//! Tasks (我的任务, 3.12, chapters 4 and 13): to-dos, decisions, and the machinery between the database and Step Functions.

pub mod advance;
pub mod approve_task;
mod chain;
pub mod claim_task;
pub mod consult_task;
mod decision;
pub mod flow;
pub mod flow_state;
mod follow;
pub mod get_task;
pub mod hand_over_task;
pub mod list_about;
pub mod list_done;
pub mod list_notices;
pub mod list_successors;
pub mod list_todo;
pub mod list_under_way;
pub mod open_task;
mod order;
mod pool;
pub mod reconcile;
pub mod release_task;
pub mod remind_due;
pub mod remind_task;
mod reminder;
pub mod return_task;
pub mod review_budgets;
mod review_view;
pub mod view;
pub mod withdraw_task;

use lambda::{Area, Step};

/// Every step of this area, for the API description.
pub const STEPS: &[&Step] = &[
    &list_todo::STEP,
    &list_done::STEP,
    &get_task::STEP,
    &approve_task::STEP,
    &consult_task::STEP,
    &return_task::STEP,
    &review_budgets::STEP,
    &withdraw_task::STEP,
    &remind_task::STEP,
    &hand_over_task::STEP,
    &list_successors::STEP,
    &list_under_way::STEP,
    &claim_task::STEP,
    &release_task::STEP,
    &flow_state::STEP,
    &list_about::STEP,
    &list_notices::STEP,
];

/// What the binary of this area serves.
pub const AREA: Area = Area {
    steps: STEPS,
    listeners: &[
        ("advance", advance::HANDLE),
        ("open-task", open_task::HANDLE),
        ("reconcile", reconcile::HANDLE),
        ("remind-due", remind_due::HANDLE),
    ],
};
