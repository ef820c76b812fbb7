//! `pressblatt render`.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;

use super::count;
use crate::cli::high::Common;
use crate::cli::interrupt;
use crate::cli::progress::Bar;
use crate::cli::report::Reporter;
use crate::delivery::batch::{self, BatchSettings, Findings, Summary};
use crate::delivery::find::{Reading, find};
use crate::delivery::job::{Engine, deny_warnings};
use crate::diag::{Diagnostics, Severity};

/// Renders releases and tells what came of it.
pub fn render(
    paths: &[PathBuf],
    settings: &BatchSettings,
    common: &Common,
    reporter: &mut Reporter,
) {
    let start = now();
    let mut findings = Findings::default();
    let mut diags = Diagnostics::new();
    let search = find(paths, Reading::Whole, &mut diags);
    if common.deny_warnings {
        deny_warnings(&mut diags);
    }
    findings.add(diags);
    let stop = if search.is_wide() || search.found.len() > 1 {
        interrupt::flag()
    } else {
        interrupt::never()
    };
    let bar = Bar::new(common);
    let engine = Engine::default();
    let summary = batch::run(&engine, search, settings, &bar, stop, &mut findings);
    bar.clear();
    reporter.show(&findings.report());
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    reporter.found(errors, warnings);
    let elapsed = start.elapsed();
    reporter.sum_up(&describe(&summary, elapsed, reporter), &fields(&summary, &findings, elapsed));
    if summary.stopped {
        reporter.stopped(interrupt::exit_code());
    }
    // The process ends: its caches need not be taken apart word by word.
    std::mem::forget(engine);
}

/// One line: what was written, how fast, what went wrong.
fn describe(summary: &Summary, elapsed: Duration, reporter: &Reporter) -> String {
    let pages = count(summary.pages, "page");
    let mut text = if summary.rendered == 1 && summary.files <= 3 {
        let names: Vec<_> = summary.written.iter().map(|p| p.display().to_string()).collect();
        format!("wrote {} ({pages})", names.join(", "))
    } else if summary.rendered == 0 {
        let time = format!(" in {:.2} s", elapsed.as_secs_f64());
        // Of interest only where there was something to compare.
        format!("rendered nothing{}", if summary.unchanged > 0 { &time } else { "" })
    } else {
        let (seconds, rate) = (elapsed.as_secs_f64(), rate(summary, elapsed));
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

/// The same for programs.
fn fields(summary: &Summary, findings: &Findings, elapsed: Duration) -> serde_json::Value {
    json!({
        "rendered": summary.rendered,
        "unchanged": summary.unchanged,
        "left_out": summary.skipped,
        "failed": summary.failed,
        "errors": findings.count(Severity::Error),
        "warnings": findings.count(Severity::Warning),
        "files": summary.files,
        "pages": summary.pages,
        "seconds": elapsed.as_secs_f64(),
        "files_per_second": rate(summary, elapsed),
        "stopped": summary.stopped,
    })
}

fn rate(summary: &Summary, elapsed: Duration) -> f64 {
    summary.files as f64 / elapsed.as_secs_f64().max(0.001)
}

#[expect(clippy::disallowed_methods, reason = "the summary tells how long a run took")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
