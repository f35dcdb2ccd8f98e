//! The Lambda `discard-plan`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::discard_plan::STEP)
}
