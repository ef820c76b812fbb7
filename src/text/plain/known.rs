//! What has been found out of letters and pairs of them.

use foldhash::{HashMap, HashMapExt};

use super::rules::{Cover, Rules};
use crate::text::face::Face;

/// Pairs in a sheet of text, for which there is room from the start.
const PAIRS: usize = 448;

/// What has been found out. It grows with the letters that occur and no
/// further: there are [`PLAIN`] of them and the ligatures of the font.
pub(super) struct Known {
    /// By [`place`]: one more than the index of the letter.
    places: [u16; PLAIN],
    pub letters: Vec<Letter>,
    /// The subtables that act on the letters, letter by letter.
    pub covers: Vec<Cover>,
    /// By both glyphs; only pairs of `letters`, and only where a subtable acts
    /// on the first one.
    pub pairs: HashMap<u32, Pair>,
}

/// What is known of two glyphs side by side.
#[derive(Clone, Copy)]
pub(super) enum Pair {
    /// They are kerned, perhaps by nothing.
    Kern(i16),
    /// The lookup has ligatures that begin with them.
    Ligature(u16),
    /// They are for the shaper.
    Other,
}

/// What is known of a character.
#[derive(Clone, Copy)]
pub(super) struct Letter {
    /// None for one that the shaper has to set.
    pub glyph: Option<u16>,
    pub advance: i32,
    /// Its part of the covers.
    covers: (u16, u16),
}

impl Letter {
    /// One for the shaper.
    const SHAPED: Self = Self { glyph: None, advance: 0, covers: (0, 0) };
}

impl Default for Known {
    fn default() -> Self {
        Self {
            places: [0; PLAIN],
            letters: Vec::with_capacity(96),
            covers: Vec::with_capacity(256),
            pairs: HashMap::with_capacity(PAIRS),
        }
    }
}

impl Known {
    /// What is known of a character; none if it is one for the shaper.
    pub fn letter(&mut self, rules: &Rules, face: &Face, c: char) -> Option<Letter> {
        let at = place(c)?;
        if let Some(index) = self.places.get(at)?.checked_sub(1) {
            let letter = self.letters.get(usize::from(index)).copied();
            return letter.filter(|letter| letter.glyph.is_some());
        }
        let learnt = face.glyph(c).and_then(|glyph| self.learn(rules, face, glyph));
        let index = self.remember(learnt.unwrap_or(Letter::SHAPED));
        if let (Some(place), Some(index)) = (self.places.get_mut(at), index) {
            *place = index + 1;
        }
        learnt
    }

    /// What is known of a glyph.
    pub fn letter_of(&mut self, rules: &Rules, face: &Face, glyph: u16) -> Option<Letter> {
        let known = self.letters.iter().find(|letter| letter.glyph == Some(glyph)).copied();
        known.or_else(|| {
            let letter = self.learn(rules, face, glyph)?;
            self.remember(letter).map(|_| letter)
        })
    }

    /// Finds out what acts on a glyph; none if it is one for the shaper, or if
    /// there is no room for what acts on it.
    fn learn(&mut self, rules: &Rules, face: &Face, glyph: u16) -> Option<Letter> {
        let from = self.covers.len();
        let covered = rules.cover(&face.data, glyph, &mut self.covers);
        let range = u16::try_from(from).ok().zip(u16::try_from(self.covers.len()).ok());
        let Some(covers) = covered.and(range) else {
            self.covers.truncate(from);
            return None;
        };
        Some(Letter { glyph: Some(glyph), advance: face.advance(glyph), covers })
    }

    /// Adds a letter; its index, if that can be told.
    fn remember(&mut self, letter: Letter) -> Option<u16> {
        let index = u16::try_from(self.letters.len()).ok().filter(|index| *index < u16::MAX)?;
        self.letters.push(letter);
        Some(index)
    }

    pub fn covers_of(&self, letter: Letter) -> Option<&[Cover]> {
        let (from, to) = letter.covers;
        self.covers.get(usize::from(from)..usize::from(to))
    }

    /// What happens to two letters side by side.
    pub fn pair(&mut self, rules: &Rules, face: &Face, first: Letter, next: Letter) -> Pair {
        let (from, to) = first.covers;
        if from == to {
            return Pair::Kern(0);
        }
        let (Some(glyph), Some(next)) = (first.glyph, next.glyph) else { return Pair::Other };
        let pair = u32::from(glyph) << 16 | u32::from(next);
        if let Some(known) = self.pairs.get(&pair) {
            return *known;
        }
        let covers = self.covers_of(first).unwrap_or_default();
        let found = match rules.pair(&face.data, covers, glyph, next) {
            Some((kern, None)) => Pair::Kern(kern),
            Some((_, Some(lookup))) => Pair::Ligature(lookup),
            None => Pair::Other,
        };
        self.pairs.insert(pair, found);
        found
    }
}

/// How many places [`place`] tells apart.
const PLAIN: usize = 0x260 + 0x30;

/// The place of a character in a table of those that the shaper draws with the
/// glyph that the font has for them: no spaces, no marks, none that show
/// nothing (U+00AD), none that has a meaning to it (fraction slash, joiners).
const fn place(c: char) -> Option<usize> {
    Some(match c {
        '!'..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{24F}' => c as usize,
        'ẞ' => 0x250,
        '€' => 0x251,
        '\u{2010}' | '\u{2012}'..='\u{2027}' | '\u{2030}'..='\u{203A}' => {
            0x260 + c as usize - 0x2010
        }
        _ => return None,
    })
}
