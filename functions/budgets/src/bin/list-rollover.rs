//! The Lambda `list-rollover`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::list_rollover::STEP)
}
