//! Latin words of plain letters, set without the shaper.
//!
//! A font that is used for the first time costs the shaper more than a whole
//! sheet of text, and most words need nothing of what it can do: each letter
//! has its glyph, and some pairs are kerned. Such words are set here, and what
//! is found out of a pair is remembered.
//!
//! The result is that of the shaper, for any font. The lookups that the
//! shaper would run are known from the tables of the font (`features`). A
//! lookup begins to act at a glyph that its coverage has, and what it asks of
//! the next glyph is asked here too (`lookup`); where no pair of neighbours
//! and no single glyph of a word lets any lookup begin, nothing is
//! substituted, whatever the order of lookups. Pair kerning then depends on
//! nothing but the pair. Ligatures are made where all of them come from one
//! lookup and the word is plain to all others, as it was and as it becomes.
//! Everything else (marks, letters that the font has to compose, contexts,
//! tables of other kinds) goes to the shaper; so do all words in fonts with
//! tables of Apple's.

mod features;
mod lookup;
mod table;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::{HashMap, HashMapExt};

pub(super) use self::features::Asked;
use self::lookup::{Deed, Subtable};
use self::table::Table;
use super::face::Face;
use super::sfnt::Directory;
use super::word::WordGlyph;

/// Sets of rules that a face keeps. Languages of one script mostly share one.
const KEPT: usize = 8;

/// Pairs in a sheet of text, for which there is room from the start.
const PAIRS: usize = 448;

/// Plain setting in one face with the lookups of one style.
pub(super) struct Plain {
    rules: Rules,
    known: Mutex<Known>,
}

/// The subtables at work.
#[derive(PartialEq, Eq)]
struct Rules {
    places: Places,
    subtables: Vec<Subtable>,
}

/// What has been found out. It grows with the letters that occur and no
/// further: there are [`PLAIN`] of them and the ligatures of the font.
struct Known {
    /// By [`place`]: one more than the index of the letter.
    places: [u16; PLAIN],
    letters: Vec<Letter>,
    /// The subtables that act on the letters, letter by letter.
    covers: Vec<Cover>,
    /// By both glyphs; only pairs of `letters`, and only where a subtable acts
    /// on the first one.
    pairs: HashMap<u32, Pair>,
}

/// What is known of two glyphs side by side.
#[derive(Clone, Copy)]
enum Pair {
    /// They are kerned, perhaps by nothing.
    Kern(i16),
    /// The lookup has ligatures that begin with them.
    Ligature(u16),
    /// They are for the shaper.
    Other,
}

/// What is known of a character.
#[derive(Clone, Copy)]
struct Letter {
    /// None for one that the shaper has to set.
    glyph: Option<u16>,
    advance: i32,
    /// Its part of the covers.
    covers: (u16, u16),
}

impl Letter {
    /// One for the shaper.
    const SHAPED: Self = Self { glyph: None, advance: 0, covers: (0, 0) };
}

/// That a subtable covers a glyph as its first one.
#[derive(Clone, Copy)]
struct Cover {
    subtable: u16,
    /// The index that the coverage gives it.
    index: u16,
}

/// The sets of rules of a face.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Vec<Arc<Plain>>>);

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shelf")
    }
}

/// Where the tables stand in the font file that matter.
#[derive(PartialEq, Eq)]
struct Places {
    substitution: Option<Range<usize>>,
    positioning: Option<Range<usize>>,
    definition: Option<Range<usize>>,
}

impl Plain {
    /// The rules of a style in a face; none if the face is not for us.
    pub fn of(face: &Face, asked: Asked<'_>) -> Option<Arc<Self>> {
        let rules = Rules::read(&face.data, asked)?;
        let mut shelf = face.plain.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = shelf.iter().find(|known| known.rules == rules) {
            return Some(Arc::clone(known));
        }
        if shelf.len() >= KEPT {
            shelf.clear();
        }
        let plain = Arc::new(Self { rules, known: Mutex::default() });
        shelf.push(Arc::clone(&plain));
        Some(plain)
    }

    /// Adds the glyphs of some characters, each with the bytes of the text that
    /// it shows. None: the shaper has to set them, and nothing is added.
    pub fn set(
        &self,
        face: &Face,
        index: u8,
        text: impl Iterator<Item = (char, u32, u32)>,
        out: &mut Vec<WordGlyph>,
    ) -> Option<()> {
        let known = &mut *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let from = out.len();
        let mut setting = Setting { rules: &self.rules, face, index, known, from, out };
        let done = setting.letters(text);
        if done.is_none() {
            out.truncate(from);
        }
        done
    }
}

