//! The Lambda `import-calendar`.
fn main() -> lambda::Exit {
    lambda::serve_event(budgets::import_calendar::HANDLE)
}
