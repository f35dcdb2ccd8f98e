//! The Lambda `remind-task`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::remind_task::STEP)
}
