//! The Lambda `download`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::download::STEP)
}
