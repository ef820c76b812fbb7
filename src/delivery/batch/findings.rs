//! Findings of a batch, capped: a house style that trips a lint in every one
//! of thirty years of releases must not fill memory or the terminal.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Severity};

/// Errors kept in full.
const ERRORS: usize = 1000;
/// Warnings and notes of one name kept in full.
const WARNINGS_PER_NAME: usize = 20;
/// Findings that are not kept of which a key is, so that they are counted once
/// however many releases they come with; beyond that, each time.
const REMEMBERED: usize = 1 << 16;

/// What a run found.
#[derive(Default, Debug)]
pub struct Findings {
    kept: Diagnostics,
    seen: BTreeMap<(Severity, &'static str), Count>,
    /// Keys of what is not kept.
    others: BTreeSet<u64>,
    errors: usize,
}

/// How many there are of one name.
#[derive(Clone, Copy, Default, Debug)]
struct Count {
    found: usize,
    kept: usize,
}

impl Findings {
    /// Adds findings. What was found before (a layout's findings come with each
    /// of its releases) is not counted again.
    pub fn add(&mut self, diags: Diagnostics) {
        for diagnostic in diags {
            let is_error = diagnostic.severity == Severity::Error;
            let count = self.seen.entry((diagnostic.severity, diagnostic.code)).or_default();
            let room = match is_error {
                true => self.errors < ERRORS,
                false => count.kept < WARNINGS_PER_NAME,
            };
            if self.kept.contains(&diagnostic) {
                continue;
            }
            if room {
                count.kept += 1;
                self.kept.push(diagnostic);
            } else if self.others.len() < REMEMBERED && !self.others.insert(diagnostic.key()) {
                continue;
            }
            count.found += 1;
            self.errors += usize::from(is_error);
        }
    }

    /// Whether there was an error.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many there were of a severity, shown or not.
    pub fn count(&self, severity: Severity) -> usize {
        let of =
            |(key, count): (&(Severity, _), &Count)| (key.0 == severity).then_some(count.found);
        self.seen.iter().filter_map(of).sum()
    }

    /// All that is to be shown, grouped: notes, warnings, then errors, and
    /// how many more there were of each name.
    pub fn report(&self) -> Diagnostics {
        let mut report = Diagnostics::new();
        for severity in [Severity::Note, Severity::Warning, Severity::Error] {
            for diagnostic in self.kept.iter().filter(|d| d.severity == severity) {
                report.push(diagnostic.clone());
            }
        }
        for ((_, code), count) in &self.seen {
            let more = count.found - count.kept;
            if more > 0 {
                report.push(
                    Diagnostic::note("more-findings", format!("{more} more of `{code}`"))
                        .hint("`pressblatt check FILE` shows all of one release"),
                );
            }
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lint_in_every_release_is_shown_a_few_times_and_counted() {
        let mut findings = Findings::default();
        for number in 0..100 {
            findings.add(Diagnostic::warning("straight-quotes", format!("in {number}")).into());
        }
        findings.add(Diagnostic::error("missing-file", "gone").into());
        let report = findings.report();
        assert_eq!(report.len(), WARNINGS_PER_NAME + 2);
        let last = report.iter().last().map(|d| d.message.as_str());
        assert_eq!(last, Some("80 more of `straight-quotes`"));
        assert!(findings.has_errors());
        assert_eq!((findings.count(Severity::Warning), findings.count(Severity::Error)), (100, 1));
    }

    #[test]
    fn what_comes_with_every_release_counts_once() {
        let mut findings = Findings::default();
        for _ in 0..50 {
            for number in 0..30 {
                findings.add(Diagnostic::warning("no-such-face", format!("face {number}")).into());
            }
        }
        assert_eq!(findings.count(Severity::Warning), 30);
        let last = findings.report().into_iter().last().map(|d| d.message);
        assert_eq!(last.as_deref(), Some("10 more of `no-such-face`"));
    }

    #[test]
    fn errors_are_kept_up_to_a_number() {
        let mut findings = Findings::default();
        for number in 0..2 * ERRORS {
            let code = if number % 2 == 0 { "missing-file" } else { "bad-date" };
            findings.add(Diagnostic::error(code, format!("in {number}")).into());
        }
        assert_eq!(findings.count(Severity::Error), 2 * ERRORS);
        assert_eq!(findings.report().len(), ERRORS + 2);
    }
}
