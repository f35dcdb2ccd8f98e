//! What one binary serves: every function of an area, of which `_HANDLER` names one.

use crate::event::EventHandler;
use crate::step::Step;

/// The functions of an area. AWS names the one to serve in `_HANDLER`, which is `Handler` in the template.
pub struct Area {
    /// The steps behind the HTTP API.
    pub steps: &'static [&'static Step],
    /// What is fed by events, by the name of its function: `("open-task", open_task::HANDLE)`.
    pub listeners: &'static [(&'static str, EventHandler)],
}

/// One function.
pub(crate) enum Function {
    Step(&'static Step),
    Listener(EventHandler),
}

impl Area {
    /// The names of its functions, as the template has them.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let listeners = self.listeners.iter().map(|(name, _)| (*name).to_owned());
        self.steps.iter().map(|step| step.name()).chain(listeners)
    }

    /// The function of this name.
    pub(crate) fn function(&self, name: &str) -> Option<Function> {
        let step = self.steps.iter().find(|step| step.name() == name).map(|step| Function::Step(step));
        let listener = || self.listeners.iter().find(|(known, _)| *known == name);
        step.or_else(|| listener().map(|(_, handle)| Function::Listener(*handle)))
    }
}

#[cfg(test)]
mod tests {
    use domain::access::Operation;
    use serde_json::Value;

    use super::*;

    static SUBMIT: Step = Step {
        operation: Operation::SubmitPlan,
        method: "POST",
        path: "/api/plans/{plan}/submission",
        handle: |_, _| Box::pin(async { Err(crate::Problem::not_found()) }),
        docs: || crate::Docs::bare("x"),
    };
    const AREA: Area =
        Area { steps: &[&SUBMIT], listeners: &[("advance", |_, _| Box::pin(async { Ok(Value::Null) }))] };

    #[test]
    fn a_function_is_found_by_its_name_and_nothing_else() {
        assert!(
            matches!(AREA.function("submit-plan"), Some(Function::Step(step)) if step.operation == SUBMIT.operation)
        );
        assert!(matches!(AREA.function("advance"), Some(Function::Listener(_))));
        for unknown in ["", "submit_plan", "bootstrap", "Advance"] {
            assert!(AREA.function(unknown).is_none(), "{unknown}");
        }
        assert_eq!(AREA.names().collect::<Vec<_>>(), ["submit-plan", "advance"]);
    }
}
