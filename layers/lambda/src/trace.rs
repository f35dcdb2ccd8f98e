//! Logs: one JSON object a line on standard output, without bodies, cookies or opinions.

use lambda_runtime::tracing::subscriber::filter::{LevelFilter, Targets};
use lambda_runtime::tracing::subscriber::layer::SubscriberExt;
use lambda_runtime::tracing::subscriber::util::SubscriberInitExt;
use lambda_runtime::tracing::subscriber::{fmt, registry};

/// Crates whose debug lines may hold bodies and credentials, whatever level is asked for.
const QUIET: [&str; 6] = ["aws", "hyper", "rustls", "h2", "tower", "lambda_http"];

/// Level by `AWS_LAMBDA_LOG_LEVEL`, else info. A second call changes nothing.
pub(crate) fn begin() {
    let asked = std::env::var("AWS_LAMBDA_LOG_LEVEL").ok();
    let level = asked.and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::INFO);
    let quiet = QUIET.into_iter().map(|target| (target, LevelFilter::WARN));
    let targets =
        Targets::new().with_default(level).with_targets(quiet).with_target("lambda_runtime", LevelFilter::INFO);
    let lines = fmt::layer().json().flatten_event(true).without_time().with_writer(std::io::stdout);
    // A subscriber that is there already, as in a test, stays.
    let _ = registry().with(targets).with(lines).try_init();
}
