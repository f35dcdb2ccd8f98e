//! The Lambda `advance`.
fn main() -> lambda::Exit {
    lambda::serve_event(tasks::advance::HANDLE)
}
