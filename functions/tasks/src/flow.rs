//! The flow state (流转状态) put together: to-dos in order, each with the opinion that the history keeps.

use std::collections::HashMap;

use chains::{Definition, Todo};
use domain::calendar::today;
use domain::events::Event;
use domain::identity::Actor;
use domain::plan::Change;
use domain::subject::TaskId;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::records::HomeNames;

use crate::view::{EndedView, TodoView};

/// A step of the way so far.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FlowStep {
    /// The to-do.
    pub todo: TodoView,
    /// The round: each submission from a draft begins one, from 1.
    pub round: u32,
    /// How it ended; absent while it is open.
    pub ended: Option<EndedView>,
    /// The Chinese name of the step it went to; absent while it is open and at an end.
    pub to_label: Option<String>,
    /// How long it lay there, so far if it is open, in seconds.
    pub seconds: i64,
    /// The opinion (办理意见).
    pub opinion: Option<String>,
    /// The version of the subject that the opinion was given on.
    pub content_version: Option<u64>,
}

/// An edit under way (修改痕迹).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EditView {
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub by: Actor,
    /// The Chinese name of the step at which (环节).
    pub label: String,
    /// Every field that was changed, before and after.
    pub changes: Vec<Change>,
}

/// What the payload of a decision says for the flow state.
#[derive(Debug, Default, Deserialize)]
struct Said {
    task: Option<TaskId>,
    decision: Option<serde_json::Value>,
    opinion: Option<String>,
    content_version: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct Edited {
    #[serde(default)]
    label: String,
    changes: Vec<Change>,
}

/// The opinion that a decision was given with.
pub(crate) fn opinion_of(event: &Event) -> Option<String> {
    Said::deserialize(&event.payload).ok()?.opinion
}

/// The to-dos that `events` decided on.
pub(crate) fn decided(events: &[Event]) -> Vec<TaskId> {
    let said = events.iter().filter_map(|event| Said::deserialize(&event.payload).ok());
    said.filter(|said| said.decision.is_some()).filter_map(|said| said.task).collect()
}

/// The steps in order, with the opinions of `events`.
pub(crate) fn steps(
    todos: &[Todo],
    events: &[Event],
    (chain, names): (&Definition, &HomeNames),
    now: Timestamp,
) -> Vec<FlowStep> {
    let said = events.iter().filter_map(|event| Said::deserialize(&event.payload).ok());
    let mut said: HashMap<TaskId, Said> =
        said.filter(|said| said.decision.is_some()).filter_map(|said| Some((said.task.clone()?, said))).collect();
    let step = |todo: &Todo| {
        let said = said.remove(&todo.id).unwrap_or_default();
        let ended = todo.ended.as_ref();
        let to = ended.and_then(|ended| chain.steps.get(&ended.decision.to));
        FlowStep {
            todo: TodoView::new(todo, names, today(now)),
            round: todo.id.round,
            ended: ended.map(EndedView::from),
            to_label: to.map(|step| step.label.clone()),
            seconds: ended.map_or(now, |ended| ended.at).duration_since(todo.opened_at).as_secs().max(0),
            opinion: said.opinion,
            content_version: said.content_version,
        }
    };
    todos.iter().map(step).collect()
}

/// The edits in order.
pub(crate) fn edits(events: &[Event]) -> Vec<EditView> {
    let edit = |event: &Event| {
        let Edited { label, changes } =
            Edited::deserialize(&event.payload).ok().filter(|edit| !edit.changes.is_empty())?;
        Some(EditView { at: event.at.to_string(), by: event.actor.clone(), label, changes })
    };
    events.iter().filter_map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chains::fact::FactChange;
    use chains::{Decision, Kind, Task};
    use domain::calendar::DueDay;
    use domain::events::{Act, History};
    use domain::subject::{Subject, SubjectKind};
    use serde_json::{Value, json};

    fn at(minute: u8) -> Timestamp {
        format!("2026-03-02T01:{minute:02}:00Z").parse().unwrap()
    }

    fn actor(id: &str) -> Actor {
        serde_json::from_value(json!({"id": id, "name": "林晓"})).unwrap()
    }

    fn todo(seq: u32) -> Todo {
        let step = chains::chain_of(SubjectKind::Plan).unwrap().steps["DemandLead"].clone();
        let raiser = actor("p1");
        let task = Task { step, person: Some(actor("p2")), raiser, path: vec![], frames: vec![], back: None };
        let by = serde_json::from_value(json!({"person": "p1", "name": "林晓", "unit": "u", "unit_name": "单位",
            "department": "d", "department_name": "处", "region": "350001", "roles": []}));
        let by: domain::identity::Principal = by.unwrap();
        let subject = Subject::draft("plan.1".parse().unwrap(), "办公设备".parse().unwrap(), &by, at(0));
        let due = DueDay { day: today(at(0)), provisional: false };
        Todo::open(TaskId { subject: subject.id.clone(), round: 1, seq }, &subject, &task, None, at(0), due)
    }

    fn event(history: &mut History, payload: Value) -> Event {
        let (key, body_hash) = ("key".into(), String::new());
        let (actor, answer) = (actor("p2"), Value::Null);
        history.record("PLAN#1", Act { act: "x", at: at(5), actor, key, body_hash, answer, payload, follow: None })
    }

    #[test]
    fn each_step_shows_how_long_it_lay_what_was_done_and_the_opinion_given_there() {
        let decision = Decision {
            kind: Kind::Send,
            name: None,
            label: "送采购主管处室经办审批".into(),
            to: "ProcurementHandler".into(),
            person: Some(actor("p3")),
            organisation: None,
            by: actor("p2"),
            straight: false,
            comes_back: false,
            lasting: false,
            tone: chains::step::Tone::Onward,
            content: String::new(),
        };
        let todos = [todo(1).end(decision, at(4), 2, FactChange::default()), todo(2)];
        let mut history = History::default();
        let change = json!({"field": "name", "label": "计划名称", "before": "甲", "after": "乙"});
        let events = [
            event(&mut history, json!({"task": "plan.1.1.1", "label": "催办"})),
            event(&mut history, json!({"task": "plan.1.1.1", "decision": {}, "opinion": "同意", "content_version": 7})),
            event(&mut history, json!({"task": "plan.1.1.2", "label": "计划备案和办结", "changes": [change]})),
            event(&mut history, json!({"changes": []})),
            event(&mut history, Value::Null),
        ];
        let chain = chains::chain_of(SubjectKind::Plan).unwrap();
        let steps = steps(&todos, &events, (chain, &HomeNames::default()), at(10));
        assert_eq!((steps[0].seconds, steps[1].seconds), (240, 600));
        assert_eq!((steps[0].opinion.as_deref(), steps[0].content_version), (Some("同意"), Some(7)));
        assert_eq!(steps[0].to_label.as_deref(), Some("采购主管处室经办审批"));
        assert!(steps[1].opinion.is_none() && steps[1].ended.is_none());
        let edits = edits(&events);
        assert_eq!((edits.len(), edits[0].changes[0].after.as_deref()), (1, Some("乙")));
        assert_eq!(edits[0].label, "计划备案和办结");
    }
}
