//! The Lambda `get-rollover`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::get_rollover::STEP)
}
