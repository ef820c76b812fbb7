//! The last step: justified glyphs with their final advances.
//!
//! The breaker works with sums; here every advance is rounded to the base
//! unit, and what is left of the line is given to its spaces so that the
//! right edge is exact.

use super::super::breaker;
use super::super::glyph::{Glyph, GlyphRun, Line, LineRun};
use super::super::style::ParagraphSetting;
use super::line::{Slot, SlotKind, Slots, WordSpace};
use super::metrics::{Metrics, Units};
use crate::model::layout::Align;
use crate::unit::Length;

/// How the letters of a line are set.
#[derive(Clone, Copy)]
struct Letters {
    /// Width of the glyphs in 1/10000.
    x_scale: u16,
    /// Letter-spacing per mille of an em, times 1000.
    spacing: i64,
}

impl Letters {
    const NATURAL: Self = Self { x_scale: 10_000, spacing: 0 };

    /// What the box ratio of a line means (-1 to 1).
    fn new(ratio: f64, setting: &ParagraphSetting) -> Self {
        if setting.align != Align::Justify || ratio == 0.0 {
            return Self::NATURAL;
        }
        let fit = setting.fit;
        let (scale, spacing) = match ratio > 0.0 {
            true => (fit.expand, fit.letter_stretch),
            false => (fit.condense, fit.letter_shrink),
        };
        let scaled = 10_000.0 + (f64::from(scale) * 10.0 * ratio).round();
        Self {
            x_scale: scaled.clamp(1_000.0, 60_000.0) as u16,
            spacing: (f64::from(spacing) * 1000.0 * ratio).round() as i64,
        }
    }
}

