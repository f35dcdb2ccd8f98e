//! `verify-history FILE…`: checks the histories in exported tables and names the first bad event of each subject.

use std::io::{BufRead, BufReader, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let mut lines = Vec::new();
    for path in &paths {
        let read =
            std::fs::File::open(path).and_then(|file| BufReader::new(file).lines().collect::<Result<Vec<_>, _>>());
        match read {
            Ok(more) => lines.extend(more),
            Err(error) => return say(&format!("{path}: {error}"), ExitCode::FAILURE),
        }
    }
    if paths.is_empty() {
        return say("usage: verify-history FILE… (one DynamoDB item a line)", ExitCode::FAILURE);
    }
    let report = audit::check(lines);
    for fault in &report.faults {
        say(fault, ExitCode::FAILURE);
    }
    let audit::Report { subjects, events, without_head, faults } = &report;
    let bad = faults.len();
    let closing = format!("{subjects} subjects ({without_head} without header), {events} events, {bad} faults");
    say(&closing, if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say(line: &str, code: ExitCode) -> ExitCode {
    // Nobody left to read it is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{line}");
    code
}
