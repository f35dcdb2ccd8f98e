//! Who uses the system (chapter 1): signing in and out, who is signed in, whom a step can be sent to, and the import of
//! regions, units, departments and people.

pub mod authorizer;
pub mod change_password;
pub mod import_organisation;
pub mod list_organisations;
mod menu;
mod organisation;
pub mod password;
pub mod people_of_step;
mod resolve;
mod session;
pub mod sign_in;
pub mod sign_out;
pub mod who_am_i;

use lambda::{Area, Step};

/// Every step of this area, for the API description.
pub const STEPS: &[&Step] = &[
    &sign_in::STEP,
    &sign_out::STEP,
    &change_password::STEP,
    &who_am_i::STEP,
    &people_of_step::STEP,
    &list_organisations::STEP,
];

/// What the binary of this area serves.
pub const AREA: Area = Area {
    steps: STEPS,
    listeners: &[("authorizer", authorizer::HANDLE), ("import-organisation", import_organisation::HANDLE)],
};
