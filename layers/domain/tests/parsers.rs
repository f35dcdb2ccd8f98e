//! Texts from outside that become ids: whatever comes, no parser panics, and what is read is written as it came.

use domain::events::Event;
use domain::ids::PlanId;
use domain::subject::TaskId;
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_task_id_is_read_as_it_is_written_or_not_at_all(raw in "\\PC*") {
        if let Ok(id) = raw.parse::<TaskId>() {
            prop_assert_eq!(id.to_string(), raw);
        }
    }

    #[test]
    fn nearly_a_task_id_is_read_as_it_is_written_or_not_at_all(
        raw in "(plan|PLAN|budget|)[.#]?[a-z0-9-]{0,42}\\.[0-9+-]{0,6}\\.[0-9 ]{0,8}(\\.)?"
    ) {
        if let Ok(id) = raw.parse::<TaskId>() {
            prop_assert_eq!(id.to_string(), raw);
        }
    }

    #[test]
    fn every_task_id_reads_back(plan in "[a-z0-9-]{1,40}", round in 1_u32..=9_999, seq in 0_u32..=999_999) {
        let id = TaskId { subject: format!("plan.{plan}").parse().unwrap(), round, seq };
        prop_assert_eq!(id.to_string().parse::<TaskId>(), Ok(id));
    }

    #[test]
    fn an_id_cannot_part_a_key(raw in "\\PC*") {
        let read = raw.parse::<PlanId>();
        prop_assert_eq!(read.is_ok(), (1..=40).contains(&raw.len()) && raw.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')));
    }

    #[test]
    fn an_event_that_does_not_read_is_refused_and_one_that_does_has_a_hash(
        number in any::<i64>(), at in "\\PC{0,40}", act in "\\PC{0,20}", follow in "(start|resume|stop)?", n in any::<i64>()
    ) {
        let raw = serde_json::json!({
            "subject": "PLAN#1", "number": number, "act": act, "at": at, "actor": {"id": "p", "name": "甲"}, "key": "k", "body_hash": "b",
            "payload_version": n, "follow": {"kind": follow, "round": n, "from": n, "to": "x", "next": n, "attempt": n},
            "previous": "0", "hash": "0",
        });
        if let Ok(event) = serde_json::from_value::<Event>(raw) {
            prop_assert_eq!(event.computed_hash().len(), 64);
        }
    }
}
