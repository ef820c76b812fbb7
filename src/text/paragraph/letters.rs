//! How far the letters of a justified line are widened or narrowed.

use super::metrics::Metrics;
use crate::model::layout::Align;
use crate::text::style::ParagraphSetting;
use crate::unit::Length;

/// How the letters of a line are set.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    /// Width of the glyphs in 1/10000.
    pub x_scale: u16,
    /// Letter-spacing per mille of an em, times 1000.
    spacing: i64,
}

impl Letters {
    const NATURAL: Self = Self { x_scale: 10_000, spacing: 0 };

    /// What the box ratio of a line means (-1 to 1).
    pub fn new(ratio: f64, setting: &ParagraphSetting) -> Self {
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

    /// What follows each cluster of a piece.
    pub fn after(self, metrics: &Metrics<'_>) -> Length {
        metrics.tracking + metrics.size().scale(self.spacing, 1_000_000)
    }
}
