//! The Lambda `add-budget`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::add_budget::STEP)
}
