//! The API description of all areas: what `infra/openapi.json` holds, and what the web client is generated from.

use lambda::Step;

/// Every step behind the HTTP API, area by area.
#[must_use]
pub fn steps() -> Vec<&'static Step> {
    [identity::STEPS, budgets::STEPS, plans::STEPS, tasks::STEPS].concat()
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

    #[test]
    fn every_operation_of_the_access_table_has_exactly_one_step_and_route() {
        let operations: Vec<_> = steps().iter().map(|step| step.operation).collect();
        let once: BTreeSet<_> = operations.iter().copied().collect();
        assert_eq!(once.len(), operations.len());
        assert_eq!(once, Operation::ALL.iter().copied().collect());
        let routes: BTreeSet<_> = steps().iter().map(|step| (step.method, step.path)).collect();
        assert_eq!(routes.len(), operations.len());
    }

    /// `make generate` writes it anew.
    #[test]
    fn the_committed_description_is_what_the_steps_say() {
        let committed = include_str!("../../openapi.json");
        assert!(committed == text().unwrap(), "infra/openapi.json is stale: run `make generate`");
    }
}
