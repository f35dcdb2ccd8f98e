//! The Lambda `verify-upload`.
fn main() -> lambda::Exit {
    lambda::serve_event(plans::verify_upload::HANDLE)
}
