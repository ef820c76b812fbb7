//! Exact area coverage of polygons on a grid.

use crate::preflight::interpreter::matrix::Pt;

/// Coverage of cells, row by row, in a part of the grid.
#[derive(Debug)]
pub(super) struct Mask {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
    pub values: Vec<f32>,
}

/// Draws polygons given in cell coordinates (y down) on a grid of `columns`
/// x `rows`. Each edge adds its signed area to the cells right of it; the
/// running sum along a row is the winding-weighted coverage.
pub(super) fn cover(polygons: &[Vec<Pt>], columns: usize, rows: usize, even_odd: bool) -> Option<Mask> {
    let points = || polygons.iter().flatten();
    let (mut x0, mut y0, mut x1, mut y1) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for (x, y) in points() {
        (x0, y0, x1, y1) = (x0.min(*x), y0.min(*y), x1.max(*x), y1.max(*y));
    }
    let left = x0.floor().clamp(0.0, columns as f64) as usize;
    let top = y0.floor().clamp(0.0, rows as f64) as usize;
    let right = x1.ceil().clamp(0.0, columns as f64) as usize;
    let bottom = y1.ceil().clamp(0.0, rows as f64) as usize;
    if right <= left || bottom <= top {
        return None;
    }
    let (width, height) = (right - left, bottom - top);
    let mut grid = Accumulator { width, height, cells: vec![0.0; (width + 2) * height] };
    let shift = |(x, y): Pt| (x - left as f64, y - top as f64);
    for polygon in polygons {
        let (Some(first), Some(last)) = (polygon.first(), polygon.last()) else { continue };
        for pair in polygon.windows(2) {
            if let &[a, b] = pair {
                grid.edge(shift(a), shift(b));
            }
        }
        grid.edge(shift(*last), shift(*first));
    }
    Some(Mask { x: left, y: top, width, height, values: grid.finish(even_odd) })
}

struct Accumulator {
    width: usize,
    height: usize,
    cells: Vec<f32>,
}

impl Accumulator {
    /// Adds an edge, row by row.
    fn edge(&mut self, a: Pt, b: Pt) {
        if a.1 == b.1 || !(a.0 + a.1 + b.0 + b.1).is_finite() {
            return;
        }
        let (direction, a, b) = if a.1 < b.1 { (1.0, a, b) } else { (-1.0, b, a) };
        let slope = (b.0 - a.0) / (b.1 - a.1);
        let top = a.1.max(0.0);
        let bottom = b.1.min(self.height as f64);
        let mut y = top;
        while y < bottom {
            let row = y.floor();
            let next = (row + 1.0).min(bottom);
            let (xa, xb) = (a.0 + (y - a.1) * slope, a.0 + (next - a.1) * slope);
            self.piece(row as usize, direction * (next - y), xa.min(xb), xa.max(xb));
            y = next;
        }
    }

    /// Adds an edge within one row, of signed height `dy`, from x `a` to `b`.
    fn piece(&mut self, row: usize, dy: f64, a: f64, b: f64) {
        let limit = self.width as f64;
        let (a, b) = (a.clamp(0.0, limit), b.clamp(0.0, limit));
        let (first, last) = (a.floor() as usize, (b.ceil() as usize).max(a.floor() as usize + 1));
        let span = b - a;
        let mut done = 0.0;
        for column in first..last {
            // Share of the edge that lies left of this cell's right side,
            // weighted by how much of the cell is right of it.
            let (l, r) = (column as f64, column as f64 + 1.0);
            let share = if span <= 1e-9 { 1.0 } else { ((b.min(r) - a.max(l)) / span).max(0.0) };
            let middle = if span <= 1e-9 { a } else { (b.min(r) + a.max(l)) / 2.0 };
            let inside = (r - middle).clamp(0.0, 1.0);
            self.add(row, column, dy * share * inside);
            self.add(row, column + 1, dy * share * (1.0 - inside));
            done += share;
        }
        debug_assert!(done <= 1.0 + 1e-6);
    }

    fn add(&mut self, row: usize, column: usize, value: f64) {
        let index = row * (self.width + 2) + column;
        if let Some(cell) = self.cells.get_mut(index) {
            *cell += value as f32;
        }
    }

    fn finish(&self, even_odd: bool) -> Vec<f32> {
        let mut values = Vec::with_capacity(self.width * self.height);
        for row in self.cells.chunks_exact(self.width + 2) {
            let mut sum = 0.0f32;
            values.extend(row.iter().take(self.width).map(|delta| {
                sum += delta;
                let winding = sum.abs();
                if even_odd { 1.0 - (winding % 2.0 - 1.0).abs() } else { winding.min(1.0) }
            }));
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(mask: &Mask) -> f32 {
        mask.values.iter().sum()
    }

    #[test]
    fn coverage_is_the_area() {
        let square = vec![(1.25, 1.5), (3.75, 1.5), (3.75, 4.0), (1.25, 4.0)];
        let mask = cover(&[square], 10, 10, false).unwrap();
        assert!((area(&mask) - 6.25).abs() < 1e-4);
        let triangle = vec![(0.0, 0.0), (8.0, 0.0), (0.0, 6.0)];
        let mask = cover(&[triangle], 10, 10, false).unwrap();
        assert!((area(&mask) - 24.0).abs() < 1e-3);
    }

    #[test]
    fn what_lies_outside_is_cut() {
        let wide = vec![(-100.0, -100.0), (100.0, -100.0), (100.0, 100.0), (-100.0, 100.0)];
        let mask = cover(&[wide], 4, 3, false).unwrap();
        assert!(mask.values.iter().all(|v| (v - 1.0).abs() < 1e-5));
        assert!(cover(&[vec![(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)]], 4, 3, false).is_none());
    }

    #[test]
    fn even_odd_leaves_a_hole() {
        let outer = vec![(0.0, 0.0), (6.0, 0.0), (6.0, 6.0), (0.0, 6.0)];
        let inner = vec![(2.0, 2.0), (4.0, 2.0), (4.0, 4.0), (2.0, 4.0)];
        let both = [outer, inner];
        assert!((area(&cover(&both, 8, 8, true).unwrap()) - 32.0).abs() < 1e-3);
        assert!((area(&cover(&both, 8, 8, false).unwrap()) - 36.0).abs() < 1e-3);
    }
}
