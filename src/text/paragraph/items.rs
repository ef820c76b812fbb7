//! The second step: words and spaces become boxes, glue and penalties.

use super::super::breaker::{Hyphen, Item};
use super::super::chars::Space;
use super::super::font_style::FontStyle;
use super::super::opportunity;
use super::super::protrusion;
use super::super::shape::Shaper;
use super::super::style::{ParagraphSetting, Piece, TextSetting};
use super::super::word::{self, Break, Word, WordGlyph};
use super::collect::{Collected, Kind};
use crate::model::layout::{Align, LineFit};
use crate::unit::{Em, Length};

/// The items of a paragraph, each with what it stands for.
#[derive(Default)]
pub(super) struct Listed {
    pub items: Vec<Item>,
    pub atoms: Vec<Atom>,
}

/// What an item stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Atom {
    /// Bytes of the word that is the token with this index.
    Part { token: usize, from: u32, to: u32 },
    /// The space that is the token with this index.
    Space { token: usize },
    /// A break within a word.
    Break,
    /// A forced break; the token with this index.
    Forced { token: usize },
    /// Forbids a break.
    Glue,
}

/// Letters that a word keeps together where it meets another setting that
/// continues it with a gender sign.
const BESIDE_SIGN: usize = 5;

impl Listed {
    fn push(&mut self, item: Item, atom: Atom) {
        self.items.push(item);
        self.atoms.push(atom);
    }

    /// Whether a break at this item ends the paragraph or is forced.
    pub fn ends_paragraph(&self, item: usize) -> bool {
        matches!(self.atoms.get(item), None | Some(Atom::Forced { .. }))
    }
}

/// Fills `out` with the items of a paragraph.
pub(super) fn list(
    pieces: &[Piece],
    collected: &Collected,
    setting: &ParagraphSetting,
    shaper: &mut Shaper,
    out: &mut Listed,
) {
    out.items.clear();
    out.atoms.clear();
    let mut lister = Lister { pieces, collected, setting, shaper, out };
    let mut at = 0;
    while let Some(token) = collected.tokens.get(at) {
        at = match &token.kind {
            Kind::Word(word) => lister.word(at, word),
            Kind::Space(..) => lister.spaces(at),
            Kind::Forced => {
                lister.out.push(Item::forced_break(), Atom::Forced { token: at });
                at + 1
            }
        };
    }
}

struct Lister<'a> {
    pieces: &'a [Piece],
    collected: &'a Collected,
    setting: &'a ParagraphSetting,
    shaper: &'a mut Shaper,
    out: &'a mut Listed,
}

impl<'a> Lister<'a> {
    /// The word that is token `at`, in parts; returns the next token.
    fn word(&mut self, at: usize, word: &Word) -> usize {
        let Some((piece, style)) = self.context(at) else { return at + 1 };
        let before = at.checked_sub(1).and_then(|at| self.collected.tokens.get(at)?.word());
        let after = self.collected.tokens.get(at + 1).and_then(|token| token.word());
        if let Some(before) = before {
            self.joint(at, before, word);
        }
        let metrics = Metrics::new(&piece.setting, style, self.setting);
        let address;
        let breaks = if piece.unbreakable {
            &[]
        } else if piece.address {
            address = word.address_breaks(style, self.shaper);
            &*address
        } else {
            word.breaks(style, self.shaper, self.setting.hyphenate)
        };
        let (mut from, mut glyph) = (0, 0);
        for place in breaks.iter().filter(|place| !parts_gendered(place, before, word, after)) {
            let glyphs = word.glyphs().get(glyph..place.glyph as usize).unwrap_or_default();
            self.out.push(metrics.part(word, glyphs), Atom::Part { token: at, from, to: place.at });
            self.out.push(metrics.penalty(place), Atom::Break);
            (from, glyph) = (place.at, place.glyph as usize);
        }
        let glyphs = word.glyphs().get(glyph..).unwrap_or_default();
        let to = u32::try_from(word.text().len()).unwrap_or(u32::MAX);
        self.out.push(metrics.part(word, glyphs), Atom::Part { token: at, from, to });
        at + 1
    }

