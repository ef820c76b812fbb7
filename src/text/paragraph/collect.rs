//! The first step: pieces of text become shaped words and spaces.

use std::sync::Arc;

use super::super::chars::{self, Space};
use super::super::font_style::FontStyle;
use super::super::shape::Shaper;
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
    for (at, raw, known) in unknown {
        let word = known.unwrap_or_else(|| Arc::new(shaper.word(style, raw, false)));
        style.words.add(raw, &word);
        if let Some(token) = tokens.get_mut(at) {
            token.kind = Kind::Word(word);
        }
    }
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
        let special = |c: char| Space::of(c).is_some() || chars::forces_break(c);
        let end = match special(first) {
            true => first.len_utf8(),
            false => self.text.find(special).unwrap_or(self.text.len()),
        };
        let (part, rest) = self.text.split_at_checked(end)?;
        self.text = rest;
        Some(match Space::of(first) {
            Some(space) => Part::Space(first, space),
            None if chars::forces_break(first) => Part::Forced,
            None => Part::Word(part),
        })
    }
}
