//! The third step: the glyphs of one line, all but justified.

use std::ops::Range;
use std::sync::Arc;

use super::super::breaker;
use super::super::breaker::{Hyphen, Item};
use super::super::font_style::FontStyle;
use super::super::glyph::Glyph;
use super::super::shape::{Fonts, Shaper};
use super::super::word::{Word, WordGlyph};
use super::collect::{Kind, Token};
use super::items::{Atom, Listed};
use super::letters::Letters;
use super::metrics::{Metrics, Units};
use crate::unit::Length;

/// The glyphs of one line and their text.
#[derive(Default)]
pub(super) struct Slots {
    /// From left to right, showing bytes of `text`. Spaces have their natural
    /// width.
    pub glyphs: Vec<Glyph>,
    /// Stretches of one piece and face, one after the other.
    pub stretches: Vec<Stretch>,
    /// The glyphs of each word or part of one.
    pub words: Vec<Range<usize>>,
    /// The spaces between words, in order.
    pub spaces: Vec<WordSpace>,
    pub text: String,
    /// So many glyphs stand before the spaces at the line end.
    pub inner: usize,
}

/// Glyphs of one piece and face.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    /// Its first glyph.
    pub start: usize,
    /// Index of the piece.
    pub piece: usize,
    pub face: u8,
    /// The bytes of the line's text that it shows.
    pub from: u32,
    pub to: u32,
    /// How long the units of the face are along the line.
    across: Units,
    /// What follows each cluster.
    after: Length,
}

/// A space between words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct WordSpace {
    /// Its glyph.
    pub glyph: usize,
    pub width: Length,
    pub stretch: Length,
    pub shrink: Length,
}

