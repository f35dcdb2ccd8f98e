//! The Lambda `mark-budget-file`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::mark_budget_file::STEP)
}
