//! Prints the API description: `openapi > infra/openapi.json`.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let printed =
        openapi::text().map_err(std::io::Error::from).and_then(|text| std::io::stdout().write_all(text.as_bytes()));
    if printed.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
