//! Letters as they are stored.

use super::{Context, Report};

/// `decomposed-letters`: a combining mark after a letter (U+0300 to U+036F).
pub(super) fn decomposed(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let text = &*passage.words;
        // In UTF-8 the marks start with one of two bytes.
        for (at, _) in passage.signs(&[0xcc, 0xcd]) {
            let Some(c) = text[at..].chars().next() else { continue };
            let Some((start, letter)) = text[..at].char_indices().next_back() else { continue };
            if ('\u{300}'..='\u{36f}').contains(&c) && letter.is_alphabetic() {
                let range = start..at + c.len_utf8();
                let message = format!("`{letter}{c}` is two characters");
                report.at(&passage.origin_of(range), message);
            }
        }
    }
}

/// `direction-control`: embeddings, overrides and isolates (U+202A to U+202E,
/// U+2066 to U+2069; UAX #9, 2).
pub(super) fn directed(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let text = &*passage.words;
        // In UTF-8 all of them start with this byte.
        for (at, _) in passage.signs(&[0xe2]) {
            let Some(c) = text[at..].chars().next() else { continue };
            if matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
                let message = format!("U+{:04X} in the text", u32::from(c));
                report.at(&passage.origin_of(at..at + c.len_utf8()), message);
            }
        }
    }
}
