//! The Lambda `consult-task`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::consult_task::STEP)
}
