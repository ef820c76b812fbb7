//! Font units into lengths, once for each piece of a paragraph.

use super::super::breaker::{Hyphen, Item};
use super::super::font_style::FontStyle;
use super::super::protrusion;
use super::super::style::{ParagraphSetting, Piece};
use super::super::word::{Break, Extent, Hang, Word, WordGlyph};
use super::collect::Collected;
use crate::model::layout::Align;
use crate::unit::{Em, Length};

/// A piece of text, its style, and the limits its paragraph sets, as lengths.
#[derive(Clone, Copy)]
pub(super) struct Metrics<'a> {
    pub piece: &'a Piece,
    pub style: &'a FontStyle,
    /// Of the first face, unscaled.
    units: Units,
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

/// How long a unit of a face is. Each glyph of a line is measured with it, so
/// it multiplies: a division takes several times as long.
#[derive(Clone, Copy, Default)]
pub(super) struct Units {
    /// Length of a unit, times 2^[`Units::SHIFT`].
    factor: i64,
}

impl Units {
    /// The `x_scale` of glyphs as they were drawn.
    pub const UNSCALED: u16 = 10_000;

    /// Fine enough to be exact to the base unit for any glyph.
    const SHIFT: u32 = 32;

    fn new(style: &FontStyle, face: u8, size: Length, x_scale: u16) -> Self {
        let em = style.faces().get(usize::from(face)).map_or(0, |face| face.units_per_em);
        let parts = i128::from(em) * i128::from(Self::UNSCALED);
        if parts == 0 {
            return Self { factor: 0 };
        }
        let scaled = i128::from(size.units()) * i128::from(x_scale);
        let factor = ((scaled << Self::SHIFT) + parts / 2).div_euclid(parts);
        Self { factor: i64::try_from(factor).unwrap_or(i64::MAX) }
    }

    /// So many units as a length, rounded to nearest.
    pub fn of(self, units: i32) -> Length {
        // Shifts of glyphs are, nearly all of them.
        if units == 0 {
            return Length::ZERO;
        }
        let product = i128::from(units) * i128::from(self.factor);
        Length::from_units(((product + (1 << (Self::SHIFT - 1))) >> Self::SHIFT) as i64)
    }
}

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
            units: Units::new(style, 0, text.size, Units::UNSCALED),
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

    /// How long the units of the face with this index are when its glyphs are
    /// set at `x_scale` in 1/10000.
    pub fn units(&self, face: u8, x_scale: u16) -> Units {
        match face {
            0 if x_scale == Units::UNSCALED => self.units,
            _ => Units::new(self.style, face, self.size(), x_scale),
        }
    }

    /// A length in units of the face with this index.
    pub fn scaled(&self, units: i32, face: u8) -> Length {
        self.units(face, Units::UNSCALED).of(units)
    }

    fn width(&self, glyphs: &[WordGlyph]) -> Length {
        let runs = glyphs.chunk_by(|a, b| a.face == b.face).filter_map(|run| {
            let units = run.iter().map(|glyph| glyph.advance).sum();
            Some(self.scaled(units, run.first()?.face))
        });
        runs.sum()
    }

    /// The box of a part of a word: of an extent, or else of some glyphs.
    pub fn part(&self, extent: Option<Extent>, word: &Word, glyphs: &[WordGlyph]) -> Item {
        let Some(extent) = extent else { return self.mixed_part(word, glyphs) };
        let units = self.units(extent.face, Units::UNSCALED);
        let hang = |hang: Hang| match hang.part {
            0 => Length::ZERO,
            part => per_mille(units.of(hang.advance), part),
        };
        let (left, right) = match self.protrude {
            true => (hang(extent.left), hang(extent.right)),
            false => (Length::ZERO, Length::ZERO),
        };
        self.boxed(units.of(extent.advance), extent.clusters.into(), left, right)
    }

    fn boxed(&self, width: Length, clusters: i64, left: Length, right: Length) -> Item {
        Item::Box {
            width: width + self.tracking * clusters,
            stretch: per_mille(width, self.expand) + self.letter_stretch * clusters,
            shrink: per_mille(width, self.condense) + self.letter_shrink * clusters,
            left,
            right: right + self.tracking,
        }
    }

    /// A box of glyphs of several faces.
    fn mixed_part(&self, word: &Word, glyphs: &[WordGlyph]) -> Item {
        let clusters = glyphs.iter().filter(|glyph| glyph.end > glyph.start).count();
        let (left, right) = match self.protrude {
            true => self.overhang(word, glyphs),
            false => (Length::ZERO, Length::ZERO),
        };
        self.boxed(self.width(glyphs), i64::try_from(clusters).unwrap_or(0), left, right)
    }

    /// Whether an address is short and fits on a line of its own: a ragged line
    /// is better short than an address in two.
    pub fn keeps_whole(&self, address: &Word) -> bool {
        self.width(address.glyphs()) <= self.whole
    }

    /// How far the first and the last of some glyphs hang out.
    fn overhang(&self, word: &Word, glyphs: &[WordGlyph]) -> (Length, Length) {
        let end = |glyph: Option<&WordGlyph>| {
            Extent::of(word.text(), glyph.map(std::slice::from_ref).unwrap_or_default())
        };
        let hang = |extent: Extent, hang: Hang| {
            per_mille(self.scaled(hang.advance, extent.face), hang.part)
        };
        let left = end(glyphs.first()).map(|extent| hang(extent, extent.left));
        let right = end(glyphs.last()).map(|extent| hang(extent, extent.right));
        (left.unwrap_or_default(), right.unwrap_or_default())
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

    /// The word space: stretches by half of its width, shrinks by a quarter.
    pub fn space(&self) -> Item {
        Item::glue(self.space, self.space / 2, self.space / 4)
    }

    /// The word space where it neither stretches nor shrinks.
    pub fn fixed_space(&self) -> Item {
        Item::glue(self.space, Length::ZERO, Length::ZERO)
    }
}

fn per_mille(length: Length, part: u16) -> Length {
    length * i64::from(part) / 1000
}
