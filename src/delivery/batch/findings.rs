//! Findings of a batch, capped: a house style that trips a lint in every one
//! of thirty years of releases must not fill memory or the terminal.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Severity};

/// Errors kept in full.
const ERRORS: usize = 1000;
/// Warnings and notes of one name kept in full.
const WARNINGS_PER_NAME: usize = 20;

/// What a run found.
#[derive(Default, Debug)]
pub struct Findings {
    kept: Diagnostics,
    seen: BTreeMap<(Severity, &'static str), usize>,
    errors: usize,
}

impl Findings {
    /// Adds findings.
    pub fn add(&mut self, diags: Diagnostics) {
        for diagnostic in diags {
            let seen = self.seen.entry((diagnostic.severity, diagnostic.code)).or_default();
            *seen += 1;
            let keep = if diagnostic.severity == Severity::Error {
                self.errors += 1;
                self.errors <= ERRORS
            } else {
                *seen <= WARNINGS_PER_NAME
            };
            if keep {
                self.kept.push(diagnostic);
            }
        }
    }

    /// Whether there was an error.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
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
        for ((severity, code), seen) in &self.seen {
            let kept = self.kept.iter().filter(|d| d.severity == *severity && d.code == *code);
            let more = seen - kept.count().min(*seen);
            // Layout findings repeat with each release and are shown once.
            if more > 0 && *seen > WARNINGS_PER_NAME {
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
    }
}
