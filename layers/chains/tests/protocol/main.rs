//! The protocol between table, stream, state machine and reconciler, explored whole within a bound: a chain of three steps, decisions,
//! withdrawals and returns, with deliveries lost, repeated and reordered, and functions killed on their way.
//!
//! The transitions call the functions that the Lambdas call. `DECISIONS=3 KILLS=2 cargo test --release -p chains --test protocol --
//! --nocapture` explores a larger bound.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what people do and stops where it fails"
)]

mod world;

use std::io::Write;

use stateright::{Checker, HasDiscoveries, Model, Property};

use world::{Act, Bound, Mutant, One, Step};

/// What must hold of every state.
const RULES: [&str; 3] = [
    "one open to-do at most, where the header says",
    "no decision is made twice or lost",
    "left alone it comes to rest",
];

struct Protocol {
    subjects: usize,
    bound: Bound,
    mutant: Option<Mutant>,
}

impl Model for Protocol {
    type State = Vec<One>;
    type Action = (usize, Step);

    fn init_states(&self) -> Vec<Self::State> {
        vec![vec![One::new(self.bound, self.mutant); self.subjects]]
    }

    fn actions(&self, state: &Self::State, actions: &mut Vec<Self::Action>) {
        for (n, one) in state.iter().enumerate() {
            actions.extend(one.steps().into_iter().map(|step| (n, step)));
        }
    }

    fn next_state(&self, last: &Self::State, (n, step): Self::Action) -> Option<Self::State> {
        let mut next = last.clone();
        next[n] = next[n].after(&step);
        (next != *last).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(RULES[0], |_: &Self, state: &Vec<One>| state.iter().all(One::is_in_one_place)),
            Property::always(RULES[1], |_: &Self, state: &Vec<One>| state.iter().all(One::keeps_its_decisions)),
            Property::always(RULES[2], |_: &Self, state: &Vec<One>| state.iter().all(One::comes_to_rest)),
            Property::sometimes("a chain ends", |_: &Self, state: &Vec<One>| state.iter().any(One::has_ended)),
            Property::sometimes("a submission is withdrawn", |_: &Self, state: &Vec<One>| {
                state.iter().any(One::was_withdrawn)
            }),
            Property::sometimes("an execution is started anew", |_: &Self, state: &Vec<One>| {
                state.iter().any(One::was_restarted)
            }),
        ]
    }
}

fn setting(name: &str, otherwise: u8) -> u8 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// Told past the harness, so that every run says what was explored.
fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "protocol: {words}");
}

fn explored(subjects: usize, bound: Bound, mutant: Option<Mutant>) -> impl Checker<Protocol> {
    Protocol { subjects, bound, mutant }
        .checker()
        .threads(2)
        .finish_when(HasDiscoveries::AnyFailures)
        .spawn_bfs()
        .join()
}

#[test]
fn within_the_bound_nothing_goes_wrong() {
    let bound = Bound {
        decisions: setting("DECISIONS", 2),
        withdrawals: setting("WITHDRAWALS", 1),
        kills: setting("KILLS", 2),
    };
    let one = explored(1, bound, None);
    say(&format!("one subject, {bound:?}: {} states", one.unique_state_count()));
    one.assert_properties();
    // Two share nothing but the reconciler: their product adds no standing of one that is not seen above.
    let small = Bound { decisions: 1, withdrawals: 0, kills: 0 };
    let subjects = usize::from(setting("SUBJECTS", 2));
    let more = explored(subjects, small, None);
    say(&format!("{subjects} subjects, {small:?}: {} states", more.unique_state_count()));
    RULES.iter().for_each(|rule| more.assert_no_discovery(rule));
}

#[test]
fn each_rule_left_out_is_missed() {
    for mutant in Mutant::ALL {
        let bound = Bound { decisions: 2, withdrawals: 1, kills: 1 };
        let found = explored(1, bound, Some(mutant));
        let wrong: Vec<_> = found.discoveries().into_keys().filter(|name| RULES.contains(name)).collect();
        assert!(!wrong.is_empty(), "{mutant:?} is not noticed");
    }
}

#[test]
fn what_is_explored_is_what_people_do() {
    let one = One::new(Bound { decisions: 2, withdrawals: 1, kills: 0 }, None);
    assert_eq!(one.steps(), [Step::Begin(Act::Submit)]);
}
