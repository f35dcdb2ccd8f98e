//! The Lambda `preview-rollover`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::preview_rollover::STEP)
}
