//! The Lambda `reconcile`.
fn main() -> lambda::Exit {
    lambda::serve_event(tasks::reconcile::HANDLE)
}
