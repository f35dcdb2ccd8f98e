//! The Lambda `create-plan`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::create_plan::STEP)
}
