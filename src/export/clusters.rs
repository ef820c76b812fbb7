//! Clusters: the smallest groups of glyphs that show a piece of text.

use std::ops::Range;

use crate::text::glyph::{Glyph, GlyphRun};

/// What followers in a cluster map to: nothing visible. A reader that knows
/// ActualText never sees it.
pub(super) const FOLLOWER: &str = "\u{200B}";

/// Whether a cluster begins at this glyph, if it is not the first of its run:
/// that one always begins a cluster, even when it has no text.
pub(super) fn leads(glyph: &Glyph) -> bool {
    !glyph.text.is_empty()
}

/// The clusters of a run as ranges of glyphs.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        run.glyphs.get(at)?;
        at += 1;
        while run.glyphs.get(at).is_some_and(|glyph| !leads(glyph)) {
            at += 1;
        }
        Some(start..at)
    })
}
