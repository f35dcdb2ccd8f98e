//! The Lambda `review-budgets`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::review_budgets::STEP)
}
