//! The Lambdas of the area `tasks`: `_HANDLER` names the one that is served.
fn main() -> lambda::Exit {
    lambda::serve(&tasks::AREA)
}
