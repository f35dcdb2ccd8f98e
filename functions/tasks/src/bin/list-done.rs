//! The Lambda `list-done`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::list_done::STEP)
}
