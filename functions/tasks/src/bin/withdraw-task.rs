//! The Lambda `withdraw-task`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::withdraw_task::STEP)
}
