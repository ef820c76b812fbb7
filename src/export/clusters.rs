//! Clusters: the smallest groups of glyphs that show a piece of text.

use std::ops::Range;

use crate::text::glyph::GlyphRun;

/// What followers in a cluster map to: nothing visible. A reader that knows
/// ActualText never sees it.
pub(super) const FOLLOWER: &str = "\u{200B}";

/// Whether a cluster begins at this glyph, or the run ends before it. A run may
/// begin with a glyph of no text.
pub(super) fn leads(run: &GlyphRun, index: usize) -> bool {
    index == 0 || run.glyphs.get(index).is_none_or(|glyph| !glyph.text.is_empty())
}

/// The clusters of a run as ranges of glyphs.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        run.glyphs.get(at)?;
        at += 1;
        while !leads(run, at) {
            at += 1;
        }
        Some(start..at)
    })
}
