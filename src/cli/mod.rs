//! The command line: arguments as typed (`low`), what they mean (`high`),
//! reports and the exit code. The only place with a clock and environment.

mod commands;
mod high;
mod interrupt;
mod low;
mod mail;
mod progress;
mod report;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

/// Exit code: every release was rendered.
const DONE: u8 = 0;
/// Exit code: some release failed.
const FAILED: u8 = 1;
/// Exit code: the command line makes no sense.
const USAGE: u8 = 2;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let low = match low::Low::try_parse() {
        Ok(low) => low,
        Err(error) => {
            let code = if error.use_stderr() { USAGE } else { DONE };
            // A closed pipe is no reason to fail.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let (common, command) = match high::resolve(low) {
        Ok(resolved) => resolved,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "error: {message}");
            return ExitCode::from(USAGE);
        }
    };
    let mut reporter = report::Reporter::new(&common);
    let code = commands::run(command, &common, &mut reporter);
    if reporter.was_signalled() {
        interrupt::end();
    }
    ExitCode::from(code)
}
