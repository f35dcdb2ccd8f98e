//! The Lambda `get-budget`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::get_budget::STEP)
}
