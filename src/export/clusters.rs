//! Clusters: the smallest groups of glyphs that show a piece of text.

use std::ops::Range;

use crate::text::glyph::GlyphRun;

/// What followers in a cluster map to: nothing visible. A reader that knows
/// ActualText never sees it.
pub(super) const FOLLOWER: &str = "\u{200B}";

/// The clusters of a run: glyph range and text. A run that begins with a
/// glyph of no text gives a cluster of empty text.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = run.glyphs.get(at)?;
        let start = at;
        at += 1;
        while run.glyphs.get(at).is_some_and(|g| g.text.is_empty()) {
            at += 1;
        }
        let text = run.text.get(first.text.start as usize..first.text.end as usize);
        Some((start..at, text.unwrap_or_default()))
    })
}
