//! The Lambda `get-task`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::get_task::STEP)
}
