//! The data of a chain, changed anywhere to anything: it reads, or is told, and never panics.

use chains::Definition;
use proptest::prelude::*;
use serde_json::Value;

const REAL: &str = include_str!("../data/plan-approval.json");

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop_oneof!["Revise", "DemandLead", "Filing", "Finished", "send", "return", "stay", "pool", "region"]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|map| map.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

/// The pointer of every value within.
fn places(value: &Value, here: &str, all: &mut Vec<String>) {
    all.push(here.to_owned());
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                places(member, &format!("{here}/{}", name.replace('~', "~0").replace('/', "~1")), all);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                places(item, &format!("{here}/{n}"), all);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        prop_assert!(Definition::read(&text).map_or(true, |chain| !chain.faults.is_empty() || chain.steps.is_empty()));
    }

    #[test]
    fn the_real_chain_with_a_value_changed_is_read_or_refused(at in any::<prop::sample::Index>(), value in json()) {
        let mut chain: Value = serde_json::from_str(REAL).unwrap();
        let mut all = Vec::new();
        places(&chain, "", &mut all);
        let place: &String = at.get(&all);
        if let Some(place) = chain.pointer_mut(place) {
            *place = value;
        }
        if let Ok(read) = Definition::read(&chain.to_string()) {
            for step in read.steps.keys() {
                let _role = read.role_of(step);
            }
        }
    }

    #[test]
    fn a_step_that_is_left_out_is_missed(n in any::<prop::sample::Index>()) {
        let mut chain: Value = serde_json::from_str(REAL).unwrap();
        let steps = chain.pointer_mut("/steps").and_then(Value::as_array_mut).unwrap();
        steps.remove(n.index(steps.len()));
        prop_assert!(Definition::read(&chain.to_string()).map_or(true, |chain| !chain.faults.is_empty()));
    }
}
