//! The Lambda `authorizer`.
fn main() -> lambda::Exit {
    lambda::serve_event(identity::authorizer::HANDLE)
}
