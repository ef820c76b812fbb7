//! Reading of OpenType layout tables in place: "OpenType Layout Common Table
//! Formats" of the OpenType specification 1.9.1.
//!
//! Everything answers `None` where the font cannot be read; callers then leave
//! the word to the shaper.

use super::super::sfnt::{u16_at, u32_at};

/// A table and what stands behind it.
#[derive(Clone, Copy)]
pub(super) struct Table<'a>(pub &'a [u8]);

/// What a null offset leads to: no sets, no rules, no languages.
const NOTHING: Table<'static> = Table(&[0; 2]);

impl<'a> Table<'a> {
    pub fn u16(self, at: usize) -> Option<u16> {
        u16_at(self.0, at)
    }

    pub fn u32(self, at: usize) -> Option<u32> {
        u32_at(self.0, at)
    }

    pub fn tag(self, at: usize) -> Option<[u8; 4]> {
        Some(self.u32(at)?.to_be_bytes())
    }

    /// What starts at an offset.
    pub fn from(self, offset: usize) -> Option<Self> {
        self.0.get(offset..).map(Self)
    }

    /// What the 16-bit offset that is written here leads to.
    pub fn child(self, at: usize) -> Option<Self> {
        match self.u16(at)? {
            0 => Some(NOTHING),
            offset => self.from(offset.into()),
        }
    }

    /// As many 16-bit numbers as the one at `at` says, which they follow.
    pub fn list(self, at: usize) -> Option<impl Iterator<Item = u16> + use<'a>> {
        let start = at + 2;
        let bytes = self.0.get(start..start + 2 * usize::from(self.u16(at)?))?;
        Some(bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])))
    }

    /// `count` records of so many bytes from `at` on.
    pub fn records<const SIZE: usize>(self, at: usize, count: u16) -> Option<&'a [[u8; SIZE]]> {
        let bytes = self.0.get(at..at + SIZE * usize::from(count))?;
        Some(bytes.as_chunks().0)
    }

    /// Read as a coverage table: the first and the last glyph, the last being
    /// the smaller one if there are none. `None` also for formats that are not
    /// known here.
    pub fn extent(self) -> Option<(u16, u16)> {
        let Some(last) = usize::from(self.u16(2)?).checked_sub(1) else { return Some((1, 0)) };
        match self.u16(0)? {
            1 => Some((self.u16(4)?, self.u16(4 + 2 * last)?)),
            2 => Some((self.u16(4)?, self.u16(6 + 6 * last)?)),
            _ => None,
        }
    }

    /// Read as a coverage table: the index of a glyph, if it is covered.
    pub fn covered(self, glyph: u16) -> Option<Option<u16>> {
        let count = self.u16(2)?;
        if self.u16(0)? == 1 {
            let glyphs = self.records(4, count)?;
            let found = glyphs.binary_search_by_key(&glyph, |bytes| u16::from_be_bytes(*bytes));
            return Some(found.ok().and_then(|at| u16::try_from(at).ok()));
        }
        let range = self.range(count, glyph)?;
        Some(range.and_then(|(into, start)| into.checked_add(start)))
    }

    /// Read as a class definition: the class of a glyph.
    pub fn class(self, glyph: u16) -> Option<u16> {
        match self.u16(0)? {
            1 => {
                let Some(index) = glyph.checked_sub(self.u16(2)?) else { return Some(0) };
                if index >= self.u16(4)? {
                    return Some(0);
                }
                self.u16(6 + 2 * usize::from(index))
            }
            2 => Some(self.range(self.u16(2)?, glyph)?.map_or(0, |(_, class)| class)),
            _ => None,
        }
    }

    /// Of `count` ranges that follow, the one that holds a glyph: how far into
    /// it the glyph stands, and its value.
    fn range(self, count: u16, glyph: u16) -> Option<Option<(u16, u16)>> {
        let ranges = self.records::<6>(4, count)?;
        let first = |range: &[u8; 6]| u16::from_be_bytes([range[0], range[1]]);
        let after = ranges.partition_point(|range| first(range) <= glyph);
        let range = after.checked_sub(1).and_then(|at| ranges.get(at));
        let held = range.filter(|range| glyph <= u16::from_be_bytes([range[2], range[3]]));
        Some(held.map(|range| (glyph - first(range), u16::from_be_bytes([range[4], range[5]]))))
    }
}
