//! Words far wider than any line of their paragraph: what lets them break
//! where nothing else does. A word that sticks out into the margin is whole
//! and can be read; one that runs off the paper cannot, and a reader can put
//! together one that is badly broken.

use super::super::breaker::{Hyphen, Item, LineWidths, Params};
use super::super::chars;
use super::super::shape::Shaper;
use super::super::word::{Extent, Word, WordGlyph};
use super::collect::Token;
use super::items::{Atom, Listed};
use super::metrics::Metrics;
use crate::text::style::ParagraphSetting;
use crate::unit::Length;

/// The price of a break between letters: dearer than any hyphen, cheaper than
/// a line that sticks out.
const BETWEEN_LETTERS: i32 = 1000;

/// By so much a word may stick out: less than the margin of any sheet.
const MARGIN: Length = Length::mm(15);

/// A word that was too wide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cut {
    /// Its token.
    pub token: usize,
    /// Whether it may break between any letters; else it is only hyphenated
    /// although its style is not.
    pub letters: bool,
}

/// Parts the boxes that run far out of any line: at the hyphenation points of the
/// word, where its style leaves them out, and between letters where there are
/// none. Tells which words those are.
pub(super) fn cut(
    (tokens, metrics): (&[Token], &[Metrics<'_>]),
    (widths, setting): (&LineWidths, &ParagraphSetting),
    shaper: &mut Shaper,
    listed: &mut Listed,
) -> Vec<Cut> {
    let lines = 0..=setting.first_widths.len().max(1);
    let room = lines.map(|line| widths.measure(line).width).max().unwrap_or_default();
    let mut cuts: Vec<Cut> = Vec::new();
    let wide = |item: &Item| room > Length::ZERO && !fits(room, item);
    if !listed.items.iter().any(wide) {
        return cuts;
    }
    let Listed { items, atoms } = std::mem::take(listed);
    for (item, atom) in items.into_iter().zip(atoms) {
        let part = match atom {
            Atom::Part { token, from, to } if wide(&item) => {
                let word = tokens.get(token).and_then(Token::word);
                let metrics = tokens.get(token).and_then(|token| metrics.get(token.piece));
                let part = word.zip(metrics).filter(|(word, _)| !word.leftwards());
                part.map(|(word, metrics)| (Cutter { word, metrics, token, room }, (from, to)))
            }
            _ => None,
        };
        let Some((cutter, bytes)) = part else {
            listed.push(item, atom);
            continue;
        };
        let token = cutter.token;
        let letters = cutter.part(bytes, setting.hyphenate, shaper, listed);
        match cuts.last_mut().filter(|cut| cut.token == token) {
            Some(cut) => cut.letters |= letters,
            None => cuts.push(Cut { token, letters }),
        }
    }
    cuts
}

/// The breaker's settings for a paragraph with such a word: a line without
/// spaces is better the fuller it is.
pub(super) fn params(params: &Params, size: Length) -> Params {
    Params { emergency_stretch: size * 4, ..*params }
}

/// Whether a box on a line of its own stays on the paper; all else does.
fn fits(room: Length, item: &Item) -> bool {
    match *item {
        Item::Box { width, shrink, right, .. } => (room + MARGIN).fits(width - shrink - right),
        Item::Glue { .. } | Item::Penalty { .. } => true,
    }
}

/// A word that is being parted.
#[derive(Clone, Copy)]
struct Cutter<'a> {
    word: &'a Word,
    metrics: &'a Metrics<'a>,
    token: usize,
    room: Length,
}

impl<'a> Cutter<'a> {
    /// Lists a part of the word in parts; whether letters are parted.
    fn part(
        self,
        (from, to): (u32, u32),
        hyphenate: bool,
        shaper: &mut Shaper,
        out: &mut Listed,
    ) -> bool {
        let piece = self.metrics.piece;
        let hyphens = !hyphenate && !piece.address && !piece.unbreakable;
        let breaks = hyphens.then(|| self.word.breaks(self.metrics.style, shaper, true));
        let places = breaks.iter().flat_map(|breaks| &breaks.places);
        let inside = places.filter(|place| from < place.at && place.at < to);
        let (mut start, mut letters) = (from, false);
        for place in inside.filter(|place| place.hyphen == Hyphen::Inserted) {
            letters |= self.segment(start, place.at, out);
            out.push(self.metrics.penalty(place, self.word), Atom::Break);
            start = place.at;
        }
        letters | self.segment(start, to, out)
    }

    /// Lists what stands between two hyphenation points: as one box if a line
    /// has room for it. Whether letters are parted.
    fn segment(self, from: u32, to: u32, out: &mut Listed) -> bool {
        let glyphs = self.glyphs(from, to);
        let whole = self.item(glyphs);
        if fits(self.room, &whole) {
            out.push(whole, Atom::Part { token: self.token, from, to });
            return false;
        }
        let (mut first, mut start) = (0, from);
        for (index, glyph) in glyphs.iter().enumerate().skip(1) {
            if !self.begins(glyph) {
                continue;
            }
            let cluster = self.item(glyphs.get(first..index).unwrap_or_default());
            out.push(cluster, Atom::Part { token: self.token, from: start, to: glyph.start });
            out.push(Item::penalty(BETWEEN_LETTERS), Atom::Break);
            (first, start) = (index, glyph.start);
        }
        let rest = self.item(glyphs.get(first..).unwrap_or_default());
        out.push(rest, Atom::Part { token: self.token, from: start, to });
        true
    }

    fn glyphs(self, from: u32, to: u32) -> &'a [WordGlyph] {
        let glyphs = self.word.glyphs();
        let index = |at: u32| glyphs.partition_point(|glyph| glyph.start < at);
        glyphs.get(index(from)..index(to)).unwrap_or_default()
    }

    fn item(self, glyphs: &[WordGlyph]) -> Item {
        self.metrics.part(Extent::of(self.word.text(), glyphs), self.word, glyphs)
    }

    /// Whether a letter with all that belongs to it begins with this glyph.
    fn begins(self, glyph: &WordGlyph) -> bool {
        let rest = self.word.text().get(glyph.start as usize..).unwrap_or_default();
        let first = rest.chars().next();
        glyph.end > glyph.start && first.is_some_and(|c| !chars::joins_before(c))
    }
}
