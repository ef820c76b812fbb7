//! `pressblatt verify`.

use std::path::PathBuf;

use crate::cli::report::Reporter;
use crate::delivery::job::Engine;
use crate::delivery::verify::{self, Verdict};
use crate::diag::Diagnostic;

/// Renders archive editions again and tells whether they are the same.
pub fn run(files: &[PathBuf], reporter: &mut Reporter) {
    let engine = Engine::default();
    for file in files {
        let name = file.display();
        match verify::verify(&engine, file) {
            Ok(Verdict::Identical) => reporter.say(&format!("{name}: identical")),
            Ok(Verdict::SameText { engine }) => {
                reporter.say(&format!("{name}: same text, different engine version ({engine})"));
            }
            Ok(Verdict::Different(lines)) => {
                let message = format!("{name} is not what its source gives: {}", lines.join("; "));
                let hint = "it was changed, or another version of the program made it";
                reporter.show(&Diagnostic::error("not-identical", message).hint(hint).into());
            }
            Err(diags) => reporter.show(&diags),
        }
    }
}
