//! The Lambda `save-plan`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::save_plan::STEP)
}
