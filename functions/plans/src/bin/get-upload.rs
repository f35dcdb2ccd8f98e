//! The Lambda `get-upload`.
fn main() -> lambda::Exit {
    lambda::serve(&plans::get_upload::STEP)
}
