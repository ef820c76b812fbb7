//! What there is to tell of reports and of the files that they judge.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use serde_json::error::Category;

use super::{Outcome, Verdict, Verdicts};
use crate::delivery::shell::Shell;
use crate::diag::{Diagnostic, Diagnostics};

/// The command that makes a report.
fn command(out: &Path) -> String {
    let folder = Shell::HERE.argument(&out.display().to_string());
    format!("verapdf --format json --recurse {folder} > report.json")
}

/// A report that cannot be read.
pub fn unreadable(report: &Path, out: &Path, error: &dyn Display) -> Diagnostic {
    let message = format!("{} cannot be read: {error}", report.display());
    Diagnostic::error("unreadable-file", message)
        .hint(format!("check its name, or make one with: {}", command(out)))
}

/// A file that is no report, or not a whole one.
pub fn unusable(report: &Path, out: &Path, error: &serde_json::Error) -> Diagnostic {
    let what = match error.classify() {
        Category::Io => return unreadable(report, out, error),
        Category::Syntax => "is not JSON",
        Category::Eof => "is cut short",
        Category::Data => "is no report of veraPDF",
    };
    let message = format!("{} {what}: {error}", report.display());
    Diagnostic::error("unusable-report", message).hint(format!("make one with: {}", command(out)))
}

/// A report about something else.
pub fn foreign(report: &Path, out: &Path) -> Diagnostic {
    let message = format!("{} judges no file rendered into {}", report.display(), out.display());
    Diagnostic::error("foreign-report", message)
        .hint(format!("have this very folder judged: {}", command(out)))
}

/// Files of the folder that were judged but not rendered into it.
pub fn others(report: &Path, out: &Path, count: usize, first: &str) -> Diagnostic {
    let more = match count {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let message = format!(
        "{} judges {}{more}, which no release was rendered to",
        report.display(),
        out.join(first).display()
    );
    Diagnostic::note("not-an-output", message).hint(
        "only files of the manifest are packed; if letters of the name are lost, run veraPDF in a UTF-8 locale",
    )
}

/// All that is to be told of an output: one finding a report and outcome.
pub fn of_file(
    verdicts: &Verdicts,
    file: &str,
    out: &Path,
    reports: &[PathBuf],
    diags: &mut Diagnostics,
) {
    for outcome in [Outcome::Failed, Outcome::NotJudged, Outcome::Stale] {
        let mut found: BTreeMap<usize, Vec<Verdict<'_>>> = BTreeMap::new();
        for bound in verdicts.group(file) {
            if verdicts.meaning(bound).outcome == outcome {
                found.entry(verdicts.judge(bound).file).or_default().push(verdicts.verdict(bound));
            }
        }
        for (report, found) in found {
            diags.push(told(outcome, &found, file, out, &reports[report]));
        }
    }
}

/// What verdicts of one report with one outcome say of an output.
fn told(
    outcome: Outcome,
    found: &[Verdict<'_>],
    file: &str,
    out: &Path,
    report: &Path,
) -> Diagnostic {
    let path = out.join(file);
    let (path, report) = (path.display(), report.display());
    let validator = found.first().map_or("", |verdict| verdict.validator);
    let profiles: Vec<&str> = found.iter().map(|verdict| verdict.profile).collect();
    let by = match profiles.join(", ") {
        none if none.is_empty() => String::new(),
        profiles => format!(" ({profiles})"),
    };
    match outcome {
        Outcome::Failed => {
            let message = format!("{path} did not pass {validator}{by}");
            Diagnostic::warning("failed-validation", message)
                .hint(format!("{report} names the rules that it breaks"))
        }
        Outcome::NotJudged => {
            let message = format!("{validator} could not judge {path}{by}");
            Diagnostic::warning("not-judged", message).hint(format!("{report} says why"))
        }
        _ => {
            let message = format!("{path} is not the file that {validator} judged{by}");
            Diagnostic::warning("stale-verdict", message).hint(format!(
                "it was written later or has another size; have it judged again: {}",
                command(out)
            ))
        }
    }
}
