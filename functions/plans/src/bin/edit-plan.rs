//! The Lambda `edit-plan`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::edit_plan::STEP)
}
