//! What the exporter reads from a font file: advances and the base glyphs.

use std::sync::Arc;

use harfrust::font::Blob;
use harfrust::{Buffer, Font, ShapeOptions, ShaperFont};

use crate::text::face::Face;

/// Characters of nearly every German or English release, most wanted first
/// where two share a glyph.
const BASE_CHARACTERS: &str = " etaoinsrhldcumfpgbwvkzyxjqäöüßETAOINSRHLDCUMFPGBWVKZYXJQÄÖÜ\
    0123456789.,-–:;!?()„“‚‘’”\"'/*&%+@§€…•»«=";

/// Words whose letters join in faces that have such ligatures.
const LIGATURE_WORDS: [&str; 7] = ["fi", "fl", "ff", "ffi", "ffl", "tt", "ft"];

/// Texts that share the glyph of another character: soft hyphen and no-break
/// space. The second font dictionary over a base subset maps them.
const SHARED_GLYPHS: [(char, char); 2] = [('-', '\u{AD}'), (' ', '\u{A0}')];

/// A font file with its advances at hand.
pub(super) struct FontFile {
    advances: Vec<u16>,
    units_per_em: i64,
}

impl FontFile {
    /// Reads `hhea` and `hmtx`; `None` when they are damaged.
    pub(super) fn open(face: &Face) -> Option<Self> {
        let data = &face.data;
        let count = read_u16(table(data, *b"hhea")?, 34)?;
        let metrics = table(data, *b"hmtx")?;
        let advances: Option<Vec<u16>> =
            (0..usize::from(count)).map(|i| read_u16(metrics, i * 4)).collect();
        let advances = advances.filter(|a| !a.is_empty())?;
        (face.units_per_em > 0)
            .then_some(Self { advances, units_per_em: i64::from(face.units_per_em) })
    }

    /// The advance of a glyph in thousandths of an em, as `W` states it.
    pub(super) fn width(&self, glyph: u16) -> i64 {
        let last = self.advances.last().copied().unwrap_or(0);
        let advance = self.advances.get(usize::from(glyph)).copied().unwrap_or(last);
        (i64::from(advance) * 1000 + self.units_per_em / 2) / self.units_per_em
    }
}

/// Opens a face for its character map and ligatures.
pub(super) fn open(face: &Face) -> Option<Font> {
    let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Arc::clone(&face.data));
    Font::new(Blob::from(shared), 0)
}

/// Glyphs of the base characters with the text each stands for, in the order
/// of the list.
pub(super) fn base_glyphs(face: &Face) -> Vec<(u16, String)> {
    let mut glyphs: Vec<(u16, String)> = Vec::with_capacity(128);
    let Some(font) = open(face) else { return glyphs };
    let mut add = |id: u32, text: String| {
        if let Ok(id) = u16::try_from(id)
            && id != 0
            && !glyphs.iter().any(|(known, _)| *known == id)
        {
            glyphs.push((id, text));
        }
    };
    for character in BASE_CHARACTERS.chars() {
        if let Some(id) = font.charmap().map_unicode(character) {
            add(id.to_u32(), character.to_string());
        }
    }
    for (id, text) in ligatures(&font) {
        add(id, text);
    }
    glyphs
}

/// The ligatures a face forms by default, found by shaping all words at once.
fn ligatures(font: &Font) -> Vec<(u32, String)> {
    let mut buffer = Buffer::new();
    let line = LIGATURE_WORDS.join(" ");
    buffer.push_str(&line);
    buffer.guess_segment_properties();
    if harfrust::shape(&ShaperFont::new(font), &mut buffer, ShapeOptions::new()).is_err() {
        return Vec::new();
    }
    let infos = buffer.glyph_infos();
    let words = LIGATURE_WORDS.iter().scan(0usize, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, *word))
    });
    let joined = words.filter_map(|(start, word)| {
        let mut inside =
            infos.iter().filter(|i| (start..start + word.len()).contains(&(i.cluster as usize)));
        match (inside.next(), inside.next()) {
            (Some(info), None) => Some((info.glyph_id, word.to_owned())),
            _ => None,
        }
    });
    joined.collect()
}

/// The second texts of base glyphs (see [`SHARED_GLYPHS`]).
pub(super) fn shared_texts(glyphs: &[(u16, String)]) -> Vec<(u16, String)> {
    let shared = SHARED_GLYPHS.iter().filter_map(|(first, second)| {
        let mut bytes = [0; 4];
        let first: &str = first.encode_utf8(&mut bytes);
        let (id, _) = glyphs.iter().find(|(_, text)| text == first)?;
        Some((*id, second.to_string()))
    });
    shared.collect()
}

/// A table of an OpenType file.
pub(super) fn table(data: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let count = read_u16(data, 4)?;
    (0..usize::from(count)).map(|i| 12 + i * 16).find_map(|at| {
        let record = data.get(at..at + 16)?;
        let (name, rest) = record.split_at(4);
        if name != tag {
            return None;
        }
        let (offset, length) = (read_u32(rest, 4)? as usize, read_u32(rest, 8)? as usize);
        data.get(offset..offset.checked_add(length)?)
    })
}

fn read_u16(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn read_u32(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}
