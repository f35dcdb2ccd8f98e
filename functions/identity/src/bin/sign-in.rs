//! The Lambda `sign-in`.
fn main() -> lambda::Exit {
    lambda::serve(&identity::sign_in::STEP)
}
