//! How columns share the width of a table.
//!
//! Where all fit on one line they do, and what is left goes to the text. Else
//! the ways are those of browsers and of typst: all in proportion between
//! narrowest and widest (CSS 2.1, 17.5.2.2), or short columns whole before
//! long ones share the rest. The one that takes the fewest lines is set, and
//! a line within a short column counts as several.

use crate::markup::ColumnAlign;
use crate::unit::Length;

/// Air beside columns of numbers, where there is room.
const AIR: Length = Length::mm(5);

/// What a column of a table measures.
#[derive(Clone, Default, Debug)]
pub(super) struct Column {
    /// The narrowest width: of the widest part that cannot be broken.
    pub min: Length,
    /// The width at which all cells stand on one line.
    pub max: Length,
    /// Widest part left of the decimal separator and right of it.
    pub decimal: Option<(Length, Length)>,
    /// Width of the heading on one line, if there is one.
    pub head: Option<Length>,
    /// Widths of the body cells on one line.
    pub cells: Vec<Length>,
}

impl Column {
    /// The width at which all but the heading stand on one line.
    fn body(&self) -> Length {
        let parts = self.decimal.map_or(Length::ZERO, |(whole, rest)| whole + rest);
        self.cells.iter().copied().fold(parts, Length::max).max(self.min)
    }
}

/// Widths of columns in a room that the narrowest fit into.
pub(super) fn distribute(columns: &[Column], aligns: &[ColumnAlign], room: Length) -> Vec<Length> {
    let most: Length = columns.iter().map(|column| column.max).sum();
    if room.fits(most) {
        return stretch(columns, aligns, room - most, most);
    }
    let short = short(columns, room);
    // Of equals the one with the most columns on one line, which comes first.
    let ways = ways(columns, room).into_iter();
    ways.min_by_key(|widths| lines(columns, &short, widths)).unwrap_or_default()
}

/// Ways to share a room that is too narrow for all cells on one line: with
/// all columns but one whole, or with the shortest whole, down to none. For a
/// whole column the heading may count or not: it wraps only once.
fn ways(columns: &[Column], room: Length) -> Vec<Vec<Length>> {
    let whole: Vec<Length> = columns.iter().map(|column| column.max).collect();
    let body: Vec<Length> = columns.iter().map(Column::body).collect();
    let mut ways = Vec::new();
    for wanted in [&whole, &body] {
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(|index| wanted.get(*index).copied());
        let mut add = |kept: &dyn Fn(usize) -> bool| {
            let widths = columns.iter().zip(wanted).enumerate();
            let least =
                widths.map(|(i, (column, width))| if kept(i) { *width } else { column.min });
            ways.extend(between(&least.collect::<Vec<_>>(), &whole, room));
        };
        add(&|_| true);
        for one in order.iter().rev() {
            add(&|index| index != *one);
        }
        for count in (0..order.len()).rev() {
            let short = order.get(..count).unwrap_or_default();
            add(&|index| short.contains(&index));
        }
    }
    ways
}

/// What a room has beyond the least widths, shared in proportion to what the
/// columns want more; `None` where it has not even those.
fn between(least: &[Length], most: &[Length], room: Length) -> Option<Vec<Length>> {
    let sum = |widths: &[Length]| widths.iter().copied().sum::<Length>();
    let spare = room - sum(least);
    let wanted = (sum(most) - sum(least)).units().max(1);
    let widths = least.iter().zip(most);
    let share =
        |(least, most): (&Length, &Length)| *least + spare.scale((*most - *least).units(), wanted);
    (spare >= Length::ZERO).then(|| widths.map(share).collect())
}

/// Which columns are no wider than their fair share of a room, of which long
/// ones get what short ones leave.
fn short(columns: &[Column], room: Length) -> Vec<bool> {
    let mut short = vec![false; columns.len()];
    loop {
        let open = short.iter().filter(|short| !**short).count() as i64;
        let taken: Length =
            columns.iter().zip(&short).filter(|(_, short)| **short).map(|(c, _)| c.body()).sum();
        let fair = (room - taken) / open.max(1);
        let fits = |(column, short): (&Column, &bool)| !short && fair.fits(column.body());
        let more: Vec<bool> = columns.iter().zip(&short).map(fits).collect();
        if !more.contains(&true) {
            return short;
        }
        short.iter_mut().zip(more).for_each(|(short, more)| *short |= more);
    }
}

/// How many lines a wrapped cell in a short column is as bad as.
const WRAPPED: i64 = 3;

