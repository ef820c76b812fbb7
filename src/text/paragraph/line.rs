//! The third step: the glyphs of one line, as they are before justification.

use std::sync::Arc;

use super::super::breaker;
use super::super::breaker::{Hyphen, Item};
use super::super::font_style::FontStyle;
use super::super::shape::{Fonts, Shaper};
use super::super::word::{Word, WordGlyph};
use super::collect::{Kind, Token};
use super::items::{Atom, Listed};
use super::metrics::Metrics;
use crate::unit::Length;

/// The glyphs of one line and their text.
#[derive(Default)]
pub(super) struct Slots {
    pub slots: Vec<Slot>,
    /// The spaces between words, in order.
    pub spaces: Vec<WordSpace>,
    pub text: String,
}

/// One glyph of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// Index of the piece.
    pub piece: u32,
    pub face: u8,
    pub id: u16,
    /// In units of the face.
    pub advance: i32,
    pub dx: i32,
    pub dy: i32,
    /// The bytes of the line's text that it shows.
    pub start: u32,
    pub end: u32,
    pub kind: SlotKind,
}

impl Slot {
    /// The piece it comes from.
    pub fn of<'a, T>(&self, pieces: &'a [T]) -> Option<&'a T> {
        pieces.get(self.piece as usize)
    }
}

/// What a slot does when the line is justified.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SlotKind {
    /// Part of a word; `last` of its cluster, after which tracking goes.
    Glyph { last: bool },
    /// The space between words with this index.
    Space(u32),
    /// A space at a line end, without width.
    Trailing,
}

/// A space between words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct WordSpace {
    /// Its slot.
    pub slot: usize,
    pub width: Length,
    pub stretch: Length,
    pub shrink: Length,
}

