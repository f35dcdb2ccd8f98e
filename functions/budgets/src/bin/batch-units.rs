//! The Lambda `batch-units`.
fn main() -> lambda::Exit {
    lambda::serve_event(budgets::batch_units::HANDLE)
}
