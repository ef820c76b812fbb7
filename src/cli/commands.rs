//! What each command does, in the order a person sees it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::high::{Command, Common};
use super::progress::Bar;
use super::report::Reporter;
use super::{DONE, FAILED, interrupt};
use crate::delivery::batch::{self, BatchSettings, Findings, Summary};
use crate::delivery::find::find;
use crate::delivery::job::{Engine, deny_warnings};
use crate::delivery::package::{self, Period};
use crate::delivery::write::write_whole;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::template;
use crate::text::Scratch;

/// Runs a command and returns the exit code.
pub fn run(command: Command, common: &Common, reporter: &mut Reporter) -> u8 {
    match command {
        Command::Render { paths, settings } => render(&paths, &settings, common, reporter),
        Command::Check { paths, layout } => check(&paths, layout.as_deref(), common, reporter),
        Command::Package { out, to, period, now } => package(&out, &to, period, now, reporter),
        Command::CheckBags { folder } => check_bags(&folder, reporter),
        Command::New { layout, path } => new(layout, &path, reporter),
    }
    if reporter.failed() { FAILED } else { DONE }
}

fn render(paths: &[PathBuf], settings: &BatchSettings, common: &Common, reporter: &mut Reporter) {
    let start = now();
    let mut findings = Findings::default();
    let mut diags = Diagnostics::new();
    let found = find(paths, &mut diags);
    findings.add(diags);
    let stop = interrupt::flag();
    let bar = Bar::new(common);
    let engine = Engine::default();
    let summary = batch::run(&engine, found, settings, &bar, stop, &mut findings);
    bar.clear();
    reporter.show(&findings.report());
    reporter.say(&describe(&summary, start.elapsed(), reporter));
    if summary.stopped && !settings.fail_fast {
        reporter.fail();
    }
}

/// One line: what was written, how fast, what went wrong.
fn describe(summary: &Summary, elapsed: Duration, reporter: &Reporter) -> String {
    let pages = count(summary.pages, "page");
    let mut text = if summary.rendered == 1 && summary.files <= 3 {
        let names: Vec<_> = summary.written.iter().map(|p| p.display().to_string()).collect();
        format!("wrote {} ({pages})", names.join(", "))
    } else {
        let seconds = elapsed.as_secs_f64();
        let rate = summary.files as f64 / seconds.max(0.001);
        let rendered = count(summary.rendered, "release");
        let files = count(summary.files, "file");
        format!("rendered {rendered}: {files}, {pages} in {seconds:.2} s ({rate:.0} files/s)")
    };
    let others = [
        (summary.unchanged, "unchanged"),
        (summary.skipped, "left out"),
        (summary.failed, "failed"),
    ];
    for (n, word) in others.into_iter().filter(|(n, _)| *n > 0) {
        text.push_str(&format!("; {n} {word}"));
    }
    if let Some(tally) = reporter.tally() {
        text.push_str(&format!("; {tally}"));
    }
    if summary.stopped {
        text.push_str("; stopped, the same command goes on from here");
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

fn package(out: &Path, to: &Path, period: Period, now: jiff::Timestamp, reporter: &mut Reporter) {
    match package::make(out, to, period, now) {
        Ok(packed) => {
            let (releases, bags) =
                (count(packed.releases, "release"), count(packed.bags.len(), "bag"));
            reporter.say(&format!("packed {releases} into {bags} in {}", to.display()));
        }
        Err(diags) => reporter.show(&diags),
    }
}

fn check_bags(folder: &Path, reporter: &mut Reporter) {
    let is_bag = |path: &Path| path.join("bagit.txt").is_file();
    let below = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut bags: Vec<PathBuf> = below.filter(|path| is_bag(path)).collect();
    bags.sort();
    if is_bag(folder) || bags.is_empty() {
        bags = vec![folder.to_owned()];
    }
    let mut files = 0;
    for bag in &bags {
        let mut diags = Diagnostics::new();
        files += package::check(bag, &mut diags);
        reporter.show(&diags);
    }
    let (bags, files) = (count(bags.len(), "bag"), count(files, "file"));
    let tally = reporter.tally().unwrap_or_else(|| "all valid".to_owned());
    reporter.say(&format!("checked {bags}, {files}: {tally}"));
}

fn new(layout: bool, path: &Path, reporter: &mut Reporter) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let text = if layout { template::layout(&name) } else { template::release(&name) };
    let problem = if path.exists() {
        let message = format!("{} exists already and was left alone", path.display());
        Some(Diagnostic::error("file-exists", message).hint("choose another name"))
    } else {
        write_whole(path, text.as_bytes()).err().map(|error| {
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
