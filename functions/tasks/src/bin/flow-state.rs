//! The Lambda `flow-state`.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::flow_state::STEP)
}
