//! The Lambda `refuse-filing`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::refuse_filing::STEP)
}