/// Positions the gathered glyphs of a line. With `fill` it ends the paragraph
/// or stands before a forced break and need not be full.
pub(super) fn line(
    metrics: &[Metrics<'_>],
    slots: &Slots,
    (line, fill): (&breaker::Line, bool),
    setting: &ParagraphSetting,
) -> Line {
    let letters = Letters::new(line.box_ratio, setting);
    let mut widths = advances(metrics, slots, letters);
    let natural: Length = widths.iter().copied().sum();
    // To the breaker the tracking after the last letter hangs out; here it
    // is left away.
    let last = slots.slots.iter().rfind(|slot| slot.kind != SlotKind::Trailing);
    let tracking = last.and_then(|slot| slot.of(metrics)).map(|metrics| metrics.tracking);
    let right = line.right - tracking.unwrap_or_default();
    let room = line.target + line.left + right;
    let mut width = natural;
    if setting.align == Align::Justify && (!fill || natural > room) {
        width += justify(slots, &mut widths, room - natural, line.overfull.is_some());
    }
    let start = line.indent
        + match setting.align {
            Align::Left | Align::Justify => -line.left,
            Align::Right => line.target - width + right,
            Align::Center => (line.target - width) / 2,
        };
    Line {
        runs: runs(metrics, slots, &widths, start, letters),
        overfull: line.overfull,
        width: start + width - right,
        hyphenated: line.hyphenated,
        ratio: line.glue_ratio,
        word_space: word_space(slots, &widths),
        trace: None,
    }
}

/// The advance of each slot, without justification of the spaces. Nothing
/// follows the last glyph of a line, so it has no letter-spacing.
fn advances(metrics: &[Metrics<'_>], slots: &Slots, letters: Letters) -> Vec<Length> {
    let Slots { slots, spaces, .. } = slots;
    let end = slots.iter().rposition(|slot| slot.kind != SlotKind::Trailing);
    let mut widths = Vec::with_capacity(slots.len());
    for group in slots.chunk_by(|a, b| a.piece == b.piece && a.face == b.face) {
        let Some(first) = group.first() else { continue };
        let Some(metrics) = first.of(metrics) else { continue };
        let units = metrics.units(first.face, letters.x_scale);
        let after = metrics.tracking + metrics.size().scale(letters.spacing, 1_000_000);
        for slot in group {
            widths.push(match slot.kind {
                SlotKind::Glyph { last } => {
                    let width = units.of(slot.advance);
                    let ends_line = end == Some(widths.len());
                    if last && !ends_line { width + after } else { width }
                }
                SlotKind::Space(index) => {
                    spaces.get(index as usize).map_or(Length::ZERO, |space| space.width)
                }
                SlotKind::Trailing => Length::ZERO,
            });
        }
    }
    widths
}

/// Gives what is left of the line to its spaces, in proportion to what they
/// can take, to the last unit; returns what was given. Spaces of an overfull
/// line shrink to their limit; lines without spaces take no more than what
/// rounding left.
fn justify(slots: &Slots, widths: &mut [Length], rest: Length, overfull: bool) -> Length {
    let Slots { slots, spaces, .. } = slots;
    let wide = rest >= Length::ZERO;
    let limit = |space: &WordSpace| if wide { space.stretch } else { space.shrink }.units();
    let total: i64 = spaces.iter().map(limit).sum();
    if total > 0 {
        let least = Length::from_units(if overfull { -total } else { i64::MIN / 2 });
        let shares = spaces.iter().map(|space| (space.slot, limit(space)));
        return share(shares, widths, rest.max(least), total);
    }
    let letter = |slot: &Slot| slot.kind == SlotKind::Glyph { last: true };
    let letters: Vec<usize> = (0..).zip(slots).filter(|(_, s)| letter(s)).map(|(i, _)| i).collect();
    let Some((_, inner)) = letters.split_last() else { return Length::ZERO };
    let count = letters.len() as i64;
    if rest.abs() > Length::from_units(count * ROUNDING) || inner.is_empty() {
        return Length::ZERO;
    }
    share(inner.iter().map(|&slot| (slot, 1)), widths, rest, count - 1)
}

/// Units per letter that a line without spaces may be spread by: what
/// rounding and a kern with the hyphen leave, about a tenth of a point.
const ROUNDING: i64 = 14_000;

/// Adds `rest` to the widths of slots in proportion to their weights, which
/// sum up to `total`; returns what was added.
fn share(
    weights: impl Iterator<Item = (usize, i64)>,
    widths: &mut [Length],
    rest: Length,
    total: i64,
) -> Length {
    let (mut given, mut seen) = (Length::ZERO, 0);
    for (slot, weight) in weights {
        seen += weight;
        let due = rest.scale(seen, total);
        if let Some(width) = widths.get_mut(slot) {
            *width += due - given;
        }
        given = due;
    }
    given
}

/// The mean word space over its natural width.
fn word_space(slots: &Slots, widths: &[Length]) -> f64 {
    let (mut set, mut natural) = (Length::ZERO, Length::ZERO);
    for space in slots.spaces.iter().filter(|space| space.stretch > Length::ZERO) {
        set += widths.get(space.slot).copied().unwrap_or_default();
        natural += space.width;
    }
    if natural == Length::ZERO { 1.0 } else { set.ratio(natural) }
}

/// Groups the glyphs of a line into runs of one piece and face.
fn runs(
    metrics: &[Metrics<'_>],
    slots: &Slots,
    widths: &[Length],
    start: Length,
    letters: Letters,
) -> Vec<LineRun> {
    let mut runs = Vec::new();
    let mut pen = start;
    let mut rest = widths;
    for group in slots.slots.chunk_by(|a, b| a.piece == b.piece && a.face == b.face) {
        let (widths, others) = rest.split_at_checked(group.len()).unwrap_or_default();
        rest = others;
        let x = pen;
        pen += widths.iter().copied().sum();
        let Some(first) = group.first() else { continue };
        let Some(metrics) = first.of(metrics) else { continue };
        let (across, up) = (
            metrics.units(first.face, letters.x_scale),
            metrics.units(first.face, Units::UNSCALED),
        );
        let Some(face) = metrics.style.faces().get(usize::from(first.face)) else { continue };
        let base = group.iter().map(|slot| slot.start).min().unwrap_or(first.start);
        let end = group.iter().map(|slot| slot.end).max().unwrap_or(base);
        let offset = |at: u32| at.saturating_sub(base);
        let glyphs = group.iter().zip(widths).map(|(slot, advance)| Glyph {
            id: slot.id,
            advance: *advance,
            dx: across.of(slot.dx),
            dy: -up.of(slot.dy),
            text: offset(slot.start)..offset(slot.end),
        });
        let glyphs = GlyphRun {
            face: std::sync::Arc::clone(face),
            size: metrics.size(),
            color: metrics.piece.setting.color,
            x_scale: letters.x_scale,
            text: slots.text.get(base as usize..end as usize).unwrap_or_default().to_owned(),
            glyphs: glyphs.collect(),
        };
        runs.push(LineRun { x, piece: metrics.piece.id, glyphs });
    }
    runs
}
