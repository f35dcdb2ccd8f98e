//! The main of every Lambda: the function that `_HANDLER` names, until the process is ended. Not generic: compiled once.

use std::convert::Infallible;
use std::future::Future;
use std::process::ExitCode;
use std::time::Instant;

use lambda_http::{Body, Request, Response, service_fn};
use lambda_runtime::LambdaEvent;
use serde_json::Value;

use crate::area::{Area, Function};
use crate::call::Call;
use crate::context::Context;
use crate::event::EventHandler;
use crate::problem::Problem;
use crate::step::Step;
use crate::trace;

/// What a main returns.
pub type Exit = ExitCode;

/// Serve the function of this area that `_HANDLER` names: `fn main() -> lambda::Exit { lambda::serve(&plans::AREA) }`.
#[must_use]
pub fn serve(area: &Area) -> Exit {
    trace::begin();
    let name = std::env::var("_HANDLER").unwrap_or_default();
    match area.function(&name) {
        Some(Function::Step(step)) => serve_step(step),
        Some(Function::Listener(handle)) => serve_events(handle),
        None => {
            let known = area.names().collect::<Vec<_>>().join(" ");
            tracing::error!(name, known, "no such function here");
            Exit::FAILURE
        }
    }
}

fn serve_step(step: &'static Step) -> Exit {
    begin(|context| async move {
        let context = &context;
        lambda_http::run(service_fn(move |request| async move {
            Ok::<_, Infallible>(respond(step, context, request).await)
        }))
        .await
    })
}

fn serve_events(handle: EventHandler) -> Exit {
    begin(|context| async move {
        let context = &context;
        lambda_runtime::run(lambda_runtime::service_fn(move |event: LambdaEvent<Value>| async move {
            let outcome = handle(context, event.payload).await;
            match &outcome {
                Ok(_) => tracing::info!("handled"),
                Err(failure) => tracing::error!(kind = failure.kind, inside = failure.message, "failed"),
            }
            outcome
        }))
        .await
    })
}

/// Context and a single-threaded runtime, then `run`; a failure to start is told in the log.
fn begin<F, R>(run: F) -> Exit
where
    F: FnOnce(Context) -> R,
    R: Future<Output = Result<(), lambda_runtime::Error>>,
{
    let context = match Context::from_env() {
        Ok(context) => context,
        Err(error) => {
            tracing::error!(%error, "not configured");
            return Exit::FAILURE;
        }
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "no runtime");
            return Exit::FAILURE;
        }
    };
    match runtime.block_on(run(context)) {
        Ok(()) => Exit::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "ended");
            Exit::FAILURE
        }
    }
}

/// Answer one request; whatever goes wrong is a problem with a code.
async fn respond(step: &Step, context: &Context, request: Request) -> Response<Body> {
    let begun = Instant::now();
    let outcome = match Call::admit(step.operation, request) {
        Ok(call) => (step.handle)(context, call).await,
        Err(problem) => Err(problem),
    };
    let answered = outcome.and_then(crate::answer::Answer::response);
    let operation = step.operation.code();
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    match answered {
        Ok(response) => {
            tracing::info!(operation, status = response.status().as_u16(), ms, "answered");
            response
        }
        Err(problem) => {
            log(operation, &problem, ms);
            problem.response()
        }
    }
}

fn log(operation: &str, problem: &Problem, ms: u64) {
    let Problem { status, code, inside, .. } = problem;
    let inside = inside.as_ref().map(ToString::to_string).unwrap_or_default();
    if *status >= 500 {
        tracing::error!(operation, status, code, ms, inside, "failed");
    } else {
        tracing::info!(operation, status, code, ms, "refused");
    }
}
