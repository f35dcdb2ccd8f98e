//! The Lambdas of the area `questions`: `_HANDLER` names the one that is served.
fn main() -> lambda::Exit {
    lambda::serve(&questions::AREA)
}
