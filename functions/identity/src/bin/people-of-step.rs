//! The Lambda `people-of-step`.
fn main() -> lambda::Exit {
    lambda::serve(&identity::people_of_step::STEP)
}
