//! The Lambda `open-task`.
fn main() -> lambda::Exit {
    lambda::serve_event(tasks::open_task::HANDLE)
}
