//! A font face: its bytes, metrics and identity.

use std::sync::Arc;

/// A face loaded from bytes; shared, never copied.
#[derive(Debug)]
pub struct Face {
    /// BLAKE3 hash of the font file.
    pub hash: [u8; 32],
    /// The font file.
    pub data: Arc<[u8]>,
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
}

impl PartialEq for Face {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Eq for Face {}
