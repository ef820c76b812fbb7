//! Font units into lengths, once for each piece of a paragraph.

use super::super::breaker::{Hyphen, Item};
use super::super::font_style::FontStyle;
use super::super::protrusion;
use super::super::style::{ParagraphSetting, Piece};
use super::super::word::{Break, Word, WordGlyph};
use super::collect::Collected;
use crate::model::layout::Align;
use crate::unit::{Em, Length};

/// A piece of text, its style, and the limits its paragraph sets, as lengths.
#[derive(Clone, Copy)]
pub(super) struct Metrics<'a> {
    pub piece: &'a Piece,
    pub style: &'a FontStyle,
    /// Added after every cluster.
    pub tracking: Length,
    /// Natural width of the word space.
    space: Length,
    /// How much glyphs widen and narrow at most, per mille.
    expand: u16,
    condense: u16,
    /// How much the space after a cluster grows and shrinks at most.
    letter_stretch: Length,
    letter_shrink: Length,
    protrude: bool,
    ragged: bool,
    /// Addresses up to this width are set whole.
    whole: Length,
}

/// Addresses of up to so many ems are short.
const SHORT_ADDRESS: i64 = 16;

/// A hyphen in ragged setting that leaves two or three letters: only where
/// the line would else be most of an address short.
const STUMP: i32 = 300;

/// The metrics of all pieces.
pub(super) fn of_pieces<'a>(
    pieces: &'a [Piece],
    collected: &'a Collected,
    setting: &ParagraphSetting,
) -> Vec<Metrics<'a>> {
    let styled = pieces.iter().zip(&collected.styles);
    styled.map(|(piece, style)| Metrics::new(piece, style, setting)).collect()
}

impl<'a> Metrics<'a> {
    fn new(piece: &'a Piece, style: &'a FontStyle, paragraph: &ParagraphSetting) -> Self {
        let text = &*piece.setting;
        let fit = paragraph.fit;
        let tracking = text.tracking.to_milli().saturating_add(paragraph.extra_tracking.into());
        let flexible = |limit: u16| if paragraph.align == Align::Justify { limit } else { 0 };
        let spacing = |limit: u16| Em::milli(flexible(limit).into()).at(text.size);
        let mut metrics = Self {
            piece,
            style,
            tracking: Em::milli(tracking).at(text.size),
            space: Length::ZERO,
            expand: flexible(fit.expand),
            condense: flexible(fit.condense),
            letter_stretch: spacing(fit.letter_stretch),
            letter_shrink: spacing(fit.letter_shrink),
            protrude: fit.protrude && paragraph.align != Align::Center,
            ragged: paragraph.align != Align::Justify,
            whole: match paragraph.align {
                Align::Justify => Length::ZERO,
                _ => (paragraph.width - paragraph.first_indent).min(text.size * SHORT_ADDRESS),
            },
        };
        metrics.space = metrics.scaled(style.space_width(), style.space().0) + metrics.tracking;
        metrics
    }

    /// The font size.
    pub fn size(&self) -> Length {
        self.piece.setting.size
    }

    /// A length in units of the face with this index.
    pub fn scaled(&self, units: i32, face: u8) -> Length {
        match units {
            0 => Length::ZERO,
            _ => self.size().scale(units.into(), self.em(face)),
        }
    }

    /// The same for glyphs set at `x_scale` in 1/10000.
    pub fn expanded(&self, units: i32, face: u8, x_scale: u16) -> Length {
        match (units, x_scale) {
            (0, _) => Length::ZERO,
            (_, 10_000) => self.scaled(units, face),
            _ => self.size().scale(i64::from(units) * i64::from(x_scale), self.em(face) * 10_000),
        }
    }

    fn em(&self, face: u8) -> i64 {
        self.style.faces().get(usize::from(face)).map_or(0, |face| face.units_per_em.into())
    }

    fn width(&self, glyphs: &[WordGlyph]) -> Length {
        let runs = glyphs.chunk_by(|a, b| a.face == b.face).filter_map(|run| {
            let units = run.iter().map(|glyph| glyph.advance).sum();
            Some(self.scaled(units, run.first()?.face))
        });
        runs.sum()
    }

    /// The box of some glyphs of a word.
    pub fn part(&self, word: &Word, glyphs: &[WordGlyph]) -> Item {
        let clusters = glyphs.iter().filter(|glyph| glyph.end > glyph.start).count();
        let clusters = i64::try_from(clusters).unwrap_or(0);
        let width = self.width(glyphs);
        let (left, right) = self.overhang(word, glyphs);
        Item::Box {
            width: width + self.tracking * clusters,
            stretch: per_mille(width, self.expand) + self.letter_stretch * clusters,
            shrink: per_mille(width, self.condense) + self.letter_shrink * clusters,
            left,
            right: right + self.tracking,
        }
    }

    /// Whether an address is short and fits on a line of its own: a ragged line
    /// is better short than an address in two.
    pub fn keeps_whole(&self, address: &Word) -> bool {
        self.width(address.glyphs()) <= self.whole
    }

    /// How far the first and the last character hang out.
    fn overhang(&self, word: &Word, glyphs: &[WordGlyph]) -> (Length, Length) {
        let hang = |glyph: Option<&WordGlyph>, table: fn(char) -> u16| {
            let Some(glyph) = glyph else { return Length::ZERO };
            let shown = word.text().get(glyph.start as usize..glyph.end as usize);
            match shown.and_then(|text| text.chars().next()).map_or(0, table) {
                0 => Length::ZERO,
                part => per_mille(self.scaled(glyph.advance, glyph.face), part),
            }
        };
        if !self.protrude {
            return (Length::ZERO, Length::ZERO);
        }
        (hang(glyphs.first(), protrusion::left), hang(glyphs.last(), protrusion::right))
    }

    /// A break within a word.
    pub fn penalty(&self, place: &Break, word: &Word) -> Item {
        let mut width = self.scaled(place.width, 0);
        let mut right = Length::ZERO;
        if place.hyphen == Hyphen::Inserted {
            let hang = if self.protrude { protrusion::right('-') } else { 0 };
            right = per_mille(width, hang) + self.tracking;
            width += self.tracking;
        }
        let next = self.scaled(place.next, 0);
        let stump = if self.ragged && word.leaves_stump(place) { STUMP } else { 0 };
        Item::Penalty { cost: place.cost + stump, hyphen: place.hyphen, width, right, next }
    }

    /// The word space: stretches by half of its width, shrinks by a third.
    pub fn space(&self) -> Item {
        Item::glue(self.space, self.space / 2, self.space / 3)
    }
}

fn per_mille(length: Length, part: u16) -> Length {
    length * i64::from(part) / 1000
}
