//! Tables: measure the columns, break the cells into rows, paint the rules.

mod measure;
mod paint;
mod rows;
mod widths;

pub(in crate::compose) use measure::TOO_WIDE;

use super::{Setter, spaces};
use crate::compose::block::{Block, TableBlock};
use crate::compose::slice::Strip;
use crate::geom::Sides;
use crate::model::layout::Style;
use crate::unit::Length;

/// What all rows of a table share.
struct Frame<'t> {
    /// Left edge of the table in the column.
    left: Length,
    /// Its width.
    width: Length,
    /// Left edge and width of the text of each column.
    columns: Vec<Track>,
    /// The table.
    table: &'t TableBlock,
}

/// The text area of a table column.
#[derive(Clone, Copy, Debug)]
struct Track {
    /// From the left edge of the table.
    left: Length,
    /// Width of the text.
    width: Length,
    /// Widest part left of the decimal separator and right of it.
    decimal: Option<(Length, Length)>,
}

impl Setter<'_> {
    pub(super) fn table(&mut self, block: &Block, table: &TableBlock, strip: &mut Strip) {
        let hangs: Length = block.inside.iter().map(|id| self.hang(*id)).sum();
        let left = block.style.left_indent + block.inset + hangs;
        let right = block.style.right_indent + block.inset;
        let width = (self.width - left - right).max(Length::ZERO);
        let columns = self.measure_columns(block, table, width);
        let frame = Frame { left, width, columns, table };
        let header = (!table.header.is_empty()).then(|| self.header_row(block, &frame));
        let rows = self.body_rows(block, &frame);
        let first = strip.slices.len();
        if let Some((real, repeated)) = header {
            strip.push(real);
            strip.headers.push(repeated);
        }
        let header = (!table.header.is_empty()).then(|| strip.headers.len().saturating_sub(1));
        let count = rows.len();
        for (index, mut row) in rows.into_iter().enumerate() {
            row.header = header;
            row.end.add(|faults| {
                faults.edge = count > 2 && (index == 0 || index + 2 == count);
            });
            strip.push(row);
        }
        let (before, after) = spaces(block);
        let air = block.style.leading / 2;
        if let Some(slice) = strip.slices.get_mut(first) {
            slice.before = before.max(air);
        }
        if strip.slices.len() > first
            && let Some(slice) = strip.slices.last_mut()
        {
            slice.after = after.max(air);
        }
    }
}

/// Padding of the cells of a style; as much as a line of text needs to stand
/// free when the style states none.
fn padding(style: &Style, cap: Length, leading: Length) -> Sides {
    if style.padding != Sides::default() {
        return style.padding;
    }
    let air = ((leading - cap) / 2).max(Length::ZERO) + Length::pt(2);
    let side = style.size / 2;
    Sides { left: side, top: air, right: side, bottom: air }
}
