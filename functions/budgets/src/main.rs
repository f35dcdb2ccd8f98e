//! The Lambdas of the area `budgets`: `_HANDLER` names the one that is served.
fn main() -> lambda::Exit {
    lambda::serve(&budgets::AREA)
}
