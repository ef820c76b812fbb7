//! What the exporter reads from a font file: tables and advances.

use std::ops::Range;
use std::sync::Arc;

use harfrust::Font;
use harfrust::font::Blob;

use super::charstring::FlatGlyphs;
use crate::model::assets::Bytes;
use crate::text::face::Face;

/// A font file whose advances can be asked for.
pub(super) struct FontFile {
    data: Bytes,
    /// Where `hmtx` lies.
    metrics: Range<usize>,
    /// The last glyph that has an advance of its own: all behind it have the
    /// same.
    last: u16,
    units_per_em: i64,
    /// Charstrings that subsets have used so far.
    pub(super) flat: FlatGlyphs,
}

impl FontFile {
    /// Reads `hhea` and finds `hmtx`; `None` when they are damaged.
    pub(super) fn open(face: &Face) -> Option<Self> {
        let data = &face.data;
        let count = read_u16(table(data, *b"hhea")?, 34)?;
        let metrics = range(data, *b"hmtx")?;
        let last = count.checked_sub(1)?;
        let glyphs = usize::from(read_u16(table(data, *b"maxp")?, 4)?);
        let glyphs = if face.is_cff { glyphs } else { 0 };
        let whole = metrics.len() >= usize::from(last) * 4 + 2;
        (whole && face.units_per_em > 0).then(|| Self {
            data: data.clone(),
            metrics,
            last,
            units_per_em: i64::from(face.units_per_em),
            flat: FlatGlyphs::new(glyphs),
        })
    }

    /// The advance of a glyph in thousandths of an em, as `W` states it.
    pub(super) fn width(&self, glyph: u16) -> i64 {
        let metrics = self.data.get(self.metrics.clone()).unwrap_or_default();
        let advance = read_u16(metrics, usize::from(glyph.min(self.last)) * 4).unwrap_or(0);
        (i64::from(advance) * 1000 + self.units_per_em / 2) / self.units_per_em
    }
}

/// Opens a face for its character map.
pub(super) fn open(face: &Face) -> Option<Font> {
    let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(face.data.clone());
    Font::new(Blob::from(shared), 0)
}

/// A table of an OpenType file.
pub(super) fn table(data: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    data.get(range(data, tag)?)
}

/// Where a table lies; within the file.
fn range(data: &[u8], tag: [u8; 4]) -> Option<Range<usize>> {
    let count = read_u16(data, 4)?;
    (0..usize::from(count)).map(|i| 12 + i * 16).find_map(|at| {
        let record = data.get(at..at + 16)?;
        let (name, rest) = record.split_at(4);
        if name != tag {
            return None;
        }
        let (offset, length) = (read_u32(rest, 4)? as usize, read_u32(rest, 8)? as usize);
        let end = offset.checked_add(length)?;
        (end <= data.len()).then_some(offset..end)
    })
}

fn read_u16(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn read_u32(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}
