//! Letters as they are stored.

use super::{Context, Report};

/// `decomposed-letters`: a combining mark after a letter (U+0300 to U+036F).
pub(super) fn decomposed(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let mut before: Option<(usize, char)> = None;
        for (at, c) in passage.words.char_indices() {
            if let Some((start, letter)) = before
                && ('\u{300}'..='\u{36f}').contains(&c)
                && letter.is_alphabetic()
            {
                let range = start..at + c.len_utf8();
                let message = format!("`{letter}{c}` is two characters");
                report.at(&passage.origin_of(range), message);
            }
            before = Some((at, c));
        }
    }
}
