//! The same word twice.

use super::{Context, Report};

/// Words that rightly stand twice: relative and demonstrative pronouns,
/// auxiliaries.
const LEGAL: [&str; 9] = ["der", "die", "das", "den", "dem", "sie", "had", "that", "nach"];

/// `repeated-word`
pub(super) fn repeated(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let text = &*passage.own;
        let mut last: Option<(usize, &str)> = None;
        for (at, word) in passage.own_words() {
            if let Some((before, previous)) = last {
                let gap = &text[before + previous.len()..at];
                let space = || {
                    !gap.is_empty()
                        && gap.chars().all(|c| c == ' ' || c == '\n')
                        && !gap.contains("\n\n")
                };
                let plain = || word.chars().all(char::is_alphabetic) && word.chars().count() > 1;
                if previous == word && space() && plain() && !LEGAL.contains(&word) {
                    let range = before..at + word.len();
                    report.at(&passage.origin_of(range), format!("`{word} {word}`"));
                }
            }
            last = Some((at, word));
        }
    }
}