    /// Where two words of different setting meet, the line may break as it
    /// might within one word.
    fn joint(&mut self, at: usize, before: &Word, after: &Word) {
        let piece = |at: usize| self.pieces.get(self.collected.tokens.get(at)?.piece);
        let held = |piece: Option<&Piece>| piece.is_none_or(|p| p.unbreakable || p.address);
        if held(piece(at)) || at.checked_sub(1).is_none_or(|at| held(piece(at))) {
            return;
        }
        let joined = [before.text(), after.text()].concat();
        let seam = before.text().len();
        let places = opportunity::in_word(&joined, &[], None);
        if let Some(place) = places.iter().find(|place| place.at as usize == seam) {
            let item = match place.hyphen {
                Hyphen::Written => Item::after_written_hyphen(),
                _ => Item::penalty(place.cost),
            };
            self.out.push(item, Atom::Break);
        }
    }

    /// All spaces from token `at` on, as one space; returns the next token.
    fn spaces(&mut self, at: usize) -> usize {
        let tokens = self.collected.tokens.get(at..).unwrap_or_default();
        let spaces = tokens.iter().map_while(|token| match token.kind {
            Kind::Space(_, space) => Some((token.piece, space)),
            _ => None,
        });
        let spaces: Vec<_> = spaces.collect();
        let end = at + spaces.len();
        let breaks = self.may_break(at, end, &spaces);
        let at_start = at.checked_sub(1).and_then(|at| self.collected.tokens.get(at)?.word());
        let mut wide = at_start.is_none();
        for (token, (_, space)) in (at..end).zip(spaces) {
            let Some((piece, style)) = self.context(token) else { continue };
            let metrics = Metrics::new(&piece.setting, style, self.setting);
            let glue = match space {
                Space::Word | Space::NoBreak if wide => fixed(Length::ZERO),
                Space::Word | Space::NoBreak => {
                    wide = true;
                    metrics.space()
                }
                Space::Fixed(em) => fixed(Em::milli(em.into()).at(piece.setting.size)),
            };
            // Only glue that follows a box directly is a legal break, so the
            // other spaces of a row need no penalty.
            if !breaks && token == at {
                self.out.push(Item::no_break(), Atom::Glue);
            }
            self.out.push(glue, Atom::Space { token });
        }
        end
    }

    fn may_break(&self, at: usize, end: usize, spaces: &[(usize, Space)]) -> bool {
        if spaces.iter().all(|(_, space)| *space == Space::NoBreak) {
            return false;
        }
        if spaces.iter().all(|(p, _)| self.pieces.get(*p).is_some_and(|p| p.unbreakable)) {
            return false;
        }
        let text = |at: Option<usize>| {
            let token = at.and_then(|at| self.collected.tokens.get(at));
            token.and_then(|token| token.word()).map_or("", Word::text)
        };
        let lang = spaces.first().and_then(|(piece, _)| self.collected.styles.get(*piece));
        let (before, after) = (text(at.checked_sub(1)), text(Some(end)));
        lang.is_none_or(|style| opportunity::at_space(before, after, style.lang()))
    }

    fn context(&self, token: usize) -> Option<(&'a Piece, &'a FontStyle)> {
        let piece = self.collected.tokens.get(token)?.piece;
        Some((self.pieces.get(piece)?, self.collected.styles.get(piece)?))
    }
}

/// Glue that keeps its width.
const fn fixed(width: Length) -> Item {
    Item::glue(width, Length::ZERO, Length::ZERO)
}

/// Whether a break would leave a fragment beside a gender sign that stands
/// at the start or end of the neighbouring word.
fn parts_gendered(place: &Break, before: Option<&Word>, word: &Word, after: Option<&Word>) -> bool {
    let (start, end) = word.text().split_at_checked(place.at as usize).unwrap_or_default();
    let short = |text: &str| text.chars().count() < BESIDE_SIGN;
    let joins = |before: Option<&Word>, after: Option<&Word>| {
        before.zip(after).is_some_and(|(b, a)| word::joins(b.text(), a.text()))
    };
    short(start) && joins(before, Some(word)) || short(end) && joins(Some(word), after)
}