impl Slots {
    /// Fills the slots with the glyphs of a line. `next` is the first item of
    /// the line after it; the spaces between the two stay with this line.
    pub fn gather(
        &mut self,
        (tokens, listed): (&[Token], &Listed),
        metrics: &[Metrics<'_>],
        (line, next): (&breaker::Line, usize),
        letters: Letters,
        shaper: &mut Shaper,
    ) {
        self.clear();
        let hyphen = matches!(
            listed.items.get(line.break_at),
            Some(Item::Penalty { hyphen: Hyphen::Inserted, .. })
        );
        let source = Source { tokens, metrics, letters };
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
        self.end_line();
    }

    fn clear(&mut self) {
        self.glyphs.clear();
        self.stretches.clear();
        self.words.clear();
        self.spaces.clear();
        self.text.clear();
        self.inner = 0;
    }

    /// The stretch with the last glyph of these.
    pub fn stretch_before(&self, glyph: usize) -> Option<&Stretch> {
        self.stretches.iter().rfind(|stretch| stretch.start < glyph)
    }

    /// Nothing follows the last cluster of a line.
    fn end_line(&mut self) {
        let after = self.stretch_before(self.inner).map(|stretch| stretch.after);
        if self.words.last().is_some_and(|word| word.end == self.inner)
            && let Some(last) = self.glyphs.get_mut(..self.inner).and_then(<[Glyph]>::last_mut)
        {
            last.advance -= after.unwrap_or_default();
        }
    }

    /// Adds a part of a word. Whole words are as they were shaped; parts are
    /// shaped anew, since kerning and ligatures end where they do.
    fn part(&mut self, source: Source<'_>, part: Part, hyphen: bool, shaper: &mut Shaper) {
        let Some((token, metrics)) = source.get(part.token) else { return };
        let Some(word) = token.word() else { return };
        let whole = part.from == 0 && part.to as usize == word.text().len();
        if whole && !hyphen {
            self.word(source, token.piece, word);
            return;
        }
        let text = word.text().get(part.from as usize..part.to as usize).unwrap_or_default();
        let word = fragment(metrics.style, text, hyphen, shaper);
        self.word(source, token.piece, &word);
    }

    fn word(&mut self, source: Source<'_>, piece: usize, word: &Word) {
        let glyphs = word.glyphs();
        let Some(metrics) = source.metrics.get(piece) else { return };
        let base = small(self.text.len());
        self.text.push_str(word.text());
        let start = self.glyphs.len();
        let mut at = 0;
        for same in glyphs.chunk_by(|a, b| a.face == b.face) {
            let Some(first) = same.first() else { continue };
            let shown =
                if same.len() == glyphs.len() { 0..small(word.text().len()) } else { shown(same) };
            let shown = base.saturating_add(shown.start)..base.saturating_add(shown.end);
            let Stretch { across, after, .. } = self.stretch(source, piece, first.face, shown);
            let set = same.iter().enumerate().map(|(index, glyph)| {
                let next = glyphs.get(at + index + 1);
                let closes = next.is_none_or(|next| next.end > next.start);
                let width = across.of(glyph.advance);
                Glyph {
                    id: glyph.id,
                    advance: if closes { width + after } else { width },
                    dx: across.of(glyph.dx),
                    dy: raised(metrics, glyph),
                    text: base.saturating_add(glyph.start)..base.saturating_add(glyph.end),
                }
            });
            self.glyphs.extend(set);
            at += same.len();
        }
        if !glyphs.is_empty() {
            self.inner = self.glyphs.len();
            self.words.push(start..self.inner);
        }
    }

    /// The stretch for glyphs that show these bytes of the line: the last
    /// one, or a new one.
    fn stretch(
        &mut self,
        source: Source<'_>,
        piece: usize,
        face: u8,
        shown: Range<u32>,
    ) -> Stretch {
        if let Some(last) = self.stretches.last_mut()
            && (last.piece, last.face) == (piece, face)
        {
            last.from = last.from.min(shown.start);
            last.to = last.to.max(shown.end);
            return *last;
        }
        let units = |metrics: &Metrics<'_>| metrics.units(face, source.letters.x_scale);
        let metrics = source.metrics.get(piece);
        let stretch = Stretch {
            start: self.glyphs.len(),
            piece,
            face,
            from: shown.start,
            to: shown.end,
            across: metrics.map(units).unwrap_or_default(),
            after: metrics.map(|metrics| source.letters.after(metrics)).unwrap_or_default(),
        };
        self.stretches.push(stretch);
        stretch
    }

    fn space(&mut self, source: Source<'_>, token: usize, item: Option<&Item>) {
        let Some((token, metrics)) = source.get(token) else { return };
        let Kind::Space(c, _) = token.kind else { return };
        let Some(Item::Glue { width, stretch, shrink }) = item else {
            return self.blank(source, token.piece, metrics.style, c, Length::ZERO);
        };
        let (width, stretch, shrink) = (*width, *stretch, *shrink);
        self.spaces.push(WordSpace { glyph: self.glyphs.len(), width, stretch, shrink });
        self.blank(source, token.piece, metrics.style, c, width);
        self.inner = self.glyphs.len();
    }

    /// A forced break reads as a space.
    fn forced(&mut self, source: Source<'_>, token: usize) {
        if let Some((token, metrics)) = source.get(token) {
            self.blank(source, token.piece, metrics.style, ' ', Length::ZERO);
        }
    }

    fn blank(
        &mut self,
        source: Source<'_>,
        piece: usize,
        style: &FontStyle,
        c: char,
        width: Length,
    ) {
        let start = small(self.text.len());
        self.text.push(c);
        let (face, space) = style.space();
        let faces = style.faces();
        let own = || faces.get(usize::from(face)).and_then(|face| face.glyph(c));
        let id = if c == ' ' { space } else { own().unwrap_or(space) };
        let text = start..small(self.text.len());
        self.stretch(source, piece, face, text.clone());
        let (dx, dy) = (Length::ZERO, Length::ZERO);
        self.glyphs.push(Glyph { id, advance: width, dx, dy, text });
    }
}

/// The bytes of a word that some of its glyphs show.
fn shown(glyphs: &[WordGlyph]) -> Range<u32> {
    let start = glyphs.iter().map(|glyph| glyph.start).min().unwrap_or_default();
    start..glyphs.iter().map(|glyph| glyph.end).max().unwrap_or(start)
}

/// How far down a glyph is drawn; hardly any is anywhere but on the baseline.
fn raised(metrics: &Metrics<'_>, glyph: &WordGlyph) -> Length {
    match glyph.dy {
        0 => Length::ZERO,
        dy => -metrics.scaled(dy, glyph.face),
    }
}

/// An index or offset within a line; no text is as long as this has room for.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Where tokens and their styles are found, and how letters are set.
#[derive(Clone, Copy)]
struct Source<'a> {
    tokens: &'a [Token],
    metrics: &'a [Metrics<'a>],
    letters: Letters,
}

impl<'a> Source<'a> {
    fn get(&self, token: usize) -> Option<(&'a Token, &'a Metrics<'a>)> {
        let token = self.tokens.get(token)?;
        Some((token, self.metrics.get(token.piece)?))
    }
}

/// Shapes a part of a word, or finds it in the cache.
fn fragment(style: &FontStyle, text: &str, hyphen: bool, shaper: &mut Shaper) -> Arc<Word> {
    let cache = if hyphen { &style.hyphenated } else { &style.words };
    let known = cache.read().get(text).map(|(word, aged)| (Arc::clone(word), aged));
    let (word, new) =
        known.unwrap_or_else(|| (Arc::new(shaper.word(&Fonts::new(style), text, hyphen)), true));
    if new {
        cache.add([(text, Arc::clone(&word))]);
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
