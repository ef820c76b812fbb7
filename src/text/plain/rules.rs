//! The lookups that the shaper would run, and what they do to glyphs side by
//! side.

use std::ops::Range;

use super::features::{self, Asked};
use super::lookup::{Effect, Subtable};
use super::table::Table;
use crate::text::sfnt::Directory;
use crate::text::word::WordGlyph;

/// The subtables at work.
#[derive(PartialEq, Eq)]
pub(super) struct Rules {
    places: Places,
    subtables: Vec<Subtable>,
}

/// That a subtable covers a glyph as its first one.
#[derive(Clone, Copy)]
pub(super) struct Cover {
    pub subtable: u16,
    /// The index that the coverage gives it.
    pub index: u16,
}

/// Where the tables stand in the font file that matter.
#[derive(PartialEq, Eq)]
struct Places {
    substitution: Option<Range<usize>>,
    positioning: Option<Range<usize>>,
    definition: Option<Range<usize>>,
}

impl Rules {
    pub fn read(data: &[u8], asked: Asked<'_>) -> Option<Self> {
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
    pub fn cover(&self, data: &[u8], glyph: u16, out: &mut Vec<Cover>) -> Option<()> {
        if self.places.is_mark(data, glyph)? {
            return None;
        }
        let tables = self.places.both(data);
        for (at, subtable) in self.subtables.iter().enumerate() {
            let table = tables[usize::from(subtable.substitutes)]?;
            if let Some(index) = subtable.index(table, glyph)? {
                let effect = subtable.effect(table, (glyph, index), None)?;
                (effect == Effect::Nothing).then_some(())?;
                out.push(Cover { subtable: u16::try_from(at).ok()?, index });
            }
        }
        Some(())
    }

    /// The kerning of two glyphs, and the lookup that may make a ligature of
    /// them. None: something else happens.
    pub fn pair(
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
            match subtable.effect(table, (first, cover.index), Some(next))? {
                Effect::Nothing => {}
                Effect::Kern(kern) => {
                    kerned = Some(subtable.lookup);
                    // Kerns that cancel out are none, but forbid a break.
                    (sum == 0 || kern == 0 || sum.checked_add(kern)? != 0).then_some(())?;
                    sum = sum.checked_add(kern)?;
                }
                Effect::Ligature => {
                    ligates.is_none_or(|other| other == subtable.lookup).then_some(())?;
                    ligates = Some(subtable.lookup);
                }
                Effect::Other => return None,
            }
        }
        Some((sum, ligates))
    }

    /// The ligature that a lookup makes of a glyph and those that follow, and
    /// of how many glyphs.
    pub fn ligature(
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
