//! The API description of all areas: what `infra/openapi.json` holds, what the web client is generated from, and the routes
//! of the template.

mod routes;

use lambda::{Area, Step};

pub use routes::renewed;

/// Every area with its folder and binary.
pub const AREAS: &[(&str, &Area)] = &[
    ("identity", &identity::AREA),
    ("budgets", &budgets::AREA),
    ("plans", &plans::AREA),
    ("questions", &questions::AREA),
    ("tasks", &tasks::AREA),
];

/// Every step behind the HTTP API, area by area.
#[must_use]
pub fn steps() -> Vec<&'static Step> {
    AREAS.iter().flat_map(|(_, area)| area.steps).copied().collect()
}

/// The document, as it is committed.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn text() -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&lambda::openapi::document(&steps()))? + "\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use domain::access::Operation;

    const TEMPLATE: &str = include_str!("../../template.yaml");

    #[test]
    fn every_operation_of_the_access_table_has_exactly_one_step_and_route() {
        let operations: Vec<_> = steps().iter().map(|step| step.operation).collect();
        let once: BTreeSet<_> = operations.iter().copied().collect();
        assert_eq!(once.len(), operations.len());
        assert_eq!(once, Operation::ALL.iter().copied().collect());
        let routes: BTreeSet<_> = steps().iter().map(|step| (step.method, step.path)).collect();
        assert_eq!(routes.len(), operations.len());
    }

    /// Code, `Handler` and name of each function in the template are those of a function that a binary serves.
    #[test]
    fn the_template_has_an_entry_for_every_function_and_for_no_other() {
        let served: BTreeSet<_> = AREAS
            .iter()
            .flat_map(|(area, functions)| functions.names().map(|name| ((*area).to_owned(), name)))
            .map(|(area, name)| (area, name.clone(), routes::function_id(&name)))
            .collect();
        let mut entries = BTreeSet::new();
        let (mut id, mut area) = ("", "");
        for line in TEMPLATE.lines() {
            if let Some(key) = line.strip_prefix("  ").filter(|key| !key.starts_with([' ', '#'])) {
                id = key.trim_end_matches(':');
            } else if let Some(zip) = line.strip_prefix("      CodeUri: ../.local/package/") {
                area = zip.trim_end_matches(".zip");
            } else if let Some(name) = line.strip_prefix("      Handler: ") {
                assert!(entries.insert((area.to_owned(), name.to_owned(), id.to_owned())), "{name} stands there twice");
            }
        }
        assert_eq!(entries, served);
    }

    /// `make generate` writes them anew.
    #[test]
    fn the_committed_routes_are_those_of_the_steps() {
        let renewed = renewed(TEMPLATE, &steps()).expect("infra/template.yaml has lost the marks around its routes");
        assert!(renewed == TEMPLATE, "the routes in infra/template.yaml are stale: run `make generate`");
    }

    /// `make generate` writes it anew.
    #[test]
    fn the_committed_description_is_what_the_steps_say() {
        let committed = include_str!("../../openapi.json");
        assert!(committed == text().unwrap(), "infra/openapi.json is stale: run `make generate`");
    }
}
