//! The Lambda `remind-due`.
fn main() -> lambda::Exit {
    lambda::serve_event(tasks::remind_due::HANDLE)
}