/// Turns font units into lengths for one setting.
#[derive(Clone, Copy)]
pub(super) struct Metrics<'a> {
    setting: &'a TextSetting,
    style: &'a FontStyle,
    fit: LineFit,
    justified: bool,
    centred: bool,
    /// Added after every cluster.
    pub tracking: Length,
}

impl<'a> Metrics<'a> {
    pub fn new(
        setting: &'a TextSetting,
        style: &'a FontStyle,
        paragraph: &ParagraphSetting,
    ) -> Self {
        let tracking = setting.tracking.to_milli() + i64::from(paragraph.extra_tracking);
        Self {
            setting,
            style,
            fit: paragraph.fit,
            justified: paragraph.align == Align::Justify,
            centred: paragraph.align == Align::Center,
            tracking: Em::milli(tracking).at(setting.size),
        }
    }

    /// A length in units of the face with this index.
    pub fn scaled(&self, units: i32, face: u8) -> Length {
        let em = self.style.faces().get(usize::from(face)).map_or(0, |face| face.units_per_em);
        self.setting.size.scale(units.into(), em.into())
    }

    fn width(&self, glyphs: &[WordGlyph]) -> Length {
        glyphs.iter().map(|glyph| self.scaled(glyph.advance, glyph.face)).sum()
    }

    /// The box of some glyphs of a word.
    fn part(&self, word: &Word, glyphs: &[WordGlyph]) -> Item {
        let clusters = glyphs.iter().filter(|glyph| glyph.end > glyph.start).count();
        let clusters = i64::try_from(clusters).unwrap_or(0);
        let width = self.width(glyphs);
        let (left, right) = self.overhang(word, glyphs);
        let (stretch, shrink) = if self.justified {
            let part = |limit: u16| width.scale(limit.into(), 1000);
            let spacing = |limit: u16| Em::milli(limit.into()).at(self.setting.size) * clusters;
            (
                part(self.fit.expand) + spacing(self.fit.letter_stretch),
                part(self.fit.condense) + spacing(self.fit.letter_shrink),
            )
        } else {
            (Length::ZERO, Length::ZERO)
        };
        let width = width + self.tracking * clusters;
        Item::Box { width, stretch, shrink, left, right: right + self.tracking }
    }

    /// How far the first and the last character hang out.
    fn overhang(&self, word: &Word, glyphs: &[WordGlyph]) -> (Length, Length) {
        if !self.fit.protrude || self.centred {
            return (Length::ZERO, Length::ZERO);
        }
        let character = |glyph: &WordGlyph| {
            word.text().get(glyph.start as usize..glyph.end as usize)?.chars().next()
        };
        let hang = |glyph: Option<&WordGlyph>, table: fn(char) -> i32| {
            let Some(glyph) = glyph else { return Length::ZERO };
            let part = character(glyph).map_or(0, table);
            self.scaled(glyph.advance, glyph.face).scale(part.into(), 1000)
        };
        (hang(glyphs.first(), protrusion::left), hang(glyphs.last(), protrusion::right))
    }

    fn penalty(&self, place: &Break) -> Item {
        let mut width = self.scaled(place.width, 0);
        let mut right = Length::ZERO;
        if place.hyphen == Hyphen::Inserted {
            let hang = if self.fit.protrude && !self.centred { protrusion::right('-') } else { 0 };
            right = width.scale(hang.into(), 1000) + self.tracking;
            width += self.tracking;
        }
        let next = self.scaled(place.next, 0);
        Item::Penalty { cost: place.cost, hyphen: place.hyphen, width, right, next }
    }

    /// The natural width of a word space.
    pub fn space_width(&self) -> Length {
        let (face, _) = self.style.space();
        self.scaled(self.style.space_width(), face) + self.tracking
    }

    /// Glue: stretches by half of its width, shrinks by a third.
    fn space(&self) -> Item {
        let width = self.space_width();
        Item::glue(width, width / 2, width / 3)
    }
}
