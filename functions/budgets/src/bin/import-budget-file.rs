//! The Lambda `import-budget-file`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::import_budget_file::STEP)
}
