//! The Lambda `presign-upload`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::presign_upload::STEP)
}
