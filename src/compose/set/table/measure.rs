//! Widths of table columns from their content.

use super::super::Setter;
use super::super::line::strut;
use super::widths::{Column, distribute};
use super::{Track, padding};
use crate::compose::block::{Block, TableBlock};
use crate::diag::Diagnostic;
use crate::markup::{self, ColumnAlign};
use crate::model::Lang;
use crate::text::style::Piece;
use crate::unit::Length;

/// The code of a table that is wider than its column.
pub(in crate::compose) const TOO_WIDE: &str = "table-too-wide";

impl Setter<'_> {
    /// The columns of a table of a width.
    pub(super) fn measure_columns(
        &mut self,
        block: &Block,
        table: &TableBlock,
        width: Length,
    ) -> Vec<Track> {
        let columns: Vec<Column> =
            (0..table.columns.len()).map(|column| self.table_column(table, column)).collect();
        let strut = strut(first_pieces(table), block.style.size);
        let pad = padding(&block.style, strut.cap, block.style.leading);
        let filled = block.style.fill.is_some() || table.head_style.fill.is_some();
        // Without a fill the text of the outer columns is flush with the rules.
        let (outer_left, outer_right) =
            if filled { (pad.left, pad.right) } else { (Length::ZERO, Length::ZERO) };
        let gaps = (pad.left + pad.right) * (columns.len() as i64 - 1).max(0);
        let room = width - gaps - outer_left - outer_right;
        let widths = self.widths(&columns, table, room);
        let mut at = outer_left;
        let mut tracks = Vec::with_capacity(widths.len());
        for (column, width) in columns.iter().zip(widths) {
            tracks.push(Track { left: at, width, decimal: column.decimal });
            at += width + pad.left + pad.right;
        }
        tracks
    }

    fn table_column(&mut self, table: &TableBlock, index: usize) -> Column {
        let mut column = Column::default();
        if let Some(cell) = table.header.get(index) {
            let measure = self.typesetter.measure(self.scratch, cell);
            (column.min, column.max) = (measure.min_width, measure.max_width);
            column.head = Some(measure.max_width);
        }
        let cells = || table.rows.iter().filter_map(|row| row.get(index));
        for cell in cells() {
            let measure = self.typesetter.measure(self.scratch, cell);
            column.min = column.min.max(measure.min_width);
            column.max = column.max.max(measure.max_width);
            column.cells.push(measure.max_width);
        }
        if table.columns.get(index) == Some(&ColumnAlign::Decimal) {
            let mut parts = (Length::ZERO, Length::ZERO);
            for cell in cells() {
                let (whole, rest) = self.decimal_parts(cell, &table.lang);
                parts = (parts.0.max(whole), parts.1.max(rest));
            }
            column.decimal = Some(parts);
            column.min = column.min.max(parts.0 + parts.1);
            column.max = column.max.max(parts.0 + parts.1);
        }
        column
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

    /// Widths of the columns that share a room. Where they do not fit they are
    /// as narrow as they can be: one error says so, and not every word that
    /// would stick out of its cell.
    fn widths(&mut self, columns: &[Column], table: &TableBlock, room: Length) -> Vec<Length> {
        let least: Length = columns.iter().map(|column| column.min).sum();
        if room.fits(least) {
            return distribute(columns, &table.columns, room);
        }
        self.report_wide(table, least - room);
        columns.iter().map(|column| column.min.max(Length::from_units(1))).collect()
    }

    fn report_wide(&mut self, table: &TableBlock, over: Length) {
        self.diags.push(
            Diagnostic::error(TOO_WIDE, format!("the table is {over} wider than its column"))
                .at(&table.origin)
                .hint("use fewer columns, shorter words, or mark hyphenation points with `\\-`"),
        );
    }
}

fn first_pieces(table: &TableBlock) -> &[Piece] {
    let rows = std::iter::once(&table.header).chain(&table.rows);
    rows.flatten().map(Vec::as_slice).find(|cell| !cell.is_empty()).unwrap_or(&[])
}
