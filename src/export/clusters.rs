//! Clusters: the smallest groups of glyphs that show a piece of text.

use std::ops::Range;

use crate::text::glyph::GlyphRun;

/// What followers in a cluster map to: nothing visible. A reader that knows
/// ActualText never sees it.
pub(super) const FOLLOWER: &str = "\u{200B}";

/// The clusters of a run as ranges of glyphs. A run may begin with a glyph of
/// no text.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        run.glyphs.get(at)?;
        at += 1;
        while run.glyphs.get(at).is_some_and(|g| g.text.is_empty()) {
            at += 1;
        }
        Some(start..at)
    })
}
