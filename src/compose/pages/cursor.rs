//! Where a slice stands below what precedes it.

use crate::compose::slice::Slice;
use crate::unit::Length;

/// The lower end of a column that is being filled.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::compose) struct Cursor {
    /// Distance of baselines to snap to, when there is a grid.
    grid: Option<Length>,
    /// Baseline of the grid's first line.
    grid_start: Length,
    /// What stands above, if anything.
    above: Option<Above>,
}

#[derive(Clone, Copy, Debug)]
struct Above {
    bottom: Length,
    depth: Length,
    after: Length,
}

impl Cursor {
    /// The top of an empty column.
    pub fn new(grid: Option<Grid>) -> Self {
        let (step, start) = match grid {
            Some(grid) if grid.step > Length::ZERO => (Some(grid.step), grid.start),
            _ => (None, Length::ZERO),
        };
        Self { grid: step, grid_start: start, above: None }
    }

    /// The top of the slice when it is the next one; white space at the top
    /// of a column is dropped.
    pub fn place(&mut self, slice: &Slice) -> Length {
        let mut top = match self.above {
            None => Length::ZERO,
            Some(above) => {
                let space = above.after.max(slice.before) + slice.extra;
                // A line keeps its distance from the baseline above; a box
                // stays clear of descenders.
                let gap = if slice.lead > Length::ZERO { slice.lead } else { above.depth };
                above.bottom + space + gap
            }
        };
        if let (Some(grid), true) = (self.grid, slice.snap) {
            top = snapped(top + slice.height, self.grid_start, grid) - slice.height;
        }
        self.above =
            Some(Above { bottom: top + slice.height, depth: slice.depth, after: slice.after });
        top
    }

    /// The bottom of what was placed last.
    pub fn bottom(&self) -> Length {
        self.above.map_or(Length::ZERO, |above| above.bottom)
    }
}

/// The baseline grid of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::compose) struct Grid {
    /// Distance of baselines.
    pub step: Length,
    /// Baseline of the first line, from the top of the column.
    pub start: Length,
}

/// The next grid line at or below a baseline.
fn snapped(baseline: Length, start: Length, step: Length) -> Length {
    let over = (baseline - start).units();
    if over <= 0 {
        return start;
    }
    let step_units = step.units().max(1);
    let lines = over.div_euclid(step_units);
    let rest = Length::from_units(over.rem_euclid(step_units));
    let lines = if Length::ZERO.fits(rest) { lines } else { lines + 1 };
    start + step * lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(before: i64, after: i64) -> Slice {
        Slice {
            lead: Length::pt(8),
            height: Length::pt(7),
            depth: Length::pt(2),
            before: Length::pt(before),
            after: Length::pt(after),
            ..Slice::default()
        }
    }

    #[test]
    fn space_collapses_and_is_dropped_at_the_top() {
        let mut cursor = Cursor::new(None);
        assert_eq!(cursor.place(&line(20, 6)), Length::ZERO);
        // Baseline to baseline: leading 15 pt and the larger of 6 and 4 pt.
        assert_eq!(cursor.place(&line(4, 0)), Length::pt(7 + 6 + 8));
        assert_eq!(cursor.bottom(), Length::pt(7 + 6 + 8 + 7));
    }

    #[test]
    fn a_box_stays_clear_of_descenders() {
        let mut cursor = Cursor::new(None);
        cursor.place(&line(0, 0));
        let picture = Slice { height: Length::pt(50), ..Slice::default() };
        assert_eq!(cursor.place(&picture), Length::pt(9));
    }

    #[test]
    fn the_grid_moves_lines_down_only() {
        let grid = Grid { step: Length::pt(15), start: Length::pt(7) };
        let mut cursor = Cursor::new(Some(grid));
        let on_grid = Slice { snap: true, ..line(0, 0) };
        assert_eq!(cursor.place(&on_grid), Length::ZERO);
        let spaced = Slice { snap: true, ..line(4, 0) };
        assert_eq!(cursor.place(&spaced), Length::pt(30));
        assert_eq!(cursor.place(&on_grid), Length::pt(45));
    }
}
