//! The Lambda `who-am-i`.
fn main() -> lambda::Exit {
    lambda::serve(&identity::who_am_i::STEP)
}
