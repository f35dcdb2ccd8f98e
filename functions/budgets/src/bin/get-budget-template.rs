//! The Lambda `get-budget-template`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::get_budget_template::STEP)
}
