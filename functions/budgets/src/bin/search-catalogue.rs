//! The Lambda `search-catalogue`.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::search_catalogue::STEP)
}
