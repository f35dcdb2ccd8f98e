//! The Lambda `budget-terms`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::budget_terms::STEP)
}
