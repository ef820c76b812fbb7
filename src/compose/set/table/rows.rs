//! Table rows into slices; a row never splits.

use std::sync::Arc;

use super::super::line::{Strut, strut};
use super::super::{Setter, stack};
use super::{Frame, Track, padding};
use crate::compose::block::{Block, Mode};
use crate::compose::document::{ArtifactKind, Item, ItemKind, Owner};
use crate::compose::slice::Slice;
use crate::diag::Diagnostic;
use crate::geom::Sides;
use crate::markup::ColumnAlign;
use crate::model::Lang;
use crate::model::layout::{Align, Style};
use crate::text::style::Piece;
use crate::unit::Length;

/// One row to be set.
struct Row<'r> {
    cells: &'r [Vec<Piece>],
    style: &'r Arc<Style>,
    heading: bool,
}

impl Setter<'_> {
    /// The header as content and as the artifact that later pages repeat.
    pub(super) fn header_row(&mut self, block: &Block, frame: &Frame<'_>) -> (Slice, Slice) {
        let (cells, style) = (&frame.table.header, &frame.table.head_style);
        let row = Row { cells, style, heading: true };
        let mut slice = self.row(block, frame, &row);
        self.paint_header(frame, &block.style, &mut slice);
        slice.end.add(|faults| faults.keep = true);
        let mut repeated = slice.clone();
        let line = Owner::Artifact(ArtifactKind::Link);
        let is_link =
            |item: &Item| matches!(item.kind, ItemKind::Link { .. }) || item.owner == line;
        repeated.items.retain(|item| !is_link(item));
        for item in &mut repeated.items {
            item.owner = Owner::Artifact(ArtifactKind::Header);
        }
        repeated.lines = 0;
        (slice, repeated)
    }

    /// The body rows with their rules.
    pub(super) fn body_rows(&mut self, block: &Block, frame: &Frame<'_>) -> Vec<Slice> {
        let count = frame.table.rows.len();
        let mut slices = Vec::with_capacity(count);
        for (index, cells) in frame.table.rows.iter().enumerate() {
            let row = Row { cells, style: &block.style, heading: false };
            let mut slice = self.row(block, frame, &row);
            if slice.height > self.height {
                self.report_tall(frame);
            }
            let first = index == 0 && frame.table.header.is_empty();
            self.paint_row(frame, &block.style, (first, index + 1 == count), &mut slice);
            slices.push(slice);
        }
        slices
    }

    fn report_tall(&mut self, frame: &Frame<'_>) {
        self.diags.push(
            Diagnostic::error("row-too-tall", "a table row is taller than a page")
                .at(&frame.table.origin)
                .hint("split the row; rows are never broken over pages"),
        );
    }

    fn row(&mut self, block: &Block, frame: &Frame<'_>, row: &Row<'_>) -> Slice {
        let filled = row.cells.iter().find(|cell| !cell.is_empty());
        let strut = strut(filled.map_or(&[], Vec::as_slice), row.style.size);
        let leading = self.leading(row.style);
        let pad = padding(row.style, strut.cap, leading);
        let mut slice = Slice { height: pad.top + strut.cap + pad.bottom, ..Slice::default() };
        for (column, (cell, track)) in row.cells.iter().zip(&frame.columns).enumerate() {
            let align = frame.table.columns.get(column).copied().unwrap_or_default();
            let lines = self.cell(block, row, (cell, align), *track, frame, strut, pad, &mut slice);
            let last = leading * (lines as i64 - 1).max(0);
            slice.height = slice.height.max(pad.top + strut.cap + last + pad.bottom);
            slice.lines = slice.lines.max(u16::try_from(lines).unwrap_or(u16::MAX));
        }
        slice
    }

    /// Sets one cell into the row; returns its lines.
    #[allow(clippy::too_many_arguments)]
    fn cell(
        &mut self,
        block: &Block,
        row: &Row<'_>,
        (cell, align): (&[Piece], ColumnAlign),
        track: Track,
        frame: &Frame<'_>,
        strut: Strut,
        pad: Sides,
        slice: &mut Slice,
    ) -> usize {
        let mut setting = self.setting(row.style, track.width, false);
        setting.align = match align {
            ColumnAlign::Left => Align::Left,
            ColumnAlign::Center => Align::Center,
            ColumnAlign::Right | ColumnAlign::Decimal => Align::Right,
        };
        setting.fit.protrude = false;
        let mut left = frame.left + track.left;
        if let (false, Some(parts)) = (row.heading, track.decimal) {
            setting.align = Align::Left;
            left += self.decimal_shift(cell, track, parts, &frame.table.lang);
        }
        let lines = self.typesetter.set_paragraph(self.scratch, cell, &setting, self.diags);
        let leading = self.leading(row.style);
        let count = lines.len();
        let mut items: Vec<Item> = Vec::new();
        for (index, line) in lines.into_iter().enumerate() {
            let baseline = pad.top + strut.cap + leading * index as i64;
            self.paint_line(line, block, left, baseline, &mut items);
        }
        debug_assert!(block.mode == Mode::Real);
        slice.items.append(&mut items);
        count
    }

    /// How far right a number starts so that its separator stands under the
    /// others; the column of numbers is flush right.
    fn decimal_shift(
        &mut self,
        cell: &[Piece],
        track: Track,
        (whole, rest): (Length, Length),
        lang: &Lang,
    ) -> Length {
        let (own, own_rest) = self.decimal_parts(cell, lang);
        let spare = (track.width - whole - rest).max(Length::ZERO);
        let shift = spare + (whole - own).max(Length::ZERO);
        shift.min((track.width - own - own_rest).max(Length::ZERO))
    }
}

/// Moves all items of a slice down.
pub(super) fn lower(slice: &mut Slice, by: Length) {
    slice.items.iter_mut().for_each(|item| stack::shift(item, Length::ZERO, by));
    slice.height += by;
}
