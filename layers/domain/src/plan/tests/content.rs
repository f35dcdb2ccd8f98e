//! What completes a draft, what is remarked, and what differs between two versions of it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{fund, funds, handler, someone};
use crate::catalogue::ItemCode;
use crate::ids::{BudgetId, UploadId};
use crate::money::Fen;
use crate::plan::{
    Draft, DraftLine, Fund, MOST_ATTACHMENTS, MOST_LINES, PlanLine, changes, complete, fingerprint, goes_beyond,
    sketch, total, warnings,
};
use crate::problem::Fault;

fn budget_line(item: &str) -> Value {
    json!({"item": item, "unit_price": "5000", "quantity": 20, "measure": "台",
        "funding": [{"source": "general_budget", "amount": "100000"}]})
}

fn id(key: &str) -> BudgetId {
    BudgetId::derived("p", key)
}

/// `own`, a confirmed budget of the unit; `new`, not confirmed yet; `next`, of another year; `foreign`, another unit's.
fn known() -> BTreeMap<BudgetId, Fund> {
    let by = handler();
    let mut next = fund("next", &by, json!([budget_line("A02010105")]), true);
    next.budget.year = 2027;
    let foreign = fund("foreign", &someone("q", "v", &[]), json!([budget_line("A02010105")]), true);
    let lines = json!([budget_line("A02010105"), budget_line("A02")]);
    funds([fund("own", &by, lines.clone(), true), fund("new", &by, lines, false), next, foreign])
}

fn line(change: impl FnOnce(&mut Value)) -> Value {
    let mut line = json!({"budget": id("own"), "budget_line": 1, "item": "A02010105", "unit_price": "4800",
        "quantity": 2, "measure": "台", "parameters": "内存16GB"});
    change(&mut line);
    line
}

fn draft(lines: Vec<Value>) -> Draft {
    serde_json::from_value(json!({"name": "2026年办公设备采购", "lines": lines})).unwrap()
}

fn completed(draft: &Draft) -> Result<(i16, Vec<PlanLine>), Fault> {
    let name_of = |code: &ItemCode| code.as_str().starts_with("A0").then(|| "台式计算机".to_owned());
    complete(draft, &known(), &handler(), 2022, name_of)
}

fn refused(lines: Vec<Value>) -> Vec<(String, String)> {
    let fault = completed(&draft(lines)).unwrap_err();
    assert_eq!(fault.code, "invalid_fields");
    fault.fields.into_iter().map(|field| (field.field, field.code)).collect()
}

#[test]
fn a_complete_line_carries_names_edition_and_a_computed_total() {
    let (year, lines) = completed(&draft(vec![line(|_| ()), line(|line| line["budget_line"] = json!(2))])).unwrap();
    assert_eq!((year, lines.len(), total(&lines)), (2026, 2, Some(Fen::new(1_920_000))));
    let first = &lines[0];
    assert_eq!((first.number, first.edition, first.total), (1, 2022, Fen::new(960_000)));
    assert_eq!((first.item_name.as_str(), first.budget_name.as_str()), ("台式计算机", "办公设备购置"));
}

#[test]
fn every_missing_or_wrong_field_of_a_line_is_named() {
    let set = |field: &'static str, value: Value| vec![line(|line| line[field] = value)];
    let without = |field: &'static str| {
        vec![line(|line| {
            line.as_object_mut().unwrap().remove(field);
        })]
    };
    for (lines, field, code) in [
        (vec![], "lines", "missing_field"),
        (without("budget"), "lines[0].budget", "missing_field"),
        (without("budget_line"), "lines[0].budget_line", "invalid_value"),
        (set("budget_line", json!(3)), "lines[0].budget_line", "invalid_value"),
        (set("budget", json!(id("nowhere"))), "lines[0].budget_line", "invalid_value"),
        (set("budget", json!(id("foreign"))), "lines[0].budget_line", "invalid_value"),
        (set("budget", json!(id("new"))), "lines[0].budget", "budget_unconfirmed"),
        (without("item"), "lines[0].item", "missing_field"),
        (set("item", json!("B01010000")), "lines[0].item", "item_unknown"),
        (set("item", json!("A02010104")), "lines[0].item", "item_outside_budget"),
        (set("item", json!("A02010000")), "lines[0].item", "item_outside_budget"),
        (
            vec![line(|line| {
                line["budget_line"] = json!(2);
                line["item"] = json!("A02");
            })],
            "lines[0].item",
            "item_outside_budget",
        ),
        (without("unit_price"), "lines[0].unit_price", "missing_field"),
        (set("unit_price", json!("0.00")), "lines[0].unit_price", "missing_field"),
        (without("quantity"), "lines[0].quantity", "missing_field"),
        (set("quantity", json!(0)), "lines[0].quantity", "missing_field"),
        (without("measure"), "lines[0].measure", "missing_field"),
        (set("unit_price", json!("1000000000000")), "lines[0].quantity", "invalid_value"),
    ] {
        assert_eq!(refused(lines.clone()), [(field.to_owned(), code.to_owned())], "{lines:?}");
    }
}

