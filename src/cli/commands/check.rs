//! `pressblatt check`.

use std::path::PathBuf;

use super::count;
use crate::cli::high::Common;
use crate::cli::report::Reporter;
use crate::delivery::find::find;
use crate::delivery::job::{Engine, deny_warnings};
use crate::diag::Diagnostics;
use crate::text::Scratch;

/// Looks for errors and lints; lines and pages are set too, since some
/// findings show only then.
pub fn check(paths: &[PathBuf], layout: Option<&str>, common: &Common, reporter: &mut Reporter) {
    let mut diags = Diagnostics::new();
    let found = find(paths, &mut diags).found;
    reporter.show(&diags);
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    for release in &found {
        let mut diags = Diagnostics::new();
        engine.typeset(&release.path, layout, &mut scratch, &mut diags);
        if common.deny_warnings {
            deny_warnings(&mut diags);
        }
        reporter.show(&diags);
    }
    let tally = reporter.tally().unwrap_or_else(|| "nothing to mend".to_owned());
    reporter.say(&format!("checked {}: {tally}", count(found.len(), "release")));
}
