//! The Lambda `import-catalogue`.
fn main() -> lambda::Exit {
    lambda::serve_event(budgets::import_catalogue::HANDLE)
}
