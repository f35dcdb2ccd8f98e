//! The Lambda `carry-budgets`.
fn main() -> lambda::Exit {
    lambda::serve_event(budgets::carry_budgets::HANDLE)
}
