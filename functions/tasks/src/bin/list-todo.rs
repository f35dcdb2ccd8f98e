//! The Lambda `list-todo`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::list_todo::STEP)
}
