//! The Lambda `delete-budget`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::delete_budget::STEP)
}
