//! The Lambda `release-task`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::release_task::STEP)
}
