//! The Lambda `check-budget-file`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::check_budget_file::STEP)
}
