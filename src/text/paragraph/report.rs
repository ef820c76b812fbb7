//! What is to be said of a paragraph.

use std::collections::BTreeSet;

use super::super::breaker;
use super::super::style::{ParagraphSetting, Piece};
use super::collect::Collected;
use super::line::{SlotKind, Slots};
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::model::layout::Align;

/// Reports each character that no face has, once, where it stands first.
pub(super) fn missing_glyphs(pieces: &[Piece], collected: &Collected, diags: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for token in &collected.tokens {
        let (Some(word), Some(piece)) = (token.word(), pieces.get(token.piece)) else { continue };
        for c in word.missing() {
            if seen.insert(*c) {
                let subject = c.encode_utf8(&mut [0; 4]).to_owned();
                diags.push_about(&subject, missing(*c, word.text()).at(&piece.origin));
            }
        }
        if word.leftwards() {
            let finding = right_to_left(word.text()).at(&piece.origin);
            diags.push_about(word.text(), finding);
        }
    }
}

fn missing(c: char, word: &str) -> Diagnostic {
    let shown = if c.is_control() { String::new() } else { format!(" “{c}”") };
    let message = format!(
        "no font of this text has the character{shown} (U+{:04X}); a box stands for it in “{}”",
        u32::from(c),
        short(word)
    );
    Diagnostic::warning("missing-glyph", message)
        .hint("add a font that has the character to the family, or write it differently")
}

fn right_to_left(word: &str) -> Diagnostic {
    let message = format!("“{}” runs from right to left, which is not supported", short(word));
    Diagnostic::warning("right-to-left", message)
        .hint("single words are drawn in the right direction; for more use an image with alt text")
}

/// The adjustment ratio beyond which a line is reported: word spaces of two
/// and a half times their natural width.
const TOLERANCE: f64 = 3.0;

/// Reports a line that sticks out or is stretched beyond tolerance.
pub(super) fn line(
    pieces: &[Piece],
    slots: &Slots,
    line: &breaker::Line,
    setting: &ParagraphSetting,
    diags: &mut Diagnostics,
) {
    if let Some(excess) = line.overfull {
        let (word, origin) = last_word(pieces, slots);
        let message = format!("a line sticks out by {excess} at “{word}”");
        let diagnostic = Diagnostic::warning("overfull-line", message)
            .hint("mark a hyphenation point with \\-, reword, or give the text more width");
        diags.push(located(diagnostic, origin));
    } else if setting.align == Align::Justify && (line.loose || line.glue_ratio > TOLERANCE) {
        let (word, origin) = last_word(pieces, slots);
        let message = format!("the word spaces of the line ending in “{word}” are very wide");
        let diagnostic = Diagnostic::warning("stretched-line", message)
            .hint("mark a hyphenation point with \\-, reword, or set the text ragged");
        diags.push(located(diagnostic, origin));
    }
}

fn located(diagnostic: Diagnostic, origin: Option<&Origin>) -> Diagnostic {
    match origin {
        Some(origin) => diagnostic.at(origin),
        None => diagnostic,
    }
}

/// The last word of a line and where its piece was written.
fn last_word<'a>(pieces: &'a [Piece], slots: &Slots) -> (String, Option<&'a Origin>) {
    let text = slots.text.trim_end();
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = slots.slots.iter().rfind(|slot| matches!(slot.kind, SlotKind::Glyph { .. }));
    let origin = last.and_then(|slot| pieces.get(slot.piece)).map(|piece| &piece.origin);
    (short(word).replace('\u{AD}', "-"), origin)
}

/// At most forty characters of a word.
fn short(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", word.get(..at).unwrap_or_default()),
        None => word.to_owned(),
    }
}
