//! The Lambda `file-plan`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::file_plan::STEP)
}