#[test]
fn faults_of_several_lines_come_together() {
    let other_year = line(|line| line["budget"] = json!(id("next")));
    assert_eq!(refused(vec![line(|_| ()), other_year]), [("lines[1].budget".to_owned(), "year_differs".to_owned())]);
    let largest = line(|line| {
        line["unit_price"] = json!("1000000000000");
        line["quantity"] = json!(1);
    });
    assert_eq!(refused(vec![largest, line(|_| ())]), [("lines".to_owned(), "invalid_value".to_owned())]);
    let fields: Vec<_> = refused(vec![json!({}), json!({})]).into_iter().map(|(field, _)| field).collect();
    let wanted = ["budget", "item", "unit_price", "quantity", "measure"];
    let wanted: Vec<_> = (0..2).flat_map(|n| wanted.map(|field| format!("lines[{n}].{field}"))).collect();
    assert_eq!(fields, wanted);
}

#[test]
fn more_than_can_be_kept_is_refused_complete_or_not() {
    let upload = |n: usize| UploadId::derived("p", &n.to_string());
    let limited = |lines: usize, attachments: Vec<UploadId>| {
        let draft = Draft { lines: vec![DraftLine::default(); lines], attachments, ..draft(vec![]) };
        draft.check_limits().map_err(|fault| fault.fields[0].field.clone())
    };
    assert_eq!(limited(MOST_LINES, (0..MOST_ATTACHMENTS).map(upload).collect()), Ok(()));
    assert_eq!(limited(MOST_LINES + 1, vec![]), Err("lines".to_owned()));
    assert_eq!(limited(0, (0..=MOST_ATTACHMENTS).map(upload).collect()), Err("attachments".to_owned()));
    assert_eq!(limited(0, vec![upload(1), upload(2), upload(1)]), Err("attachments[2]".to_owned()));
    assert_eq!(refused(vec![json!({}); MOST_LINES + 1]), [("lines".to_owned(), "too_many".to_owned())]);
}

#[test]
fn what_is_above_the_budgets_own_price_or_total_is_remarked_and_no_more() {
    let remarked = |price: &str, quantity: u32| {
        let dear = line(|line| {
            line["unit_price"] = json!(price);
            line["quantity"] = json!(quantity);
        });
        let all = warnings(&completed(&draft(vec![line(|_| ()), dear])).unwrap().1, &known());
        all.into_iter().map(|warning| warning.field).collect::<Vec<_>>()
    };
    assert_eq!(remarked("5000", 20), Vec::<String>::new());
    assert_eq!(remarked("5000.01", 1), ["lines[1].unit_price"]);
    assert_eq!(remarked("5000", 21), ["lines[1].quantity"]);
    assert_eq!(remarked("6000", 20), ["lines[1].unit_price", "lines[1].quantity"]);
}

#[test]
fn only_amount_and_items_change_the_fingerprint() {
    let lines = completed(&draft(vec![line(|_| ()), line(|_| ())])).unwrap().1;
    let changed = |change: &dyn Fn(&mut PlanLine)| {
        let mut other = lines.clone();
        change(&mut other[1]);
        fingerprint(&other) != fingerprint(&lines)
    };
    assert!(!changed(&|_| ()));
    assert!(!changed(&|line| line.parameters = "内存32GB".into()));
    assert!(!changed(&|line| line.measure = "套".into()));
    assert!(!changed(&|line| line.budget_name = "别名".parse().unwrap()));
    assert!(changed(&|line| line.unit_price = Fen::new(480_001)));
    assert!(changed(&|line| line.quantity = 3));
    assert!(changed(&|line| line.item = "A02010104".parse().unwrap()));
    assert!(changed(&|line| line.budget = id("next")));
    assert!(changed(&|line| line.budget_line = 2));
    assert_ne!(fingerprint(&lines[..1]), fingerprint(&lines));
    assert_ne!(fingerprint(&[]), fingerprint(&lines));
}

