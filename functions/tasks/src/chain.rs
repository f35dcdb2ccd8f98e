//! Step Functions, in the five words that are needed of it. Texts of its errors stay inside: they may quote a token.

use aws_sdk_sfn::Client;
use aws_sdk_sfn::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sfn::types::ExecutionStatus;
use chains::Route;
use lambda::{Context, Failure};
use store::records::Token;

/// The kind of failure that the chains try again.
pub(crate) const UNAVAILABLE: &str = "Unavailable";

/// What became of an answer to a task token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answered {
    /// The execution goes on.
    GoesOn,
    /// Nobody waits with this token any more.
    Dead,
}

/// What is known of an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Execution {
    /// It runs.
    Running,
    /// It ended, well or badly.
    Ended,
    /// There is none of this name.
    Missing,
}

/// The client.
pub(crate) struct Chain(Client);

impl Chain {
    pub(crate) fn new(context: &Context) -> Self {
        Self(Client::new(&context.aws.sdk))
    }

    /// Starts an execution of `machine`; one of this name that is there already is the same start.
    pub(crate) async fn start(&self, machine: &str, name: &str, route: &Route) -> Result<(), Failure> {
        let input = serde_json::to_string(route)?;
        let sent = self.0.start_execution().state_machine_arn(machine).name(name).input(input).send().await;
        match sent {
            Ok(_) => Ok(()),
            Err(error) if error.code() == Some("ExecutionAlreadyExists") => Ok(()),
            Err(error) => Err(failure("StartExecution", &error)),
        }
    }

    /// Answers a token, so that its execution goes on along `route`.
    pub(crate) async fn answer(&self, token: &Token, route: &Route) -> Result<Answered, Failure> {
        let output = serde_json::to_string(route)?;
        match self.0.send_task_success().task_token(token.expose()).output(output).send().await {
            Ok(_) => Ok(Answered::GoesOn),
            Err(error) if is_dead(error.code()) => Ok(Answered::Dead),
            Err(error) => Err(failure("SendTaskSuccess", &error)),
        }
    }

    /// Tells the execution at once that its step could not be opened.
    pub(crate) async fn fail(&self, token: &Token, why: &Failure) -> Result<(), Failure> {
        let sent = self.0.send_task_failure().task_token(token.expose()).error(why.kind).cause(&why.message);
        match sent.send().await {
            Ok(_) => Ok(()),
            Err(error) if is_dead(error.code()) => Ok(()),
            Err(error) => Err(failure("SendTaskFailure", &error)),
        }
    }

    /// Ends the execution `name` of `machine`, whatever it waits for; one that has ended stays as it is.
    pub(crate) async fn stop(&self, machine: &str, name: &str) -> Result<(), Failure> {
        let asked = self.0.stop_execution().execution_arn(execution_arn(machine, name));
        match asked.error("Stuck").cause("It waited with a task token that nobody has.").send().await {
            Ok(_) => Ok(()),
            Err(error) if error.code() == Some("ExecutionDoesNotExist") => Ok(()),
            Err(error) => Err(failure("StopExecution", &error)),
        }
    }

    /// What is known of the execution `name` of `machine`.
    pub(crate) async fn execution(&self, machine: &str, name: &str) -> Result<Execution, Failure> {
        match self.0.describe_execution().execution_arn(execution_arn(machine, name)).send().await {
            Ok(found) if *found.status() == ExecutionStatus::Running => Ok(Execution::Running),
            Ok(_) => Ok(Execution::Ended),
            Err(error) if error.code() == Some("ExecutionDoesNotExist") => Ok(Execution::Missing),
            Err(error) => Err(failure("DescribeExecution", &error)),
        }
    }
}

fn execution_arn(machine: &str, name: &str) -> String {
    format!("{}:{name}", machine.replacen(":stateMachine:", ":execution:", 1))
}

fn is_dead(code: Option<&str>) -> bool {
    matches!(code, Some("InvalidToken" | "TaskTimedOut" | "TaskDoesNotExist"))
}

fn failure<E, R>(operation: &str, error: &SdkError<E, R>) -> Failure
where
    SdkError<E, R>: ProvideErrorMetadata,
{
    let code = error.code().unwrap_or("no answer");
    let later = match error {
        SdkError::ServiceError(_) => is_passing(code),
        SdkError::ConstructionFailure(_) => false,
        _ => true,
    };
    Failure::new(if later { UNAVAILABLE } else { "ChainFailed" }, format!("{operation}: {code}"))
}

fn is_passing(code: &str) -> bool {
    const PASSING: [&str; 6] = [
        "ThrottlingException",
        "TooManyRequestsException",
        "ExecutionLimitExceeded",
        "ServiceUnavailable",
        "InternalFailure",
        "InternalServerError",
    ];
    PASSING.contains(&code)
}

/// Whether the same may work in a moment.
pub(crate) fn is_unavailable(failure: &Failure) -> bool {
    matches!(failure.kind, UNAVAILABLE | "StoreUnavailable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_execution_is_named_after_its_machine_in_any_partition() {
        let machine = "arn:aws-cn:states:cn-north-1:1:stateMachine:p-plan-approval";
        assert_eq!(
            execution_arn(machine, "plan-1-1-1"),
            "arn:aws-cn:states:cn-north-1:1:execution:p-plan-approval:plan-1-1-1"
        );
    }

    #[test]
    fn a_dead_token_is_no_failure_and_a_denied_call_is_not_tried_again() {
        assert!(is_dead(Some("TaskTimedOut")) && !is_dead(Some("ThrottlingException")) && !is_dead(None));
        assert!(is_passing("ThrottlingException") && !is_passing("AccessDeniedException"));
    }
}
