//! A font face: its bytes, metrics and identity.

use std::fmt;
use std::sync::Arc;

use harfrust::Font;
use harfrust::font::{Blob, name::Localized};

use super::plain::Shelf;
use super::sfnt;
pub use super::sfnt::FaceError;
use crate::model::assets::Bytes;

/// A face loaded from bytes; shared, never copied.
#[derive(Debug)]
pub struct Face {
    /// BLAKE3 hash of the font file.
    pub hash: [u8; 32],
    /// The font file.
    pub data: Bytes,
    /// PostScript name.
    pub postscript_name: String,
    /// Family name.
    pub family_name: String,
    /// Whether outlines are CFF (OpenType) rather than glyf (TrueType).
    pub is_cff: bool,
    /// Units per em.
    pub units_per_em: u16,
    /// Vertical metrics in font units: ascender, descender (negative), cap
    /// height, x height.
    pub ascender: i16,
    /// See `ascender`.
    pub descender: i16,
    /// See `ascender`.
    pub cap_height: i16,
    /// See `ascender`.
    pub x_height: i16,
    /// Bounding box of all glyphs in font units: xMin, yMin, xMax, yMax.
    pub bbox: [i16; 4],
    /// Italic angle in degrees times 65536 (`post.italicAngle`).
    pub italic_angle: i32,
    /// Weight class, 100 to 900.
    pub weight: u16,
    /// Whether the face calls itself italic.
    pub italic: bool,
    /// Whether all glyphs have one width.
    pub fixed_pitch: bool,
    /// Embedding permission (`OS/2.fsType`).
    pub fs_type: u16,
    /// The tables as the shaper reads them.
    pub(super) font: ShaperTables,
    /// What is known of plain words in it.
    pub(super) plain: Shelf,
}

impl PartialEq for Face {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Eq for Face {}

impl Face {
    /// Reads a face.
    ///
    /// # Errors
    ///
    /// See [`FaceError`]: not a font, damaged, of a kind that cannot be
    /// embedded, or not permitted to be.
    pub(super) fn read(data: Bytes, hash: [u8; 32]) -> Result<Self, FaceError> {
        let facts = sfnt::check(&data)?;
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(data.clone());
        let font = Font::new(Blob::from(shared), 0).ok_or(FaceError::NotAFont)?;
        let metrics = *font.metrics();
        let style = *font.style_metrics();
        let line = metrics.h_line().ok_or(FaceError::MissingTable(*b"hhea"))?;
        let units = |v: harfrust::font::metrics::LineExtents<_>| v;
        let extents = units(line.extents());
        let em = i32::from(metrics.units_per_em);
        let height = |given: Option<i16>, percent: i32| {
            given.filter(|h| *h > 0).unwrap_or_else(|| clamp(em * percent / 100))
        };
        let name = |wanted: &[u16]| {
            wanted.iter().find_map(|id| name(&font, *id)).unwrap_or_else(|| "Unnamed".into())
        };
        Ok(Self {
            hash,
            postscript_name: name(&[6, 4, 1]),
            family_name: name(&[16, 1, 4]),
            is_cff: facts.is_cff,
            units_per_em: metrics.units_per_em,
            ascender: clamp(extents.ascender.to_i32()),
            descender: clamp(extents.descender.to_i32()),
            cap_height: height(metrics.cap_height.map(|v| clamp(v.to_i32())), 70),
            x_height: height(metrics.x_height.map(|v| clamp(v.to_i32())), 50),
            bbox: facts.bbox,
            italic_angle: style.italic_angle.map_or(0, |angle| angle.to_bits()),
            weight: facts.weight,
            italic: facts.italic,
            fixed_pitch: style.is_fixed_pitch.unwrap_or(false),
            fs_type: facts.fs_type,
            data,
            font: ShaperTables(font),
            plain: Shelf::default(),
        })
    }

    /// The glyph of a character, none if the face lacks it.
    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        let glyph = self.font.0.charmap().map_unicode(c)?;
        u16::try_from(glyph.to_u32()).ok().filter(|id| *id != 0)
    }

    /// What a glyph draws; nothing for a blank one.
    pub fn ink(&self, glyph: u16) -> Option<Ink> {
        let extents = self.font.0.glyph_metrics().extents_exact(u32::from(glyph).into())?;
        let (left, top) = (extents.x_bearing.to_i32(), extents.y_bearing.to_i32());
        let (width, height) = (extents.width.to_i32(), extents.height.to_i32());
        let ink = Ink { left, right: left + width, top, bottom: top - height };
        (width > 0).then_some(ink)
    }

    /// The advance of a glyph in font units.
    pub(super) fn advance(&self, glyph: u16) -> i32 {
        self.font.0.glyph_metrics().h_advance_exact(u32::from(glyph).into()).to_i32()
    }
}

/// What a glyph draws, in font units from its pen position on the baseline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ink {
    /// Its left edge.
    pub left: i32,
    /// Its right edge.
    pub right: i32,
    /// Its upper edge.
    pub top: i32,
    /// Its lower edge, negative below the baseline.
    pub bottom: i32,
}

/// A name of the `name` table in English, or in whatever language there is.
fn name(font: &Font, id: u16) -> Option<String> {
    let text = font.names().get(id.into())?.english_or_first().map(Localized::name)?;
    let text: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
    (!text.trim().is_empty()).then_some(text)
}

fn clamp(value: i32) -> i16 {
    value.clamp(i16::MIN.into(), i16::MAX.into()) as i16
}

/// The shaper's view of a font; a type of its own because it has no `Debug`.
pub(super) struct ShaperTables(pub Font);

impl fmt::Debug for ShaperTables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShaperTables")
    }
}

#[cfg(test)]
mod tests {
    use crate::model::words;
    use crate::text::testing::face;

    /// What the sheet itself says is never a box, in no language.
    #[test]
    fn bundled_faces_have_the_characters_of_all_words() {
        let of = |folder: &str| {
            let path = format!("{}/fonts/{folder}", env!("CARGO_MANIFEST_DIR"));
            let files = std::fs::read_dir(path).unwrap().flatten();
            let names = files.map(|file| format!("{folder}/{}", file.file_name().display()));
            names.filter(|name| name.ends_with(".otf")).collect::<Vec<_>>()
        };
        let mut missing = Vec::new();
        for name in ["source-sans", "libertinus-serif"].into_iter().flat_map(of) {
            let face = face(&name);
            for word in words::everything() {
                let chars = word.chars().chain(word.chars().flat_map(char::to_uppercase));
                let lacking = chars.filter(|c| !c.is_whitespace() && face.glyph(*c).is_none());
                missing.extend(lacking.map(|c| format!("{name}: {c} of {word}")));
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }
}
