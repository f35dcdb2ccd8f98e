//! The Lambda `confirm-budgets`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::confirm_budgets::STEP)
}
