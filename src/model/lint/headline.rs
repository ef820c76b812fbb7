//! Headlines: three lines, no capitals.

use super::passage::Kind;
use super::{Context, Report};

/// A line of a headline holds about this many characters at usual sizes.
const LINE: usize = 70;

/// `headline-over-three-lines`: forced lines, each as long as it must be.
pub(super) fn length(cx: &Context<'_>, report: &mut Report<'_>) {
    let headline = &cx.release.headline;
    let lines = headline.as_str().trim().lines();
    let lines: usize = lines.map(|line| line.chars().count().div_ceil(LINE).max(1)).sum();
    if lines > 3 {
        report.at(headline.origin(), format!("the headline takes about {lines} lines"));
    }
}

/// `headline-in-capitals`: two words or more of at least ten letters, all
/// capitals.
pub(super) fn capitals(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in cx.passages.iter().filter(|passage| passage.kind == Kind::Title) {
        let text = &*passage.words;
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let lower = text.chars().any(char::is_lowercase);
        if letters >= 10 && !lower && text.split_whitespace().count() > 1 {
            report.at(passage.text.origin(), "typed in capitals");
        }
    }
}
