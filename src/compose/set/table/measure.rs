//! Widths of table columns from their content.

use super::super::Setter;
use super::super::line::strut;
use super::{Track, padding};
use crate::compose::block::{Block, TableBlock};
use crate::diag::Diagnostic;
use crate::markup::{self, ColumnAlign};
use crate::model::Lang;
use crate::text::style::Piece;
use crate::unit::Length;

/// Narrowest and widest sensible width of a column.
#[derive(Clone, Copy, Default, Debug)]
struct Extent {
    min: Length,
    max: Length,
    decimal: Option<(Length, Length)>,
}

impl Setter<'_> {
    /// The columns of a table of a width.
    pub(super) fn measure_columns(
        &mut self,
        block: &Block,
        table: &TableBlock,
        width: Length,
    ) -> Vec<Track> {
        let extents: Vec<Extent> =
            (0..table.columns.len()).map(|column| self.extent(table, column)).collect();
        let strut = strut(first_pieces(table), block.style.size);
        let pad = padding(&block.style, strut.cap, block.style.leading);
        let filled = block.style.fill.is_some() || table.head_style.fill.is_some();
        // Without a fill the text of the outer columns is flush with the rules.
        let (outer_left, outer_right) =
            if filled { (pad.left, pad.right) } else { (Length::ZERO, Length::ZERO) };
        let gaps = (pad.left + pad.right) * (extents.len() as i64 - 1).max(0);
        let room = width - gaps - outer_left - outer_right;
        let widths = self.distribute(&extents, &table.columns, room, table);
        let mut at = outer_left;
        let mut tracks = Vec::with_capacity(widths.len());
        for (extent, width) in extents.iter().zip(widths) {
            tracks.push(Track { left: at, width, decimal: extent.decimal });
            at += width + pad.left + pad.right;
        }
        tracks
    }

    fn extent(&mut self, table: &TableBlock, column: usize) -> Extent {
        let mut extent = Extent::default();
        let decimal = table.columns.get(column) == Some(&ColumnAlign::Decimal);
        let mut parts = (Length::ZERO, Length::ZERO);
        for cell in cells(table, column) {
            let measure = self.typesetter.measure(self.scratch, cell);
            extent.min = extent.min.max(measure.min_width);
            extent.max = extent.max.max(measure.max_width);
        }
        if decimal {
            for cell in table.rows.iter().filter_map(|row| row.get(column)) {
                let (whole, rest) = self.decimal_parts(cell, &table.lang);
                parts = (parts.0.max(whole), parts.1.max(rest));
            }
            extent.decimal = Some(parts);
            extent.min = extent.min.max(parts.0 + parts.1);
            extent.max = extent.max.max(parts.0 + parts.1);
        }
        extent
    }

    /// Widths of a number before its decimal separator and from it on; what
    /// is no number stands before it.
    pub(super) fn decimal_parts(&mut self, cell: &[Piece], lang: &Lang) -> (Length, Length) {
        let all = self.typesetter.measure(self.scratch, cell).max_width;
        let text: String = cell.iter().map(|piece| piece.text.as_str()).collect();
        let Some(point) = markup::decimal_point(&text, lang).filter(|at| *at < text.len()) else {
            return (all, Length::ZERO);
        };
        let mut left = point;
        let mut whole: Vec<Piece> = Vec::with_capacity(cell.len());
        for piece in cell {
            let mut part = piece.clone();
            let length = part.text.len();
            part.text.truncate(left);
            whole.push(part);
            if left <= length {
                break;
            }
            left -= length;
        }
        let width = self.typesetter.measure(self.scratch, &whole).max_width.min(all);
        (width, all - width)
    }

    /// Shares the room among the columns: widest widths where they fit (the
    /// rest goes to text columns), otherwise in proportion between narrowest
    /// and widest.
    fn distribute(
        &mut self,
        extents: &[Extent],
        aligns: &[ColumnAlign],
        room: Length,
        table: &TableBlock,
    ) -> Vec<Length> {
        let least: Length = extents.iter().map(|extent| extent.min).sum();
        let most: Length = extents.iter().map(|extent| extent.max).sum();
        if !room.fits(least) {
            self.report_wide(table, least - room);
            let share = |extent: &Extent| room.scale(extent.min.units(), least.units().max(1));
            return extents.iter().map(|e| share(e).max(Length::from_units(1))).collect();
        }
        if room.fits(most) {
            return stretch(extents, aligns, room - most, most);
        }
        let give = (most - least).units().max(1);
        let spare = room - least;
        extents
            .iter()
            .map(|extent| extent.min + spare.scale((extent.max - extent.min).units(), give))
            .collect()
    }

    fn report_wide(&mut self, table: &TableBlock, over: Length) {
        self.diags.push(
            Diagnostic::error(
                "table-too-wide",
                format!("the table is {over} wider than its column"),
            )
            .at(&table.origin)
            .hint("use fewer columns, shorter words, or mark hyphenation points with `\\-`"),
        );
    }
}

/// Gives what is left to the text columns, or to all when there are none.
fn stretch(extents: &[Extent], aligns: &[ColumnAlign], spare: Length, most: Length) -> Vec<Length> {
    let is_text = |index: usize| aligns.get(index) == Some(&ColumnAlign::Left);
    let text: Length =
        extents.iter().enumerate().filter(|(i, _)| is_text(*i)).map(|(_, e)| e.max).sum();
    let (base, only_text) = if text > Length::ZERO { (text, true) } else { (most, false) };
    let base = base.units().max(1);
    let share = |(index, extent): (usize, &Extent)| {
        if only_text && !is_text(index) {
            extent.max
        } else {
            extent.max + spare.scale(extent.max.units(), base)
        }
    };
    extents.iter().enumerate().map(share).collect()
}

fn cells(table: &TableBlock, column: usize) -> impl Iterator<Item = &Vec<Piece>> {
    let body = table.rows.iter().filter_map(move |row| row.get(column));
    table.header.get(column).into_iter().chain(body)
}

fn first_pieces(table: &TableBlock) -> &[Piece] {
    let rows = std::iter::once(&table.header).chain(&table.rows);
    rows.flatten().map(Vec::as_slice).find(|cell| !cell.is_empty()).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(max: i64) -> Extent {
        Extent { min: Length::mm(max / 2), max: Length::mm(max), decimal: None }
    }

    #[test]
    fn spare_room_goes_to_text_columns() {
        let widths = stretch(
            &[extent(20), extent(10), extent(10)],
            &[ColumnAlign::Left, ColumnAlign::Right, ColumnAlign::Decimal],
            Length::mm(60),
            Length::mm(40),
        );
        assert_eq!(widths, [Length::mm(80), Length::mm(10), Length::mm(10)]);
    }

    #[test]
    fn a_table_of_numbers_shares_evenly() {
        let aligns = [ColumnAlign::Right, ColumnAlign::Right];
        let widths = stretch(&[extent(10), extent(10)], &aligns, Length::mm(20), Length::mm(20));
        assert_eq!(widths, [Length::mm(20), Length::mm(20)]);
    }
}
