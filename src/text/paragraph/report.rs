//! What is to be said of a paragraph.

use std::collections::BTreeSet;

use super::super::breaker;
use super::super::style::{ParagraphSetting, Piece};
use super::collect::{Collected, Token};
use super::cut::Cut;
use super::line::Slots;
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::model::layout::Align;

/// At most so many characters of one word are named.
const NAMED: usize = 8;

/// Reports each word with characters that no face has, in which they stand
/// first. A warning, since they are drawn as boxes that show what is missing;
/// the editions that have to be read aloud are refused by the exporter.
pub(super) fn missing_glyphs(pieces: &[Piece], collected: &Collected, diags: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for token in &collected.tokens {
        let (Some(word), Some(piece)) = (token.word(), pieces.get(token.piece)) else { continue };
        let mut new = Vec::new();
        for c in word.missing() {
            if seen.insert(*c) && diags.is_first_about(MISSING, c.encode_utf8(&mut [0; 4])) {
                new.push(*c);
            }
        }
        if let Some(first) = new.first() {
            let place = piece.origin.narrowed(word.text()).narrowed(first.encode_utf8(&mut [0; 4]));
            diags.push(missing(&new, word.text()).at(&place));
        }
        // What cannot be drawn at all runs nowhere.
        if word.leftwards() && word.missing().is_empty() {
            diags.push_about(word.text(), right_to_left(word.text()).at(&piece.origin));
        }
    }
}

const MISSING: &str = "missing-glyph";

fn missing(characters: &[char], word: &str) -> Diagnostic {
    let named: Vec<String> = characters.iter().take(NAMED).map(|c| named(*c)).collect();
    let plural = if characters.len() > 1 { "s" } else { "" };
    let more = match characters.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let whole = characters.iter().copied().eq(word.chars());
    let within = if whole { String::new() } else { format!(" in “{}”", short(word)) };
    let message = format!(
        "no font of this text has the character{plural} {}{more}{within}",
        named.join(", ")
    );
    Diagnostic::warning(MISSING, message)
        .hint("write it differently, or add a font that has the character to the family; mail and archive refuse it, print shows a box")
}

fn named(c: char) -> String {
    let code = u32::from(c);
    if c.is_control() { format!("U+{code:04X}") } else { format!("“{c}” (U+{code:04X})") }
}

fn right_to_left(word: &str) -> Diagnostic {
    let message = format!("“{}” runs from right to left, which is not supported", short(word));
    Diagnostic::warning("right-to-left", message)
        .hint("single words are drawn in the right direction; for more use an image with alt text")
}

/// The adjustment ratio beyond which a line is reported: word spaces of two
/// and a half times their natural width.
pub const STRETCHED: f64 = 3.0;

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
        let diagnostic = Diagnostic::warning("overfull-line", message).hint(WIDER);
        diags.push(located(diagnostic, origin));
    } else if setting.align == Align::Justify && (line.loose || line.glue_ratio > STRETCHED) {
        let (word, origin) = last_word(pieces, slots);
        let message = format!("the word spaces of the line ending in “{word}” are very wide");
        let diagnostic = Diagnostic::warning("stretched-line", message)
            .hint("mark a hyphenation point with \\-, reword, or set the text ragged");
        diags.push(located(diagnostic, origin));
    }
}

/// Reports words that no line had room for, and how they were broken.
pub(super) fn cuts(pieces: &[Piece], tokens: &[Token], cuts: &[Cut], diags: &mut Diagnostics) {
    for cut in cuts {
        let Some(token) = tokens.get(cut.token) else { continue };
        let (Some(word), Some(piece)) = (token.word(), pieces.get(token.piece)) else { continue };
        let how = match cut.letters {
            true => "it is broken between letters, without a hyphen",
            false => "it is hyphenated although its style is not",
        };
        let word = word.text();
        let message = format!("“{}” is wider than its line; {how}", short(word));
        let diagnostic = Diagnostic::warning("overfull-line", message).hint(WIDER);
        diags.push(diagnostic.at(&piece.origin.narrowed(word)));
    }
}

/// How to mend a line that sticks out.
const WIDER: &str = "mark a hyphenation point with \\-, reword, or give the text more width";

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
    let last = slots.words.last().and_then(|word| slots.stretch_before(word.end));
    let origin = last.and_then(|last| pieces.get(last.piece)).map(|piece| &piece.origin);
    (short(word).replace('\u{AD}', "-"), origin)
}

/// At most forty characters of a word.
fn short(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", word.get(..at).unwrap_or_default()),
        None => word.to_owned(),
    }
}
