//! The Lambda `get-plan`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::get_plan::STEP)
}
