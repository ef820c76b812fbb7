//! Dashes and ellipses.

use super::passage::{Passage, line_at};
use super::{Context, Report};

/// `hyphen-as-dash`: ` - ` and `--` between words, `10-12 Uhr`.
pub(super) fn hyphen(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let mut seen = 0;
        for (at, _) in passage.signs(b"-") {
            if at < seen {
                continue;
            }
            let (start, line) = line_at(&passage.words, at);
            seen = start + line.len();
            // A list marker, a rule and the second row of a table are markup.
            let content = line.trim_start_matches([' ', '-', '*', '+', '>']);
            if content.starts_with('|') || !content.contains('-') {
                continue;
            }
            let start = start + line.len() - content.len();
            for pattern in [" - ", " -- ", "--"] {
                for (at, found) in content.match_indices(pattern) {
                    let inner = found.trim();
                    let at = start + at + found.find('-').unwrap_or(0);
                    report.at(&passage.origin_of(at..at + inner.len()), "hyphen used as a dash");
                }
                if pattern == " -- " && content.contains(pattern) {
                    break;
                }
            }
            ranges(passage, start, content, report);
        }
    }
}

/// Times and counts from-to: figures, a hyphen, figures, and what is counted.
fn ranges(passage: &Passage<'_>, start: usize, line: &str, report: &mut Report<'_>) {
    for (at, _) in line.match_indices('-') {
        let before = line[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
        let after =
            line[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ':');
        let figures = after.len() < line.len() - at - 1;
        let counted =
            [" Uhr", " Prozent", " %", " Euro", " Grad", " Jahre", "\u{a0}Uhr", "\u{a0}%"];
        if before && figures && counted.iter().any(|unit| after.starts_with(unit)) {
            let at = start + at;
            report.at(&passage.origin_of(at..at + 1), "hyphen in a range");
        }
    }
}

/// `dots-not-ellipsis`
pub(super) fn dots(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        // Three by three: a fourth dot is the end of the sentence.
        let mut free = 0;
        for (at, _) in passage.signs(b".") {
            if at >= free && passage.words[at..].starts_with("...") {
                free = at + 3;
                report.at(&passage.origin_of(at..free), "three dots");
            }
        }
    }
}
