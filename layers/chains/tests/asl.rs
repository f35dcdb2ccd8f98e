//! The ASL of every chain, generated from its data. `UPDATE=1 cargo test -p chains the_committed` writes it anew.

use std::fs;
use std::path::Path;

use chains::definition::ChainData;
use chains::{Definition, Step};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// About a year: the longest that an execution may last is a year.
const LONGEST_SECONDS: u32 = 360 * 24 * 60 * 60;

/// A map whose members keep their order.
struct Ordered(Vec<(&'static str, Part)>);

/// States by name, in order.
struct States(Vec<(String, Part)>);

enum Part {
    Value(Value),
    Step(Box<Step>),
    Map(Ordered),
    States(States),
    List(Vec<Part>),
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(to),
            Self::Step(step) => step.serialize(to),
            Self::List(parts) => parts.serialize(to),
            Self::Map(Ordered(members)) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(name, part)| map.serialize_entry(name, part))?;
                map.end()
            }
            Self::States(States(members)) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(name, part)| map.serialize_entry(name, part))?;
                map.end()
            }
        }
    }
}

fn value(of: impl Into<Value>) -> Part {
    Part::Value(of.into())
}

fn map(members: Vec<(&'static str, Part)>) -> Part {
    Part::Map(Ordered(members))
}

/// A human step: it waits with a task token until somebody decides.
fn human(step: &Step) -> Part {
    let payload = vec![
        ("token", value("{% $states.context.Task.Token %}")),
        ("execution", value("{% $states.context.Execution.Name %}")),
        ("input", value("{% $states.input %}")),
        ("step", Part::Step(Box::new(step.clone()))),
    ];
    let arguments = vec![("FunctionName", value("${OpenTaskFunctionArn}")), ("Payload", map(payload))];
    let again = [
        "Unavailable",
        "Lambda.ServiceException",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
        "Lambda.TooManyRequestsException",
        "Lambda.Unknown",
    ];
    let retry = vec![
        ("ErrorEquals", value(json!(again))),
        ("IntervalSeconds", value(2)),
        ("MaxAttempts", value(6)),
        ("BackoffRate", value(2)),
        ("JitterStrategy", value("FULL")),
    ];
    let catch = vec![("ErrorEquals", value(json!(["States.ALL"]))), ("Next", value("Broken"))];
    map(vec![
        ("Type", value("Task")),
        ("Resource", value("arn:${Partition}:states:::lambda:invoke.waitForTaskToken")),
        ("Arguments", map(arguments)),
        ("TimeoutSeconds", value(LONGEST_SECONDS)),
        ("Retry", Part::List(vec![map(retry)])),
        ("Catch", Part::List(vec![map(catch)])),
        ("Next", value("Route")),
    ])
}

fn fail(error: &str, cause: &str) -> Part {
    map(vec![("Type", value("Fail")), ("Error", value(error)), ("Cause", value(cause))])
}

/// Every way leads through `Route`, so that an execution may start at any step (decision 0010).
fn machine(chain: &ChainData) -> Part {
    let all: Vec<_> = chain.steps.iter().map(|step| &step.name).chain(&chain.ends).collect();
    let choice = |to: &&String| {
        let condition = format!("{{% $states.input.to = '{to}' %}}");
        map(vec![("Condition", value(condition)), ("Next", value(to.as_str()))])
    };
    let route = map(vec![
        ("Type", value("Choice")),
        ("Choices", Part::List(all.iter().map(choice).collect())),
        ("Default", value("UnknownStep")),
    ]);
    let ends = chain.ends.iter().map(|end| (end.clone(), map(vec![("Type", value("Succeed"))])));
    let failures = [
        ("UnknownStep", "The input names a step that this chain does not have."),
        ("Broken", "A step could not be opened or timed out; the reconciler starts the next attempt."),
    ];
    let states = std::iter::once(("Route".to_owned(), route))
        .chain(chain.steps.iter().map(|step| (step.name.clone(), human(step))))
        .chain(ends)
        .chain(failures.map(|(name, cause)| (name.to_owned(), fail(name, cause))));
    let ChainData { name, title, source, .. } = chain;
    let comment = format!("{title} ({source}): generated from layers/chains/data/{name}.json, never edited by hand.");
    map(vec![
        ("Comment", value(comment)),
        ("QueryLanguage", value("JSONata")),
        ("StartAt", value("Route")),
        ("States", Part::States(States(states.collect()))),
    ])
}

#[test]
fn the_committed_asl_of_every_chain_is_what_its_data_says() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.join("../../statemachines");
    let mut chains = 0;
    for file in fs::read_dir(here.join("data")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert_eq!(Definition::read(&text).unwrap().faults, Vec::<String>::new());
        let chain: ChainData = serde_json::from_str(&text).unwrap();
        let asl = serde_json::to_string_pretty(&machine(&chain)).unwrap() + "\n";
        let path = folder.join(format!("{}.asl.json", chain.name));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &asl).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), asl, "{}", chain.name);
        chains += 1;
    }
    assert_eq!(chains, domain::subject::SubjectKind::ALL.len(), "every kind has its chain");
}
