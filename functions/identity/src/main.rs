//! The Lambdas of the area `identity`: `_HANDLER` names the one that is served.
fn main() -> lambda::Exit {
    lambda::serve(&identity::AREA)
}
