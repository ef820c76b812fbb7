//! Widths of hanging columns: list marks and fact labels.

use super::Setter;
use crate::compose::block::{Block, BlockKind, HangId};
use crate::unit::Length;

/// No hanging column is wider than this part of the column, in percent.
const MAX_PERCENT: i64 = 40;

impl Setter<'_> {
    /// Measures the labels of all blocks; the widest decides.
    pub(super) fn measure_hangs(&mut self, blocks: &[Block]) {
        self.hangs.clear();
        for block in blocks {
            let BlockKind::Text(text) = &block.kind else { continue };
            let Some(label) = &text.label else { continue };
            let em = block.style.size;
            let natural = self.typesetter.measure(self.scratch, &label.pieces).max_width;
            let least = if label.flush_right { em } else { em.scale(9, 10) };
            let limit = self.width.scale(MAX_PERCENT, 100);
            let width = (natural + gap(em)).max(least).min(limit.max(em));
            let HangId(index) = label.hang;
            if self.hangs.len() <= index {
                self.hangs.resize(index + 1, Length::ZERO);
            }
            if let Some(known) = self.hangs.get_mut(index) {
                *known = width.max(*known);
            }
        }
    }

    /// The width of a hanging column.
    pub(super) fn hang(&self, id: HangId) -> Length {
        self.hangs.get(id.0).copied().unwrap_or(Length::ZERO)
    }
}

/// Distance between a label and its text at a font size.
pub(super) fn gap(size: Length) -> Length {
    size / 2
}
