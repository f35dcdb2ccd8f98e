//! The Lambda `sign-out`.
fn main() -> lambda::Exit {
    lambda::serve(&identity::sign_out::STEP)
}
