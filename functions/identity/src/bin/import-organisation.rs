//! The Lambda `import-organisation`.
fn main() -> lambda::Exit {
    lambda::serve_event(identity::import_organisation::HANDLE)
}
