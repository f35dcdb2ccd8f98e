//! The Lambda `return-task`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::return_task::STEP)
}
