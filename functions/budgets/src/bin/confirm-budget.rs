//! The Lambda `confirm-budget`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::confirm_budget::STEP)
}
