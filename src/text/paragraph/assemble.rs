//! The last step: justified glyphs with their final advances.
//!
//! The breaker works with sums; here every advance is rounded to the base
//! unit, and what is left of the line is given to its spaces so that the
//! right edge is exact.

use std::ops::Range;
use std::sync::Arc;

use super::super::breaker;
use super::super::glyph::{Glyph, GlyphRun, Line, LineRun};
use super::super::style::ParagraphSetting;
use super::letters::Letters;
use super::line::{Slots, WordSpace};
use super::metrics::Metrics;
use crate::model::layout::Align;
use crate::unit::Length;

/// Positions the gathered glyphs of a line. With `fill` it ends the paragraph
/// or stands before a forced break and need not be full.
pub(super) fn line(
    metrics: &[Metrics<'_>],
    slots: &mut Slots,
    (line, fill): (&breaker::Line, bool),
    (letters, setting): (Letters, &ParagraphSetting),
) -> Line {
    let natural: Length = slots.glyphs.iter().map(|glyph| glyph.advance).sum();
    // To the breaker the tracking after the last letter hangs out; here it
    // is left away.
    let last = slots.stretch_before(slots.inner).and_then(|stretch| metrics.get(stretch.piece));
    let right = line.right - last.map(|metrics| metrics.tracking).unwrap_or_default();
    let room = line.target + line.left + right;
    let mut width = natural;
    if setting.align == Align::Justify && (!fill || natural > room) {
        width += justify(slots, room - natural, line.overfull.is_some());
    }
    let start = line.indent
        + match setting.align {
            Align::Left | Align::Justify => -line.left,
            Align::Right => line.target - width + right,
            Align::Center => (line.target - width) / 2,
        };
    Line {
        runs: runs(metrics, slots, start, letters),
        overfull: line.overfull,
        width: start + width - right,
        hyphenated: line.hyphenated,
        ratio: line.glue_ratio,
        word_space: word_space(slots),
        trace: None,
    }
}

/// Gives what is left of the line to its spaces, in proportion to what they
/// can take, to the last unit; returns what was given. Spaces of an overfull
/// line shrink to their limit; lines without spaces take no more than what
/// rounding left.
fn justify(slots: &mut Slots, rest: Length, overfull: bool) -> Length {
    let Slots { glyphs, words, spaces, .. } = slots;
    let wide = rest >= Length::ZERO;
    let limit = |space: &WordSpace| if wide { space.stretch } else { space.shrink }.units();
    let total: i64 = spaces.iter().map(limit).sum();
    if total > 0 {
        let least = Length::from_units(if overfull { -total } else { i64::MIN / 2 });
        let shares = spaces.iter().map(|space| (space.glyph, limit(space)));
        return share(shares, glyphs, rest.max(least), total);
    }
    // The last glyph of each cluster.
    let closes = |at: &usize| glyphs.get(at + 1).is_none_or(|next| !next.text.is_empty());
    let closing = |word: &Range<usize>| {
        let last = word.end.saturating_sub(1);
        word.clone().filter(move |at| *at == last || closes(at))
    };
    let letters: Vec<usize> = words.iter().flat_map(closing).collect();
    let Some((_, inner)) = letters.split_last() else { return Length::ZERO };
    let count = letters.len() as i64;
    if rest.abs() > Length::from_units(count * ROUNDING) || inner.is_empty() {
        return Length::ZERO;
    }
    share(inner.iter().map(|&letter| (letter, 1)), glyphs, rest, count - 1)
}

/// Units per letter that a line without spaces may be spread by: what
/// rounding and a kern with the hyphen leave, about a tenth of a point.
const ROUNDING: i64 = 14_000;

/// Adds `rest` to the advances of glyphs in proportion to their weights, which
/// sum up to `total`; returns what was added.
fn share(
    weights: impl Iterator<Item = (usize, i64)>,
    glyphs: &mut [Glyph],
    rest: Length,
    total: i64,
) -> Length {
    let (mut given, mut seen) = (Length::ZERO, 0);
    for (glyph, weight) in weights {
        seen += weight;
        let due = rest.scale(seen, total);
        if let Some(glyph) = glyphs.get_mut(glyph) {
            glyph.advance += due - given;
        }
        given = due;
    }
    given
}

/// The mean word space over its natural width.
fn word_space(slots: &Slots) -> f64 {
    let (mut set, mut natural) = (Length::ZERO, Length::ZERO);
    for space in slots.spaces.iter().filter(|space| space.stretch > Length::ZERO) {
        set += slots.glyphs.get(space.glyph).map(|glyph| glyph.advance).unwrap_or_default();
        natural += space.width;
    }
    if natural == Length::ZERO { 1.0 } else { set.ratio(natural) }
}

/// The runs of a line that starts at `start`.
fn runs(metrics: &[Metrics<'_>], slots: &Slots, start: Length, letters: Letters) -> Vec<LineRun> {
    let mut runs = Vec::with_capacity(slots.stretches.len());
    let mut x = start;
    for (index, stretch) in slots.stretches.iter().enumerate() {
        let next = slots.stretches.get(index + 1).map(|next| next.start);
        let glyphs = slots.glyphs.get(stretch.start..next.unwrap_or(slots.glyphs.len()));
        let glyphs = glyphs.unwrap_or_default();
        let Some(metrics) = metrics.get(stretch.piece) else { continue };
        if let Some(face) = metrics.style.faces().get(usize::from(stretch.face)) {
            let shown = slots.text.get(stretch.from as usize..stretch.to as usize);
            let glyphs = GlyphRun {
                face: Arc::clone(face),
                size: metrics.size(),
                color: metrics.piece.setting.color,
                x_scale: letters.x_scale,
                text: shown.unwrap_or_default().to_owned(),
                read_as: None,
                glyphs: showing(glyphs, stretch.from),
            };
            runs.push(LineRun { x, piece: metrics.piece.id, glyphs: Arc::new(glyphs) });
        }
        if next.is_some() {
            x += glyphs.iter().map(|glyph| glyph.advance).sum();
        }
    }
    runs
}

/// Glyphs that show bytes of a line, counted from where their run begins.
fn showing(glyphs: &[Glyph], from: u32) -> Vec<Glyph> {
    let mut glyphs = glyphs.to_vec();
    if from > 0 {
        for glyph in &mut glyphs {
            let Range { start, end } = glyph.text;
            glyph.text = start.saturating_sub(from)..end.saturating_sub(from);
        }
    }
    glyphs
}
