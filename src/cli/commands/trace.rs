//! `pressblatt render --trace-lines`.

use std::path::PathBuf;

use super::count;
use crate::cli::report::Reporter;
use crate::delivery::find::{Reading, find};
use crate::delivery::job::{Engine, Settings, deny_warnings};
use crate::delivery::trace::trace;
use crate::diag::Diagnostics;

/// Draws the lines of releases and tells where.
pub fn run(paths: &[PathBuf], settings: &Settings, reporter: &mut Reporter) {
    let mut diags = Diagnostics::new();
    let found = find(paths, Reading::Beginning, &mut diags).found;
    if settings.deny_warnings {
        deny_warnings(&mut diags);
    }
    reporter.show(&diags);
    let engine = Engine::default();
    for release in &found {
        let mut diags = Diagnostics::new();
        let done = trace(&engine, release, settings, &mut diags);
        reporter.show(&diags);
        match done {
            Some((path, pages)) => {
                let pages = count(pages, "page");
                reporter.say(&format!("wrote {} ({pages}): not for sending", path.display()));
            }
            None => reporter.fail(),
        }
    }
}
