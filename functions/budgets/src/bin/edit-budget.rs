//! The Lambda `edit-budget`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::edit_budget::STEP)
}
