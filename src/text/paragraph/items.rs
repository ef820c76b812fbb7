//! The second step: words and spaces become boxes, glue and penalties.

use super::super::breaker::{Hyphen, Item};
use super::super::chars::Space;
use super::super::opportunity::{self, Repeat};
use super::super::shape::Shaper;
use super::super::word::{self, Break, Word};
use super::collect::{Kind, Token};
use super::metrics::Metrics;
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

/// Fills `out` with the items of a paragraph. `metrics` are those of each
/// piece.
pub(super) fn list(
    tokens: &[Token],
    metrics: &[Metrics<'_>],
    hyphenate: bool,
    shaper: &mut Shaper,
    out: &mut Listed,
) {
    out.items.clear();
    out.atoms.clear();
    let mut lister = Lister { tokens, metrics, hyphenate, shaper, out };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
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
    tokens: &'a [Token],
    metrics: &'a [Metrics<'a>],
    hyphenate: bool,
    shaper: &'a mut Shaper,
    out: &'a mut Listed,
}

impl<'a> Lister<'a> {
    /// The word that is token `at`, in parts; returns the next token.
    fn word(&mut self, at: usize, word: &Word) -> usize {
        let Some(metrics) = self.metrics(at) else { return at + 1 };
        let (piece, style) = (metrics.piece, metrics.style);
        let before = self.word_at(at.checked_sub(1));
        let after = self.word_at(Some(at + 1));
        if let Some(before) = before {
            self.joint(at, before, word);
        }
        let address;
        let whole = piece.unbreakable || piece.address && metrics.keeps_whole(word);
        let breaks = if whole {
            &[]
        } else if piece.address {
            address = word.address_breaks(style, self.shaper);
            &*address
        } else {
            word.breaks(style, self.shaper, self.hyphenate)
        };
        let (mut from, mut glyph) = (0, 0);
        for place in breaks.iter().filter(|place| !parts_gendered(place, before, word, after)) {
            let glyphs = word.glyphs().get(glyph..place.glyph as usize).unwrap_or_default();
            self.out.push(metrics.part(word, glyphs), Atom::Part { token: at, from, to: place.at });
            self.out.push(metrics.penalty(place, word), Atom::Break);
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
        let held = |token: usize| {
            let piece = self.metrics(token).map(|metrics| metrics.piece);
            piece.is_none_or(|piece| piece.unbreakable || piece.address)
        };
        if held(at) || at.checked_sub(1).is_none_or(held) {
            return;
        }
        let joined = [before.text(), after.text()].concat();
        let seam = before.text().len();
        let places = opportunity::in_word(&joined, &[], None, Repeat::Never);
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
        let tokens = self.tokens.get(at..).unwrap_or_default();
        let spaces = tokens.iter().map_while(|token| match token.kind {
            Kind::Space(_, space) => Some((token.piece, space)),
            _ => None,
        });
        let spaces: Vec<_> = spaces.collect();
        let end = at + spaces.len();
        let breaks = self.may_break(at, end, &spaces);
        let mut wide = self.word_at(at.checked_sub(1)).is_none();
        for (token, (_, space)) in (at..end).zip(spaces) {
            let Some(metrics) = self.metrics(token) else { continue };
            let glue = match space {
                Space::Word | Space::NoBreak if wide => fixed(Length::ZERO),
                Space::Word | Space::NoBreak => {
                    wide = true;
                    metrics.space()
                }
                Space::Fixed(em) => fixed(Em::milli(em.into()).at(metrics.size())),
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
        let held = |(piece, _): &(usize, Space)| {
            self.metrics.get(*piece).is_some_and(|metrics| metrics.piece.unbreakable)
        };
        if spaces.iter().all(held) {
            return false;
        }
        let text = |at| self.word_at(at).map_or("", Word::text);
        let (before, after) = (text(at.checked_sub(1)), text(Some(end)));
        let metrics = spaces.first().and_then(|(piece, _)| self.metrics.get(*piece));
        metrics
            .is_none_or(|metrics| opportunity::at_space(before, after, metrics.style.guillemets()))
    }

    fn metrics(&self, token: usize) -> Option<&'a Metrics<'a>> {
        self.metrics.get(self.tokens.get(token)?.piece)
    }

    fn word_at(&self, token: Option<usize>) -> Option<&'a Word> {
        self.tokens.get(token?)?.word()
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
