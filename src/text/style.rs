//! What a caller says about a paragraph: pieces of text with resolved settings.

use std::sync::Arc;

use super::face::Face;
use crate::color::ColorId;
use crate::diag::Origin;
use crate::model::Lang;
use crate::model::layout::{Align, LineFit};
use crate::unit::{Em, Length};

/// Setting of a piece of text; everything is resolved.
#[derive(Clone, PartialEq, Debug)]
pub struct TextSetting {
    /// The face, and further ones to take missing glyphs from.
    pub faces: Vec<Arc<Face>>,
    /// Font size.
    pub size: Length,
    /// Colour.
    pub color: ColorId,
    /// Added after every character.
    pub tracking: Em,
    /// OpenType features switched on.
    pub features: Vec<[u8; 4]>,
    /// Set in capitals while the text stays as written.
    pub uppercase: bool,
    /// Language, for shaping, hyphenation and breaks.
    pub lang: Lang,
}

/// A piece of a paragraph.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// The text; U+00AD marks hyphenation points, U+2028 a forced break.
    pub text: String,
    /// Its setting, shared by pieces of equal setting.
    pub setting: Arc<TextSetting>,
    /// Must not be broken.
    pub unbreakable: bool,
    /// Breaks as an address: only after `/ . - @ ? & = _`, without a hyphen.
    pub address: bool,
    /// The caller's number for it; comes back in every run.
    pub id: u32,
    /// Where it was written, for diagnostics.
    pub origin: Origin,
}

/// How a paragraph is set.
#[derive(Clone, PartialEq, Debug)]
pub struct ParagraphSetting {
    /// Column width.
    pub width: Length,
    /// Widths of the first lines when they differ (text beside a figure):
    /// (left offset, width) of each.
    pub first_widths: Vec<(Length, Length)>,
    /// Lines (from 0, ascending) that should not end in a hyphen, since the
    /// page or column ends with them.
    pub no_hyphen_after: Vec<usize>,
    /// Indent of the first line.
    pub first_indent: Length,
    /// Alignment.
    pub align: Align,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Line-breaking limits.
    pub fit: LineFit,
    /// Extra tightening, per mille of an em (negative values tighten).
    pub extra_tracking: i16,
}

impl ParagraphSetting {
    /// Ragged, without refinements: a single line where `width` is beyond
    /// every text.
    pub fn plain(width: Length) -> Self {
        Self {
            width,
            first_widths: Vec::new(),
            no_hyphen_after: Vec::new(),
            first_indent: Length::ZERO,
            align: Align::Left,
            hyphenate: false,
            fit: LineFit { protrude: false, ..LineFit::default() },
            extra_tracking: 0,
        }
    }
}
