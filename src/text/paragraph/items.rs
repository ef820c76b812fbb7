//! The second step: words and spaces become boxes, glue and penalties.

use super::super::breaker::{Hyphen, Item, Near};
use super::super::chars::Space;
use super::super::opportunity::{self, Repeat};
use super::super::shape::Shaper;
use super::super::word::{self, Break, Extent, Word};
use super::collect::{Kind, Token};
use super::metrics::Metrics;
use crate::markup;
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
    pub fn push(&mut self, item: Item, atom: Atom) {
        self.items.push(item);
        self.atoms.push(atom);
    }

    /// Whether a break at this item ends the paragraph or is forced.
    pub fn ends_paragraph(&self, item: usize) -> bool {
        matches!(self.atoms.get(item), None | Some(Atom::Forced { .. }))
    }
}

/// Fills `out` with the items of a paragraph. `metrics` are those of each
/// piece; with `near` only the words that it reaches are listed in parts.
pub(super) fn list(
    tokens: &[Token],
    metrics: &[Metrics<'_>],
    (hyphenate, near): (bool, Option<Near<'_>>),
    shaper: &mut Shaper,
    out: &mut Listed,
) {
    out.items.clear();
    out.atoms.clear();
    let mut lister = Lister { tokens, metrics, hyphenate, near, shaper, out };
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
    near: Option<Near<'a>>,
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
        let length = u32::try_from(word.text().len()).unwrap_or(u32::MAX);
        if let Some(near) = &mut self.near {
            let whole = metrics.part(word.whole(), word, word.glyphs());
            if !near.reaches(&whole) {
                self.out.push(whole, Atom::Part { token: at, from: 0, to: length });
                return at + 1;
            }
        }
        let address;
        let whole = piece.unbreakable || piece.address && metrics.keeps_whole(word);
        let breaks = if whole {
            None
        } else if piece.address {
            address = word.address_breaks(style, self.shaper);
            Some(&address)
        } else {
            Some(word.breaks(style, self.shaper, self.hyphenate))
        };
        let gendered = Gendered::new(before, word, after);
        let (mut from, mut glyph) = (0, 0);
        let mut held = Held::default();
        for place in breaks.iter().flat_map(|breaks| &breaks.places) {
            let extent = held.add(place.part);
            if gendered.parted_at(place, word) {
                continue;
            }
            held = Held::default();
            let glyphs = word.glyphs().get(glyph..place.glyph as usize).unwrap_or_default();
            let part = metrics.part(extent, word, glyphs);
            self.out.push(part, Atom::Part { token: at, from, to: place.at });
            self.out.push(metrics.penalty(place, word), Atom::Break);
            (from, glyph) = (place.at, place.glyph as usize);
        }
        let tail = breaks.map_or(word.whole(), |breaks| breaks.tail);
        let extent = held.add(tail);
        let glyphs = word.glyphs().get(glyph..).unwrap_or_default();
        let part = metrics.part(extent, word, glyphs);
        self.out.push(part, Atom::Part { token: at, from, to: length });
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
        let count = tokens.iter().take_while(|token| matches!(token.kind, Kind::Space(..))).count();
        let end = at + count;
        let breaks = self.may_break(at, tokens.get(..count).unwrap_or_default());
        let mut wide = self.word_at(at.checked_sub(1)).is_none();
        let rigid = count == 1 && self.keeps_width(at);
        for (token, space) in (at..end).zip(tokens) {
            let Kind::Space(_, space) = space.kind else { continue };
            let Some(metrics) = self.metrics(token) else { continue };
            let glue = match space {
                Space::Word | Space::NoBreak if wide => fixed(Length::ZERO),
                Space::NoBreak if rigid => metrics.fixed_space(),
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
            if let Some(near) = &mut self.near {
                match glue {
                    // No line ends at it, so it is always as wide.
                    Item::Glue { width, .. } if rigid => near.add(&Item::rigid(width)),
                    _ => near.add(&glue),
                }
            }
            self.out.push(glue, Atom::Space { token });
        }
        end
    }

    /// Whether the line may break at these spaces, of which token `at` is the
    /// first.
    fn may_break(&self, at: usize, spaces: &[Token]) -> bool {
        if spaces.iter().all(|token| matches!(token.kind, Kind::Space(_, Space::NoBreak))) {
            return false;
        }
        let held = |token: &Token| {
            self.metrics.get(token.piece).is_some_and(|metrics| metrics.piece.unbreakable)
        };
        if spaces.iter().all(held) {
            return false;
        }
        let text = |at| self.word_at(at).map_or("", Word::text);
        let (before, after) = (text(at.checked_sub(1)), text(Some(at + spaces.len())));
        let metrics = spaces.first().and_then(|token| self.metrics.get(token.piece));
        metrics
            .is_none_or(|metrics| opportunity::at_space(before, after, metrics.style.guillemets()))
    }

    /// Whether token `at` is a no-break space that keeps its width.
    fn keeps_width(&self, at: usize) -> bool {
        let Some(Kind::Space(_, Space::NoBreak)) = self.tokens.get(at).map(|token| &token.kind)
        else {
            return false;
        };
        let before = self.word_at(at.checked_sub(1));
        let (Some(before), Some(after)) = (before, self.word_at(Some(at + 1))) else {
            return false;
        };
        self.metrics(at).is_some_and(|metrics| {
            markup::keeps_width(before.text(), after.text(), metrics.style.lang())
        })
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

/// The box in front of breaks that are not used, which joins what follows.
#[derive(Default)]
struct Held {
    /// Whether there is one.
    any: bool,
    /// What it measures; `None` when that has to be found glyph by glyph.
    extent: Option<Extent>,
}

impl Held {
    /// Adds the box behind what is held; all of it together.
    fn add(&mut self, next: Option<Extent>) -> Option<Extent> {
        let all = match self.any {
            true => self.extent.zip(next).and_then(|(before, next)| before.joined(next)),
            false => next,
        };
        *self = Self { any: true, extent: all };
        all
    }
}

/// Whether a word forms a gendered word with the one that stands close before
/// it, or close behind.
struct Gendered {
    before: bool,
    after: bool,
}

impl Gendered {
    fn new(before: Option<&Word>, word: &Word, after: Option<&Word>) -> Self {
        Self {
            before: before.is_some_and(|before| word::joins(before.text(), word.text())),
            after: after.is_some_and(|after| word::joins(word.text(), after.text())),
        }
    }

    /// Whether a break would leave a fragment beside the gender sign.
    fn parted_at(&self, place: &Break, word: &Word) -> bool {
        if !self.before && !self.after {
            return false;
        }
        let (start, end) = word.text().split_at_checked(place.at as usize).unwrap_or_default();
        let short = |text: &str| text.chars().count() < BESIDE_SIGN;
        self.before && short(start) || self.after && short(end)
    }
}
