//! The Lambda `submit-plan`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::submit_plan::STEP)
}