/// A word in the making.
struct Setting<'a> {
    rules: &'a Rules,
    face: &'a Face,
    /// That of the face.
    index: u8,
    known: &'a mut Known,
    /// Where the glyphs of the word begin.
    from: usize,
    out: &'a mut Vec<WordGlyph>,
}

impl Setting<'_> {
    /// Sets characters, each with the bytes of the text that it shows.
    fn letters(&mut self, text: impl Iterator<Item = (char, u32, u32)>) -> Option<()> {
        let mut before: Option<Letter> = None;
        let mut ligating = None;
        for (c, start, end) in text {
            let letter = self.known.letter(self.rules, self.face, c)?;
            let kern = match before.replace(letter) {
                None => 0,
                Some(before) => match self.known.pair(self.rules, self.face, before, letter) {
                    Pair::Kern(kern) => kern,
                    Pair::Other => return None,
                    Pair::Ligature(lookup) => {
                        // With one lookup the order of lookups does not matter.
                        ligating.is_none_or(|other| other == lookup).then_some(())?;
                        ligating = Some(lookup);
                        0
                    }
                },
            };
            self.push(letter, kern, (start, end))?;
        }
        ligating.map_or(Some(()), |lookup| self.ligatures(lookup))
    }

    fn push(&mut self, letter: Letter, kern: i16, (start, end): (u32, u32)) -> Option<()> {
        if let Some(last) = self.out.last_mut().filter(|_| kern != 0) {
            last.advance = last.advance.saturating_add(kern.into());
        }
        let (id, face, advance) = (letter.glyph?, self.index, letter.advance);
        let unsafe_to_break = kern != 0;
        self.out.push(WordGlyph { id, face, unsafe_to_break, advance, dx: 0, dy: 0, start, end });
        Some(())
    }

    /// Sets the letters again, with the ligatures of a lookup. All that the
    /// other lookups see, before it and after it, has to be plain.
    fn ligatures(&mut self, lookup: u16) -> Option<()> {
        let letters = self.out.split_off(self.from);
        let (rules, face, data) = (self.rules, self.face, &*self.face.data);
        let mut before: Option<Letter> = None;
        let mut rest = letters.as_slice();
        while let Some(first) = rest.first() {
            let mut letter = self.known.letter_of(rules, face, first.id)?;
            let covers = self.known.covers_of(letter)?;
            let found = rules.ligature(data, covers, lookup, rest.get(1..)?)?;
            let count = found.map_or(1, |(_, count)| count);
            if let Some((glyph, _)) = found {
                letter = self.known.letter_of(rules, face, glyph)?;
            }
            let end = rest.get(count - 1)?.end;
            let kern = match before.replace(letter) {
                None => 0,
                Some(before) => match self.known.pair(rules, face, before, letter) {
                    Pair::Kern(kern) => kern,
                    // The beginning of a ligature that does not follow.
                    Pair::Ligature(other) if other == lookup => {
                        let covers = self.known.covers_of(before)?;
                        rules.pair(data, covers, before.glyph?, letter.glyph?)?.0
                    }
                    _ => return None,
                },
            };
            self.push(letter, kern, (first.start, end))?;
            rest = rest.get(count..)?;
        }
        Some(())
    }
}

impl Rules {
    fn read(data: &[u8], asked: Asked<'_>) -> Option<Self> {
        let directory = Directory::new(data).ok()?;
        let has = |tag: &[u8; 4]| directory.place(*tag).is_some();
        if [b"morx", b"mort", b"kerx", b"trak"].into_iter().any(has) {
            return None;
        }
        let places = Places {
            substitution: directory.place(*b"GSUB"),
            positioning: directory.place(*b"GPOS"),
            definition: directory.place(*b"GDEF"),
        };
        let mut subtables = Vec::new();
        let mut kerns = false;
        for substitutes in [true, false] {
            let Some(table) = places.table(data, substitutes) else { continue };
            let lookups = features::lookups(table, asked)?;
            kerns |= lookups.kerns && !substitutes;
            for index in lookups.indices {
                Subtable::of_lookup(table, substitutes, index, &mut subtables)?;
            }
        }
        // The old table counts where there is no such feature.
        (kerns || !has(b"kern")).then_some(Self { places, subtables })
    }

