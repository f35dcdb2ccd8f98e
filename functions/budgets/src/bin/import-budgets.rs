//! The Lambda `import-budgets`.
fn main() -> lambda::Exit {
    lambda::serve_event(budgets::import_budgets::HANDLE)
}
