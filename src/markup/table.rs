//! Tables: rows of equal length, columns of numbers.

use pulldown_cmark::Alignment;

use super::number;
use super::plain::plain;
use super::tree::{Cell, ColumnAlign, Table};
use crate::diag::Origin;
use crate::model::Lang;

/// What the row below the header says about a column.
pub(super) fn alignment(written: Alignment) -> ColumnAlign {
    match written {
        Alignment::None | Alignment::Left => ColumnAlign::Left,
        Alignment::Center => ColumnAlign::Center,
        Alignment::Right => ColumnAlign::Right,
    }
}

/// A table under way.
pub(super) struct TableBuilder {
    columns: Vec<ColumnAlign>,
    header: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    origin: Origin,
}

impl TableBuilder {
    pub(super) fn new(columns: Vec<ColumnAlign>, origin: Origin) -> Self {
        Self { columns, header: Vec::new(), rows: Vec::new(), origin }
    }

    pub(super) fn open_row(&mut self) {
        self.rows.push(Vec::with_capacity(self.columns.len()));
    }

    pub(super) fn push_cell(&mut self, cell: Cell) {
        self.rows.last_mut().unwrap_or(&mut self.header).push(cell);
    }

    /// Makes all rows as long as the first and finds the columns of numbers.
    pub(super) fn finish(mut self, lang: &Lang) -> Table {
        let width = self.columns.len();
        for row in std::iter::once(&mut self.header).chain(&mut self.rows) {
            row.resize_with(width, Cell::new);
        }
        for (index, column) in self.columns.iter_mut().enumerate() {
            let cells = self.rows.iter().filter_map(|row| row.get(index));
            if *column == ColumnAlign::Right && are_numbers(cells, lang) {
                *column = ColumnAlign::Decimal;
            }
        }
        if self.header.iter().all(Vec::is_empty) {
            self.header.clear();
        }
        Table { columns: self.columns, header: self.header, rows: self.rows, origin: self.origin }
    }
}

/// Whether there are numbers, and nothing else but empty cells and dashes.
fn are_numbers<'a>(cells: impl Iterator<Item = &'a Cell>, lang: &Lang) -> bool {
    let mut any = false;
    for cell in cells {
        let text = plain(cell);
        let text = text.trim();
        if matches!(text, "" | "-" | "–" | "—") {
            continue;
        }
        if number::decimal_point(text, lang).is_none() {
            return false;
        }
        any = true;
    }
    any
}
