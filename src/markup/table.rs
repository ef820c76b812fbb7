//! Tables: rows of equal length, columns of numbers.

use pulldown_cmark::Alignment;

use super::number;
use super::plain::plain;
use super::tree::{Cell, ColumnAlign, Inline, Table};
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
        let row_headers = self.has_row_headers();
        let Self { columns, header, rows, origin } = self;
        Table { columns, header, rows, row_headers, origin }
    }

    /// Markdown has no sign for row headers, so what people write is read:
    /// names before columns of numbers, a first column in bold, or a header
    /// row that leaves the corner empty.
    fn has_row_headers(&self) -> bool {
        let Some((first, others)) = self.columns.split_first() else { return false };
        if others.is_empty() || self.rows.is_empty() {
            return false;
        }
        let names = *first != ColumnAlign::Decimal
            && others.iter().all(|column| *column == ColumnAlign::Decimal);
        let mut cells = self.rows.iter().filter_map(|row| row.first());
        let bold = cells.all(is_bold);
        let corner = self.header.first().is_some_and(Vec::is_empty);
        names || bold || corner
    }
}

/// Whether a cell has text and all of it is bold.
fn is_bold(cell: &Cell) -> bool {
    let strong = |inline: &Inline| match inline {
        Inline::Text(run) => run.strong || run.text.trim().is_empty(),
        Inline::Break => true,
    };
    !plain(cell).trim().is_empty() && cell.iter().all(strong)
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
