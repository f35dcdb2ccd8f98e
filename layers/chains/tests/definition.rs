//! What would be wrong with a chain is found before it is deployed.

use chains::Definition;

const CHAIN: &str = include_str!("../data/plan-approval.json");

#[test]
fn the_chain_has_no_fault() {
    assert_eq!(Definition::read(CHAIN).unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_fault_in_a_chain_is_found() {
    for (from, to, fault) in [
        (r#""to": "UnitLead""#, r#""to": "UnitLeader""#, "which is no step"),
        (r#""to": "DemandDeputy""#, r#""to": "ProcurementHandler""#, "DemandDeputy: cannot be reached"),
        (r#""reviews": "marks""#, r#""reviews": "sees""#, "nobody reviews them here"),
        (r#""name": "Filing""#, r#""name": "UnitLead""#, "UnitLead: stands there twice"),
        (
            r#"{"by": "raiser", "role": "demand_handler"}"#,
            r#"{"by": "chosen", "role": "demand_handler"}"#,
            "whoever raised it must hold",
        ),
        (
            r#"{"by": "raiser", "role": "demand_handler"}"#,
            r#"{"by": "raiser", "role": "demand_lead"}"#,
            "is not held in the role that raises",
        ),
        (r#"{"by": "chosen", "role": "unit_lead"}"#, r#"{"by": "chosen"}"#, "UnitLead: does not say in which role"),
        (
            r#"{"by": "chosen", "role": "unit_lead"}"#,
            r#"{"by": "chosen", "role": "supervisor"}"#,
            "to a role that may not act there",
        ),
        (r#""ends": ["Finished", "Withdrawn"]"#, r#""ends": ["Finished"]"#, "Withdrawn: is no end"),
        (r#""name": "refuse""#, r#""name": "file""#, "“不予备案” cannot be told from another move"),
        (r#""kind": "stay""#, r#""kind": "finish""#, "must finish at an end"),
        (r#""to": "Filing""#, r#""to": "FinanceOffice""#, "“计划备案” must stay"),
        (
            r#"{"kind": "return", "label": "退回"}"#,
            r#"{"kind": "return", "to": "Revise", "label": "退回"}"#,
            "must say where",
        ),
        (r#""scope": "unit""#, r#""lasting": false"#, "needs role and scope, or neither"),
        (r#""kind": "return""#, r#""kind": "withdraw""#, "is no move of a step"),
    ] {
        assert!(CHAIN.contains(from), "{from}");
        let faults = Definition::read(&CHAIN.replace(from, to)).unwrap().faults;
        assert!(faults.iter().any(|found| found.contains(fault)), "{to}: {faults:?}");
    }
    for (from, to) in [("demand_lead", "demand_leader"), (r#""start": "Revise""#, r#""start": "Revision""#)] {
        assert!(Definition::read(&CHAIN.replace(from, to)).is_err());
    }
}
