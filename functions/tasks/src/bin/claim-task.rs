//! The Lambda `claim-task`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::claim_task::STEP)
}
