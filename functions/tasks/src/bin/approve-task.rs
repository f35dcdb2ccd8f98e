//! The Lambda `approve-task`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::approve_task::STEP)
}
