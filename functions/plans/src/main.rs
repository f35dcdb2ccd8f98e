//! The Lambdas of the area `plans`: `_HANDLER` names the one that is served.
fn main() -> lambda::Exit {
    lambda::serve(&plans::AREA)
}
