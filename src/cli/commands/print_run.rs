//! `pressblatt render --run`.

use std::path::PathBuf;

use super::count;
use crate::cli::report::Reporter;
use crate::delivery::find::{Reading, find};
use crate::delivery::job::{Engine, Settings, deny_warnings};
use crate::delivery::print_run::{RunSettings, print_run};
use crate::diag::Diagnostics;

/// Renders releases as one print file and tells what was written.
pub fn run(paths: &[PathBuf], run: &RunSettings, settings: &Settings, reporter: &mut Reporter) {
    let mut diags = Diagnostics::new();
    let found = find(paths, Reading::Beginning, &mut diags).found;
    if settings.deny_warnings {
        deny_warnings(&mut diags);
    }
    let engine = Engine::default();
    let done = print_run(&engine, &found, run, settings, &mut diags);
    reporter.show(&diags);
    let Some(done) = done else {
        reporter.fail();
        return reporter.say("wrote nothing: a run is printed whole or not at all");
    };
    let unit = if run.imposition.is_some() { "sheet" } else { "page" };
    let names: Vec<_> = done.written.iter().map(|p| p.display().to_string()).collect();
    let (releases, pages) = (count(done.releases, "release"), count(done.pages, unit));
    reporter.say(&format!("wrote {} ({releases}, {pages})", names.join(", ")));
}