/// How many lines the rows take together, with what wrapped cells of short
/// columns add, and the cells for themselves.
fn lines(columns: &[Column], short: &[bool], widths: &[Length]) -> (i64, i64) {
    let rows = columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    let heads = columns.iter().zip(widths);
    let heads = heads.map(|(column, width)| column.head.map_or(0, |head| cell_lines(head, *width)));
    let (mut table, mut cells) = (heads.clone().max().unwrap_or(0), heads.sum());
    for row in 0..rows {
        let mut highest = 0;
        for ((column, short), width) in columns.iter().zip(short).zip(widths) {
            let count = column.cells.get(row).map_or(0, |cell| cell_lines(*cell, *width));
            highest = highest.max(count);
            cells += count;
            table += if *short && count > 1 { WRAPPED } else { 0 };
        }
        table += highest;
    }
    (table, cells)
}

/// How many lines a text takes about that is so long on one line: the ends of
/// ragged lines stay empty, for a tenth of the whole.
fn cell_lines(text: Length, width: Length) -> i64 {
    if width.fits(text) {
        return 1;
    }
    let (text, width) = (text.units() * 11 / 10, width.units().max(1));
    ((text + width - 1) / width).max(2)
}

/// Gives what is left to the text columns, or to all when there are none.
fn stretch(columns: &[Column], aligns: &[ColumnAlign], spare: Length, most: Length) -> Vec<Length> {
    let is_text = |index: usize| aligns.get(index) == Some(&ColumnAlign::Left);
    let text: Length =
        columns.iter().enumerate().filter(|(i, _)| is_text(*i)).map(|(_, e)| e.max).sum();
    let (base, only_text) = if text > Length::ZERO { (text, true) } else { (most, false) };
    let base = base.units().max(1);
    let others =
        columns.len() as i64 - aligns.iter().filter(|a| **a == ColumnAlign::Left).count() as i64;
    // Numbers get air first, so that their headings do not touch.
    let air = (spare / (2 * others.max(1))).min(AIR);
    let spare = if only_text { spare - air * others } else { spare };
    let share = |(index, column): (usize, &Column)| {
        if only_text && !is_text(index) {
            column.max + air
        } else {
            column.max + spare.scale(column.max.units(), base)
        }
    };
    columns.iter().enumerate().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: ColumnAlign = ColumnAlign::Left;

    /// A column without heading whose widest cells are so many millimetres wide
    /// in one line, and half of it in two.
    fn column(cells: &[i64]) -> Column {
        let cells: Vec<Length> = cells.iter().copied().map(Length::mm).collect();
        let max = cells.iter().copied().max().unwrap_or_default();
        Column { min: max / 2, max, decimal: None, head: None, cells }
    }

    #[test]
    fn spare_room_goes_to_text_columns() {
        let widths = stretch(
            &[column(&[20]), column(&[10]), column(&[10])],
            &[LEFT, ColumnAlign::Right, ColumnAlign::Decimal],
            Length::mm(60),
            Length::mm(40),
        );
        assert_eq!(widths, [Length::mm(70), Length::mm(15), Length::mm(15)]);
    }

    #[test]
    fn a_table_of_numbers_shares_evenly() {
        let aligns = [ColumnAlign::Right, ColumnAlign::Right];
        let columns = [column(&[10]), column(&[10])];
        let widths = stretch(&columns, &aligns, Length::mm(20), Length::mm(20));
        assert_eq!(widths, [Length::mm(20), Length::mm(20)]);
    }

    #[test]
    fn short_columns_are_whole_before_prose_takes_the_rest() {
        let prose = Column { min: Length::mm(20), ..column(&[400; 5]) };
        let columns = [column(&[30; 5]), prose, column(&[18; 5])];
        let widths = distribute(&columns, &[LEFT; 3], Length::mm(150));
        assert_eq!(widths, [Length::mm(30), Length::mm(102), Length::mm(18)]);
    }

    #[test]
    fn a_column_with_one_long_cell_gives_what_fifty_rows_need() {
        let mut long = column(&[40; 50]);
        (long.cells[0], long.max) = (Length::mm(60), Length::mm(60));
        let columns = [column(&[80; 50]), long];
        let widths = distribute(&columns, &[LEFT; 2], Length::mm(138));
        assert_eq!(widths, [Length::mm(80), Length::mm(58)]);
    }

    #[test]
    fn a_heading_wraps_rather_than_the_rows_below() {
        let mut headed = column(&[20; 50]);
        (headed.head, headed.max) = (Some(Length::mm(38)), Length::mm(38));
        let columns = [column(&[80; 50]), headed.clone(), headed];
        let widths = distribute(&columns, &[LEFT; 3], Length::mm(150));
        assert_eq!(widths, [Length::mm(80), Length::mm(38), Length::mm(32)]);
    }

    #[test]
    fn long_texts_share_in_proportion() {
        let text = |width| Column { min: Length::mm(10), ..column(&[width; 3]) };
        let columns = [text(200), text(600)];
        let widths = distribute(&columns, &[LEFT; 2], Length::mm(160));
        assert!(widths[0] > Length::mm(30) && widths[1] > Length::mm(100), "{widths:?}");
        assert_eq!(widths[0] + widths[1], Length::mm(160));
    }
}
