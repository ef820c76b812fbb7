//! The first step: pieces of text become shaped words and spaces.

use std::sync::Arc;

use super::super::chars::{self, Space};
use super::super::font_style::FontStyle;
use super::super::shape::{Fonts, Shaper};
use super::super::style::Piece;
use super::super::typesetter::{Scratch, Typesetter};
use super::super::word::Word;

/// Everything in a paragraph, in order.
#[derive(Default)]
pub(super) struct Collected {
    pub tokens: Vec<Token>,
    /// The style of each piece.
    pub styles: Vec<Arc<FontStyle>>,
}

/// A word, a space or a forced break.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Index of its piece.
    pub piece: usize,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Word(Arc<Word>),
    Space(char, Space),
    Forced,
}

impl Token {
    /// The word, if it is one.
    pub fn word(&self) -> Option<&Word> {
        if let Kind::Word(word) = &self.kind { Some(word) } else { None }
    }
}

/// Fills `out` with the paragraph.
pub(super) fn collect(
    typesetter: &Typesetter,
    scratch: &mut Scratch,
    pieces: &[Piece],
    out: &mut Collected,
) {
    out.tokens.clear();
    out.styles.clear();
    for (index, piece) in pieces.iter().enumerate() {
        let style = typesetter.style(scratch, &piece.setting);
        collect_piece(&mut scratch.shaper, index, &piece.text, &style, &mut out.tokens);
        out.styles.push(style);
    }
}

/// Words known are taken from the cache under one lock; then the others are
/// shaped and added.
fn collect_piece(
    shaper: &mut Shaper,
    piece: usize,
    text: &str,
    style: &FontStyle,
    tokens: &mut Vec<Token>,
) {
    let mut unknown = Vec::new();
    let words = style.words.read();
    for part in (Parts { text }) {
        let kind = match part {
            Part::Word(raw) => match words.get(raw) {
                Some((word, aged)) => {
                    if aged {
                        unknown.push((tokens.len(), raw, Some(Arc::clone(word))));
                    }
                    Kind::Word(Arc::clone(word))
                }
                None => {
                    unknown.push((tokens.len(), raw, None));
                    Kind::Forced // until it is shaped below
                }
            },
            Part::Space(c, space) => Kind::Space(c, space),
            Part::Forced => Kind::Forced,
        };
        tokens.push(Token { piece, kind });
    }
    drop(words);
    if unknown.is_empty() {
        return;
    }
    let fonts = Fonts::new(style);
    let mut new = Vec::with_capacity(unknown.len());
    for (at, raw, known) in unknown {
        let word = known.unwrap_or_else(|| Arc::new(shaper.word(&fonts, raw, false)));
        new.push((raw, Arc::clone(&word)));
        if let Some(token) = tokens.get_mut(at) {
            token.kind = Kind::Word(word);
        }
    }
    style.words.add(new);
}

/// Whether a character parts words.
fn special(c: char) -> bool {
    Space::of(c).is_some() || chars::forces_break(c)
}

/// The bytes that the characters begin with, in UTF-8, that part words; all
/// others are passed over without being decoded.
const MAY_PART: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte, 0..=0x20 | 0xC2 | 0xE1..=0xE3);
        byte += 1;
    }
    table
};

/// Where the first character that parts words stands, or the text ends.
fn word_end(text: &str) -> usize {
    let bytes = text.bytes().enumerate();
    let mut candidates = bytes.filter(|(_, byte)| MAY_PART[usize::from(*byte)]);
    let found = candidates.find(|(at, _)| text[*at..].chars().next().is_some_and(special));
    found.map_or(text.len(), |(at, _)| at)
}

/// Cuts a text at its spaces.
struct Parts<'a> {
    text: &'a str,
}

enum Part<'a> {
    Word(&'a str),
    Space(char, Space),
    Forced,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let first = self.text.chars().next()?;
        let end = if special(first) { first.len_utf8() } else { word_end(self.text) };
        let (part, rest) = self.text.split_at_checked(end)?;
        self.text = rest;
        Some(match Space::of(first) {
            Some(space) => Part::Space(first, space),
            None if chars::forces_break(first) => Part::Forced,
            None => Part::Word(part),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_parts_words_is_found() {
        for c in ('\0'..=char::MAX).filter(|c| special(*c)) {
            assert_eq!(word_end(&format!("aßç…€中😀{c}b")), 18, "{c:?}");
        }
        assert_eq!(word_end("Übergröße"), 12);
    }
}