impl Slots {
    /// Fills the slots with the glyphs of a line. `next` is the first item of
    /// the line after it; the spaces between the two stay with this line.
    pub fn gather(
        &mut self,
        tokens: &[Token],
        metrics: &[Metrics<'_>],
        listed: &Listed,
        (line, next): (&breaker::Line, usize),
        shaper: &mut Shaper,
    ) {
        self.slots.clear();
        self.spaces.clear();
        self.text.clear();
        let hyphen = matches!(
            listed.items.get(line.break_at),
            Some(Item::Penalty { hyphen: Hyphen::Inserted, .. })
        );
        let source = Source { tokens, metrics };
        let mut parts = PartJoiner::default();
        for index in line.start..next.max(line.end) {
            let on_line = index < line.end;
            match (listed.atoms.get(index), listed.items.get(index)) {
                (Some(Atom::Part { token, from, to }), _) => {
                    if let Some(part) = parts.add(*token, *from, *to) {
                        self.part(source, part, false, shaper);
                    }
                }
                (Some(Atom::Space { token }), Some(item)) => {
                    if let Some(part) = parts.take() {
                        self.part(source, part, false, shaper);
                    }
                    self.space(source, *token, if on_line { Some(item) } else { None });
                }
                (Some(Atom::Forced { token }), _) => {
                    if let Some(part) = parts.take() {
                        self.part(source, part, false, shaper);
                    }
                    self.forced(source, *token);
                }
                _ => {}
            }
        }
        if let Some(part) = parts.take() {
            self.part(source, part, hyphen, shaper);
        }
    }

    /// Adds a part of a word. Whole words are as they were shaped; parts are
    /// shaped anew, since kerning and ligatures end where they do.
    fn part(&mut self, source: Source<'_>, part: Part, hyphen: bool, shaper: &mut Shaper) {
        let Some((token, style)) = source.get(part.token) else { return };
        let Some(word) = token.word() else { return };
        let whole = part.from == 0 && part.to as usize == word.text().len();
        if whole && !hyphen {
            self.glyphs(token.piece, word.text(), word.glyphs());
            return;
        }
        let text = word.text().get(part.from as usize..part.to as usize).unwrap_or_default();
        let word = fragment(style, text, hyphen, shaper);
        self.glyphs(token.piece, word.text(), word.glyphs());
    }

    fn glyphs(&mut self, piece: usize, text: &str, glyphs: &[WordGlyph]) {
        let base = small(self.text.len());
        self.text.push_str(text);
        let slots = glyphs.iter().enumerate().map(|(index, glyph)| Slot {
            piece: small(piece),
            face: glyph.face,
            id: glyph.id,
            advance: glyph.advance,
            dx: glyph.dx,
            dy: glyph.dy,
            start: base.saturating_add(glyph.start),
            end: base.saturating_add(glyph.end),
            kind: SlotKind::Glyph {
                last: glyphs.get(index + 1).is_none_or(|next| next.end > next.start),
            },
        });
        self.slots.extend(slots);
    }

    fn space(&mut self, source: Source<'_>, token: usize, item: Option<&Item>) {
        let Some((token, style)) = source.get(token) else { return };
        let Kind::Space(c, _) = token.kind else { return };
        let kind = match item {
            Some(Item::Glue { width, stretch, shrink }) => {
                self.spaces.push(WordSpace {
                    slot: self.slots.len(),
                    width: *width,
                    stretch: *stretch,
                    shrink: *shrink,
                });
                SlotKind::Space(small(self.spaces.len() - 1))
            }
            _ => SlotKind::Trailing,
        };
        self.blank(token.piece, style, c, kind);
    }

    /// A forced break reads as a space.
    fn forced(&mut self, source: Source<'_>, token: usize) {
        if let Some((token, style)) = source.get(token) {
            self.blank(token.piece, style, ' ', SlotKind::Trailing);
        }
    }

    fn blank(&mut self, piece: usize, style: &FontStyle, c: char, kind: SlotKind) {
        let start = small(self.text.len());
        self.text.push(c);
        let (face, space) = style.space();
        let faces = style.faces();
        let own = || faces.get(usize::from(face)).and_then(|face| face.glyph(c));
        let id = if c == ' ' { space } else { own().unwrap_or(space) };
        let (piece, end) = (small(piece), small(self.text.len()));
        self.slots.push(Slot { piece, face, id, advance: 0, dx: 0, dy: 0, start, end, kind });
    }
}

/// An index or offset within a line; no text is as long as this has room for.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Where tokens and their styles are found.
#[derive(Clone, Copy)]
struct Source<'a> {
    tokens: &'a [Token],
    metrics: &'a [Metrics<'a>],
}

impl<'a> Source<'a> {
    fn get(&self, token: usize) -> Option<(&'a Token, &'a FontStyle)> {
        let token = self.tokens.get(token)?;
        Some((token, self.metrics.get(token.piece)?.style))
    }
}

/// Shapes a part of a word, or finds it in the cache.
fn fragment(style: &FontStyle, text: &str, hyphen: bool, shaper: &mut Shaper) -> Arc<Word> {
    let cache = if hyphen { &style.hyphenated } else { &style.words };
    let known = cache.read().get(text).map(|(word, aged)| (Arc::clone(word), aged));
    let (word, new) =
        known.unwrap_or_else(|| (Arc::new(shaper.word(&Fonts::new(style), text, hyphen)), true));
    if new {
        cache.add(text, &word);
    }
    word
}

/// Bytes of the word with this token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Part {
    token: usize,
    from: u32,
    to: u32,
}

/// Joins successive parts of a word.
#[derive(Default)]
struct PartJoiner(Option<Part>);

impl PartJoiner {
    /// Adds a part; returns the one before if it is of another word.
    fn add(&mut self, token: usize, from: u32, to: u32) -> Option<Part> {
        match &mut self.0 {
            Some(part) if part.token == token && part.to == from => {
                part.to = to;
                None
            }
            _ => self.0.replace(Part { token, from, to }),
        }
    }

    fn take(&mut self) -> Option<Part> {
        self.0.take()
    }
}
