//! The Lambda `list-budgets`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::list_budgets::STEP)
}
