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
mod known;
mod lookup;
mod rules;
mod table;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

pub(super) use self::features::Asked;
use self::known::{Known, Letter, Pair};
use self::rules::Rules;
use super::face::Face;
use super::word::WordGlyph;

/// Sets of rules that a face keeps. Languages of one script mostly share one.
const KEPT: usize = 8;

/// Plain setting in one face with the lookups of one style.
pub(super) struct Plain {
    rules: Rules,
    known: Mutex<Known>,
}

/// The sets of rules of a face.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Vec<Arc<Plain>>>);

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shelf")
    }
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
