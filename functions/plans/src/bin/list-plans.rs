//! The Lambda `list-plans`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::list_plans::STEP)
}
