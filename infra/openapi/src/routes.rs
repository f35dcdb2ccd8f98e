//! The routes of the HTTP API as `infra/template.yaml` has them: written from the steps, between two marks.

use std::collections::BTreeMap;

use lambda::Step;

/// The line above the routes.
const BEGIN: &str = "          # routes: written by `make generate` from the steps\n";
/// The line below them.
const END: &str = "          # end of routes\n";

/// The template with its routes as the steps have them; `None` where a mark is missing.
#[must_use]
pub fn renewed(template: &str, steps: &[&Step]) -> Option<String> {
    let (before, rest) = template.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some([before, BEGIN, &routes(steps), END, after].concat())
}

fn routes(steps: &[&Step]) -> String {
    let mut paths: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for step in steps {
        paths.entry(step.path).or_default().insert(step.method.to_lowercase(), integration(&step.name()));
    }
    let mut text = String::new();
    for (path, methods) in paths {
        text += &format!("          {path}:\n");
        for (method, integration) in methods {
            text += &format!("            {method}:\n              responses: {{}}\n{integration}");
        }
    }
    text
}

/// Calls the function by the one role of the API.
fn integration(name: &str) -> String {
    let called = format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{}.Arn}}/invocations",
        function_id(name)
    );
    format!(
        "              x-amazon-apigateway-integration:\n                \
         {{type: aws_proxy, httpMethod: POST, payloadFormatVersion: \"2.0\", credentials: !GetAtt CallFunctionsRole.Arn,\n                 \
         uri: !Sub \"{called}\"}}\n"
    )
}

/// `add-budget` is `AddBudgetFunction` in the template.
#[must_use]
pub(crate) fn function_id(name: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_uppercase() + rest
    };
    name.split('-').map(word).collect::<String>() + "Function"
}
