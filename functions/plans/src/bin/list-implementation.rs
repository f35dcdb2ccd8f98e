//! The Lambda `list-implementation`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::list_implementation::STEP)
}
