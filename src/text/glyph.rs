//! What shaping and breaking produce: positioned glyphs that know their text.

use std::ops::Range;
use std::sync::Arc;

use super::face::Face;
use super::trace::LineTrace;
use crate::color::ColorId;
use crate::unit::Length;

/// Glyphs of one face, size and colour on one baseline.
#[derive(Clone, PartialEq, Debug)]
pub struct GlyphRun {
    /// The face.
    pub face: Arc<Face>,
    /// Font size.
    pub size: Length,
    /// Colour.
    pub color: ColorId,
    /// Horizontal scaling of the glyphs in 1/10000 (font expansion); 10000
    /// is unscaled. Advances already include it.
    pub x_scale: u16,
    /// The text this run shows, as it must be extracted.
    pub text: String,
    /// What is read instead, where both differ: an initial is read with the
    /// word that it begins, not by itself.
    pub read_as: Option<Box<str>>,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
}

impl GlyphRun {
    /// The sum of the advances.
    pub fn width(&self) -> Length {
        self.glyphs.iter().map(|g| g.advance).sum()
    }
}

/// One glyph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Glyph {
    /// Glyph id in the face; 0 when the face lacks the character.
    pub id: u16,
    /// Distance to the next glyph: kerning, letter-spacing, justification
    /// and expansion included.
    pub advance: Length,
    /// Shift of the drawn glyph from the pen, to the right.
    pub dx: Length,
    /// Shift of the drawn glyph from the pen, downwards.
    pub dy: Length,
    /// Bytes of the run's text that this glyph shows. The first glyph of a
    /// cluster carries the whole cluster, the others an empty range.
    pub text: Range<u32>,
}

impl Glyph {
    /// The text it shows of the run it is in; empty for a range the run does
    /// not have.
    pub fn text_in<'a>(&self, run: &'a GlyphRun) -> &'a str {
        run.text.get(self.text.start as usize..self.text.end as usize).unwrap_or_default()
    }
}

/// One line of a paragraph.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Runs with their x offset from the left edge of the column
    /// (protrusion may make the first one negative).
    pub runs: Vec<LineRun>,
    /// Natural width over what was asked for, when the line sticks out.
    pub overfull: Option<Length>,
    /// Width from the column's left edge to the end of the line.
    pub width: Length,
    /// Whether it ends in a hyphen, inserted or of the text.
    pub hyphenated: bool,
    /// How far glue is stretched (positive) or shrunk; 0 is natural.
    pub ratio: f64,
    /// Word-space width over its natural width.
    pub word_space: f64,
    /// What the breaker decided, where it was asked to keep it.
    pub trace: Option<Box<LineTrace>>,
}

/// A run on a line.
#[derive(Clone, PartialEq, Debug)]
pub struct LineRun {
    /// Offset of the first pen position from the column's left edge.
    pub x: Length,
    /// The caller's number of the piece the text came from.
    pub piece: u32,
    /// The glyphs; the lines of a letterhead stand on every page.
    pub glyphs: Arc<GlyphRun>,
}
