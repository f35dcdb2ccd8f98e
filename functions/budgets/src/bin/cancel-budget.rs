//! The Lambda `cancel-budget`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::cancel_budget::STEP)
}