#[test]
fn a_change_is_kept_as_before_and_after_field_by_field() {
    let lines = completed(&draft(vec![line(|_| ())])).unwrap().1;
    let (name, new_name) = ("办公设备采购".parse().unwrap(), "计算机采购".parse().unwrap());
    let upload = |n: &str| (UploadId::derived("p", n), format!("批复{n}.pdf"));
    assert_eq!(changes((&name, &lines, &[upload("1")]), (&name, &lines, &[upload("1")])), []);

    let mut edited = lines.clone();
    edited[0].unit_price = Fen::new(500_000);
    edited[0].total = Fen::new(1_000_000);
    let all = changes((&name, &lines, &[upload("1")]), (&new_name, &edited, &[upload("2")]));
    let told: Vec<_> = all
        .iter()
        .map(|change| (change.field.as_str(), change.label.as_str(), change.before.as_deref(), change.after.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("name", "计划名称", Some("办公设备采购"), Some("计算机采购")),
            ("lines[0].unit_price", "第1行单价", Some("4800.00"), Some("5000.00")),
            ("lines[0].total", "第1行总金额", Some("9600.00"), Some("10000.00")),
            ("attachments", "附件", Some("批复1.pdf"), None),
            ("attachments", "附件", None, Some("批复2.pdf")),
        ]
    );

    let added = changes((&name, &[], &[]), (&name, &lines, &[]));
    let removed = changes((&name, &lines, &[]), (&name, &[], &[]));
    assert_eq!((added.len(), removed.len()), (7, 7));
    assert!(added.iter().all(|change| change.before.is_none() && change.after.is_some()));
    assert!(removed.iter().all(|change| change.before.is_some() && change.after.is_none()));
}

#[test]
fn a_sketch_counts_what_is_complete_and_says_what_is_missing() {
    let name_of = |_: &ItemCode| Some("台式计算机".to_owned());
    let open = line(|line| line["quantity"] = Value::Null);
    let sketched = sketch(&draft(vec![open, line(|_| ())]), &known(), &handler(), 2022, name_of);
    assert_eq!(sketched.year, Some(2026));
    assert_eq!(sketched.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [2]);
    assert_eq!(sketched.faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["lines[0].quantity"]);
}

#[test]
fn a_sketch_counts_what_is_too_much_and_says_so() {
    let name_of = |_: &ItemCode| Some("台式计算机".to_owned());
    let sketched = |price: &str, quantity: u32| {
        let much = line(|line| (line["unit_price"], line["quantity"]) = (json!(price), json!(quantity)));
        let sketch = sketch(&draft(vec![much]), &known(), &handler(), 2022, name_of);
        (total(&sketch.lines), sketch.faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>())
    };
    let (amount, said) = sketched("1000000000000", 2);
    assert_eq!(amount, Some(Fen::new(200_000_000_000_000)));
    assert_eq!(said, ["总金额不能超过 1,000,000,000,000.00 元"]);
    let (amount, said) = sketched("1000000000000", u32::MAX);
    assert_eq!((amount, said), (Some(Fen::ZERO), vec!["总金额不能超过 1,000,000,000,000.00 元".to_owned()]));
    assert_eq!(sketched("1000000000000", 1).1, Vec::<String>::new());
}

#[test]
fn parameters_together_stay_within_what_one_item_of_the_store_holds() {
    let lines = |length: usize| vec![line(|line| line["parameters"] = json!("字".repeat(length))); 8];
    assert!(draft(lines(2_000)).check_limits().is_ok());
    let mut more = lines(2_000);
    more.push(line(|_| ()));
    assert_eq!(draft(more).check_limits().unwrap_err().fields[0].code, "too_many");
}

#[test]
fn what_was_approved_covers_less_of_it_but_no_more_and_nothing_else() {
    let lines = |all: Vec<Value>| completed(&draft(all)).unwrap().1;
    let with = |field: &str, value: Value| line(|line| line[field] = value);
    let seen = lines(vec![line(|_| ())]);
    let beyond = |all| goes_beyond(&seen, &lines(all));
    assert!(!beyond(vec![line(|_| ())]));
    assert!(!beyond(vec![with("quantity", json!(1))]));
    assert!(!beyond(vec![with("unit_price", json!("4799.99")),]));
    assert!(!beyond(vec![with("quantity", json!(1)), with("quantity", json!(1))]), "the same in two lines");
    assert!(!beyond(vec![with("parameters", json!("内存32GB"))]));
    assert!(beyond(vec![with("quantity", json!(3))]));
    assert!(beyond(vec![line(|line| {
        line["quantity"] = json!(1);
        line["unit_price"] = json!("4800.01");
    })]));
    assert!(beyond(vec![line(|_| ()), with("quantity", json!(1))]), "the same again");
    assert!(
        beyond(vec![line(|line| {
            line["budget_line"] = json!(2);
            line["quantity"] = json!(1);
        })]),
        "another line"
    );
    let other = |line: &mut Value| {
        line["budget_line"] = json!(2);
        line["item"] = json!("A02010104");
    };
    assert!(
        goes_beyond(&lines(vec![line(|line| line["budget_line"] = json!(2))]), &lines(vec![line(other)])),
        "another item"
    );
}