    /// Adds the subtables that cover a glyph to `out`; none if it is one for
    /// the shaper, whatever stands beside it.
    fn cover(&self, data: &[u8], glyph: u16, out: &mut Vec<Cover>) -> Option<()> {
        if self.places.is_mark(data, glyph)? {
            return None;
        }
        let tables = self.places.both(data);
        for (at, subtable) in self.subtables.iter().enumerate() {
            let table = tables[usize::from(subtable.substitutes)]?;
            if let Some(index) = subtable.index(table, glyph)? {
                let deed = subtable.deed(table, (glyph, index), None)?;
                (deed == Deed::Nothing).then_some(())?;
                out.push(Cover { subtable: u16::try_from(at).ok()?, index });
            }
        }
        Some(())
    }

    /// The kerning of two glyphs, and the lookup that may make a ligature of
    /// them. None: something else happens.
    fn pair(
        &self,
        data: &[u8],
        covers: &[Cover],
        first: u16,
        next: u16,
    ) -> Option<(i16, Option<u16>)> {
        let tables = self.places.both(data);
        let mut sum = 0_i16;
        let (mut kerned, mut ligates) = (None, None);
        for cover in covers {
            let subtable = self.subtables.get(usize::from(cover.subtable))?;
            if kerned == Some(subtable.lookup) {
                continue;
            }
            let table = tables[usize::from(subtable.substitutes)]?;
            match subtable.deed(table, (first, cover.index), Some(next))? {
                Deed::Nothing => {}
                Deed::Kern(kern) => {
                    kerned = Some(subtable.lookup);
                    // Kerns that cancel out are none, but forbid a break.
                    (sum == 0 || kern == 0 || sum.checked_add(kern)? != 0).then_some(())?;
                    sum = sum.checked_add(kern)?;
                }
                Deed::Ligature => {
                    ligates.is_none_or(|other| other == subtable.lookup).then_some(())?;
                    ligates = Some(subtable.lookup);
                }
                Deed::Other => return None,
            }
        }
        Some((sum, ligates))
    }

    /// The ligature that a lookup makes of a glyph and those that follow, and
    /// of how many glyphs.
    fn ligature(
        &self,
        data: &[u8],
        covers: &[Cover],
        lookup: u16,
        rest: &[WordGlyph],
    ) -> Option<Option<(u16, usize)>> {
        for cover in covers {
            let subtable = self.subtables.get(usize::from(cover.subtable))?;
            if subtable.substitutes && subtable.lookup == lookup {
                let table = self.places.table(data, true)?;
                let found = subtable.ligature(table, cover.index, rest.iter().map(|g| g.id))?;
                if found.is_some() {
                    return Some(found);
                }
            }
        }
        Some(None)
    }
}

impl Places {
    fn table<'a>(&self, data: &'a [u8], substitutes: bool) -> Option<Table<'a>> {
        let place = if substitutes { &self.substitution } else { &self.positioning };
        data.get(place.clone()?).map(Table)
    }

    /// `GPOS` and `GSUB`, as far as there are.
    fn both<'a>(&self, data: &'a [u8]) -> [Option<Table<'a>>; 2] {
        [false, true].map(|substitutes| self.table(data, substitutes))
    }

    /// Whether the font calls a glyph a mark (`GlyphClassDef`, class 3).
    fn is_mark(&self, data: &[u8], glyph: u16) -> Option<bool> {
        let Some(place) = self.definition.clone() else { return Some(false) };
        let table = Table(data.get(place)?);
        Some(table.u16(4)? != 0 && table.child(4)?.class(glyph)? == 3)
    }
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
    fn letter(&mut self, rules: &Rules, face: &Face, c: char) -> Option<Letter> {
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
    fn letter_of(&mut self, rules: &Rules, face: &Face, glyph: u16) -> Option<Letter> {
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

    fn covers_of(&self, letter: Letter) -> Option<&[Cover]> {
        let (from, to) = letter.covers;
        self.covers.get(usize::from(from)..usize::from(to))
    }

    /// What happens to two letters side by side.
    fn pair(&mut self, rules: &Rules, face: &Face, first: Letter, next: Letter) -> Pair {
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
