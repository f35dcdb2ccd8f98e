//! Checks histories offline (审计): from an export of the tables, without any access to them.
//!
//! A line holds one item in DynamoDB's JSON, bare or under `Item` as the export to S3 writes it. Events are checked by
//! subject; a subject's header, where it is among the lines, tells how far its history has to go.

use std::collections::{BTreeMap, BTreeSet};

use domain::events::{Event, History, verify};
use serde::Deserialize;
use serde_dynamo::Item;
use serde_json::Value;

/// What was read and what is wrong with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Subjects with events.
    pub subjects: usize,
    /// Their events.
    pub events: usize,
    /// Subjects whose header was not among the lines: a truncated history of theirs cannot be found.
    pub without_head: usize,
    /// A sentence for each fault: the subject, and the first event that is wrong.
    pub faults: Vec<String>,
}

#[derive(Deserialize)]
struct Head {
    history: History,
}

/// Checks everything that `lines` hold. A line that does not read is a fault.
pub fn check(lines: impl IntoIterator<Item = String>) -> Report {
    let mut events: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let mut heads: BTreeMap<String, History> = BTreeMap::new();
    let mut report = Report::default();
    for (index, line) in lines.into_iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match read(&line) {
            Ok(Read::Event(event)) => events.entry(event.subject.clone()).or_default().push(*event),
            Ok(Read::Head(subject, history)) => drop(heads.insert(subject, history)),
            Ok(Read::Other) => {}
            Err(why) => report.faults.push(format!("line {}: {why}", index + 1)),
        }
    }
    let subjects: BTreeSet<&String> = events.keys().chain(heads.keys()).collect();
    for subject in subjects {
        let mut all: Vec<&Event> = events.get(subject).into_iter().flatten().collect();
        all.sort_by_key(|event| event.number);
        let newest = || History {
            events: all.last().map_or(0, |event| event.number),
            last_hash: all.last().map_or_else(String::new, |event| event.hash.clone()),
        };
        let head = heads.get(subject).cloned().unwrap_or_else(newest);
        report.without_head += usize::from(!heads.contains_key(subject));
        report.subjects += 1;
        report.events += all.len();
        if let Err(fault) = verify(all, &head) {
            report.faults.push(format!("{subject}: {fault}"));
        }
    }
    report
}

enum Read {
    Event(Box<Event>),
    Head(String, History),
    Other,
}

fn read(line: &str) -> Result<Read, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let value = value.get("Item").cloned().unwrap_or(value);
    let item: Item = serde_json::from_value(value).map_err(|error| error.to_string())?;
    let text = |name: &str| match item.get(name) {
        Some(serde_dynamo::AttributeValue::S(text)) => Some(text.clone()),
        _ => None,
    };
    let (entity, pk) = (text("entity"), text("pk"));
    match (entity.as_deref(), pk) {
        (Some("event"), _) => {
            let event = serde_dynamo::from_item(item).map_err(|error| error.to_string())?;
            Ok(Read::Event(Box::new(event)))
        }
        (_, Some(pk)) if item.contains_key("history") => {
            let head: Head = serde_dynamo::from_item(item).map_err(|error| error.to_string())?;
            Ok(Read::Head(pk, head.history))
        }
        _ => Ok(Read::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::events::Act;
    use serde_json::json;

    /// Three events of a subject and its header, as an export has them.
    fn export() -> Vec<String> {
        let mut history = History::default();
        let mut items: Vec<Value> = (0..3)
            .map(|n| {
                let event = history.record(
                    "PLAN#1",
                    Act {
                        act: "plan_saved",
                        at: jiff::Timestamp::UNIX_EPOCH,
                        actor: serde_json::from_value(json!({"id": "p1", "name": "林晓"})).unwrap(),
                        key: format!("key-{n}"),
                        body_hash: "b".into(),
                        answer: json!({"version": n, "note": null}),
                        payload: json!({"opinion": "同意", "amounts": [1, 2], "more": {}}),
                        follow: None,
                    },
                );
                dynamo_json(&json!(event), &[("entity", json!("event")), ("pk", json!("PLAN#1"))])
            })
            .collect();
        let head = json!({"history": history});
        items.push(dynamo_json(&head, &[("entity", json!("plan")), ("pk", json!("PLAN#1"))]));
        items.into_iter().map(|item| json!({"Item": item}).to_string()).collect()
    }

    fn dynamo_json(value: &Value, more: &[(&str, Value)]) -> Value {
        let mut item: Item = serde_dynamo::to_item(value).unwrap();
        for (name, value) in more {
            item.inner_mut().insert((*name).to_owned(), serde_dynamo::to_attribute_value(value).unwrap());
        }
        serde_json::to_value(item).unwrap()
    }

    #[test]
    fn a_true_history_is_found_whole_in_any_order_of_lines() {
        let mut lines = export();
        lines.reverse();
        assert_eq!(check(lines), Report { subjects: 1, events: 3, ..Report::default() });
    }

    #[test]
    fn the_first_bad_event_is_named() {
        let first_fault = |lines: Vec<String>| check(lines).faults.remove(0);
        let mut changed = export();
        changed[1] = changed[1].replace("同意", "不同意");
        assert_eq!(first_fault(changed), "PLAN#1: event 2 was changed");
        let mut dropped = export();
        dropped.remove(0);
        assert_eq!(first_fault(dropped), "PLAN#1: event 1 does not follow the one before");
        let mut truncated = export();
        truncated.remove(2);
        assert_eq!(first_fault(truncated), "PLAN#1: the chain ends after event 2, but more had been stored");
        let mut garbled = export();
        garbled[0] = "{".into();
        assert!(first_fault(garbled).starts_with("line 1: "));
    }

    #[test]
    fn without_its_header_a_subject_is_counted_as_such() {
        let mut lines = export();
        lines.pop();
        assert_eq!(check(lines).without_head, 1);
    }
}
