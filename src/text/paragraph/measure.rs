//! How wide a text is, for tables and furniture.

use super::super::breaker::{Hyphen, Item};
use super::super::glyph::Line;
use super::super::style::{ParagraphSetting, Piece};
use super::super::typesetter::{Scratch, Typesetter};
use super::items;
use super::{Work, collect, metrics};
use crate::diag::Diagnostics;
use crate::unit::Length;

/// How narrow and how wide a text can be set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Measure {
    /// The widest part that cannot be broken, hyphens not counted as breaks.
    pub min_width: Length,
    /// All of it on one line (the longest line between forced breaks).
    pub max_width: Length,
}

/// A column wider than any sheet.
const ENDLESS: Length = Length::mm(1_000_000);

impl Typesetter {
    /// How wide the pieces are at least and at most, ragged and without
    /// protrusion.
    pub fn measure(&self, scratch: &mut Scratch, pieces: &[Piece]) -> Measure {
        let mut work = std::mem::take(&mut scratch.work);
        let Work { collected, listed, .. } = &mut work;
        collect::collect(self, scratch, pieces, collected);
        let metrics = metrics::of_pieces(pieces, collected, &ParagraphSetting::plain(ENDLESS));
        items::list(&collected.tokens, &metrics, (false, None), &mut scratch.shaper, listed);
        let measure = measure(&listed.items);
        scratch.work = work;
        measure
    }

    /// Sets text on one line from x = 0 on, without protrusion, as furniture
    /// and marks are. Forced breaks become spaces of no width.
    pub fn shape_line(
        &self,
        scratch: &mut Scratch,
        pieces: &[Piece],
        diags: &mut Diagnostics,
    ) -> Line {
        let mut joined;
        let forced = |piece: &Piece| piece.text.contains(['\u{2028}', '\u{2029}']);
        let pieces = if pieces.iter().any(forced) {
            joined = pieces.to_vec();
            for piece in &mut joined {
                piece.text = piece.text.replace(['\u{2028}', '\u{2029}'], " ");
            }
            &*joined
        } else {
            pieces
        };
        let lines = self.set_paragraph(scratch, pieces, &ParagraphSetting::plain(ENDLESS), diags);
        lines.into_iter().next().unwrap_or_else(Line::empty)
    }
}

impl Line {
    /// A line without anything.
    pub(crate) const fn empty() -> Self {
        Self {
            runs: Vec::new(),
            overfull: None,
            width: Length::ZERO,
            hyphenated: false,
            trace: None,
            ratio: 0.0,
            word_space: 1.0,
        }
    }
}

fn measure(items: &[Item]) -> Measure {
    let mut measure = Measure::default();
    let (mut line, mut part) = (Extent::default(), Extent::default());
    let mut after_box = false;
    for item in items {
        match *item {
            Item::Box { width, right, .. } => {
                line.add(width);
                part.add(width);
                // Without protrusion only the tracking after the last letter.
                measure.min_width = measure.min_width.max(part.width - right);
                measure.max_width = measure.max_width.max(line.width - right);
            }
            Item::Glue { width, .. } => {
                if after_box {
                    part = Extent::default();
                }
                part.space += width;
                line.space += width;
            }
            Item::Penalty { cost, .. } if cost <= Item::FORCED => {
                (line, part) = (Extent::default(), Extent::default());
            }
            Item::Penalty { cost, hyphen, .. } => {
                if cost < Item::FORBIDDEN && hyphen != Hyphen::Inserted {
                    part = Extent::default();
                }
            }
        }
        after_box = matches!(item, Item::Box { .. });
    }
    measure
}

/// Width up to the last box and of the space after it.
#[derive(Clone, Copy, Default)]
struct Extent {
    width: Length,
    space: Length,
}

impl Extent {
    fn add(&mut self, width: Length) {
        if self.width > Length::ZERO {
            self.width += self.space;
        }
        self.width += width;
        self.space = Length::ZERO;
    }
}
