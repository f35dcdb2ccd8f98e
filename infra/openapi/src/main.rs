//! Prints what is generated from the steps: `openapi > infra/openapi.json`, or the template on standard input with its
//! routes anew, `openapi template < infra/template.yaml`.

use std::error::Error;
use std::io::{Read, Write};
use std::process::ExitCode;

fn generated() -> Result<String, Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() != Some("template") {
        return Ok(openapi::text()?);
    }
    let mut template = String::new();
    std::io::stdin().read_to_string(&mut template)?;
    openapi::renewed(&template, &openapi::steps()).ok_or_else(|| "the marks around the routes are not there".into())
}

fn main() -> ExitCode {
    match generated().and_then(|text| Ok(std::io::stdout().write_all(text.as_bytes())?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
