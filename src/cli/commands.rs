//! What each command does, in the order a person sees it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::high::{Command, Common};
use super::progress::Bar;
use super::report::Reporter;
use super::{DONE, FAILED};
use crate::delivery::batch::render_all;
use crate::delivery::find::find;
use crate::delivery::job::{Engine, Outcome, Settings, deny_warnings};
use crate::delivery::write::{Durability, write_whole};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::template;
use crate::text::Scratch;

/// Runs a command and returns the exit code.
pub fn run(command: Command, common: &Common, reporter: &mut Reporter) -> u8 {
    match command {
        Command::Render { paths, settings, jobs } => {
            render(&paths, &settings, jobs, common, reporter);
        }
        Command::Check { paths, layout } => check(&paths, layout.as_deref(), common, reporter),
        Command::New { layout, path } => new(layout, &path, reporter),
    }
    if reporter.has_errors() { FAILED } else { DONE }
}

fn render(
    paths: &[PathBuf],
    settings: &Settings,
    jobs: usize,
    common: &Common,
    reporter: &mut Reporter,
) {
    let start = now();
    let mut diags = Diagnostics::new();
    let found = find(paths, &mut diags);
    reporter.show(&diags);
    let engine = Engine::default();
    let bar = Bar::new(common, found.len());
    let outcomes = render_all(&engine, &found, settings, jobs, &bar);
    bar.clear();
    for outcome in &outcomes {
        reporter.show(&outcome.diags);
    }
    reporter.say(&summary(&outcomes, start.elapsed(), reporter));
}

/// `2 files, 4 pages in 0.01 s` and what went wrong.
fn summary(outcomes: &[Outcome], elapsed: Duration, reporter: &Reporter) -> String {
    let files: usize = outcomes.iter().map(|o| o.written.len()).sum();
    let pages: usize = outcomes.iter().map(|o| o.pages).sum();
    let failed = outcomes.iter().filter(|o| o.failed()).count();
    let mut text = match outcomes {
        [only] if files > 0 && !only.failed() => {
            let names: Vec<_> = only.written.iter().map(|p| p.display().to_string()).collect();
            format!("wrote {} ({})", names.join(", "), count(pages, "page"))
        }
        _ => {
            let seconds = elapsed.as_secs_f64();
            format!("wrote {}, {} in {seconds:.2} s", count(files, "file"), count(pages, "page"))
        }
    };
    if failed > 0 {
        text.push_str(&format!("; {} of {} failed", failed, count(outcomes.len(), "release")));
    }
    if let Some(tally) = reporter.tally() {
        text.push_str(&format!("; {tally}"));
    }
    text
}

fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

fn check(paths: &[PathBuf], layout: Option<&str>, common: &Common, reporter: &mut Reporter) {
    let mut diags = Diagnostics::new();
    let found = find(paths, &mut diags);
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

fn new(layout: bool, path: &Path, reporter: &mut Reporter) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let text = if layout { template::layout(&name) } else { template::release(&name) };
    let problem = if path.exists() {
        let message = format!("{} exists already and was left alone", path.display());
        Some(Diagnostic::error("file-exists", message).hint("choose another name"))
    } else {
        write_whole(path, text.as_bytes(), Durability::Cached).err().map(|error| {
            let message = format!("{} cannot be written: {error}", path.display());
            Diagnostic::error("unwritable-file", message).hint("check the folder's permissions")
        })
    };
    match problem {
        Some(diagnostic) => reporter.show(&diagnostic.into()),
        None if layout => {
            reporter.say(&format!("wrote {}; use it with --layout {name}", path.display()))
        }
        None => reporter.say(&format!(
            "wrote {0}; `pressblatt render {0}` makes a sheet of it",
            path.display()
        )),
    }
}

#[expect(clippy::disallowed_methods, reason = "the summary tells how long a run took")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
