//! The Lambda `export-budgets`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::export_budgets::STEP)
}
