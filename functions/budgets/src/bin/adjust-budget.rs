//! The Lambda `adjust-budget`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::adjust_budget::STEP)
}
