//! The Lambda `list-notices`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::list_notices::STEP)
}
