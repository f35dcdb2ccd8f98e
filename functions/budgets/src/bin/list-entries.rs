//! The Lambda `list-entries`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::list_entries::STEP)
}
