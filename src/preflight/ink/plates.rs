//! One raster of ink amounts per plate.

use super::Peak;
use super::polygon::Mask;
use crate::preflight::interpreter::matrix::{Bounds, Pt};

/// Most spot plates; further ones are not separated.
const MAX_SPOTS: usize = 16;

/// Ink amounts 0 to 1 on a grid over an area of the page.
#[derive(Debug)]
pub(super) struct Plates {
    area: Bounds,
    cell: f64,
    pub columns: usize,
    pub rows: usize,
    /// Cyan, Magenta, Yellow, Black, then spots in order of appearance.
    inks: Vec<Vec<f32>>,
    names: Vec<Vec<u8>>,
}

/// What one object does to one plate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dose {
    pub amount: f32,
    /// Multiply with what is there instead of replacing it.
    pub multiply: bool,
}

impl Plates {
    pub(super) fn new(area: Bounds, cell: f64) -> Self {
        let count = |length: f64| ((length / cell).ceil() as usize).clamp(1, 20_000);
        let (columns, rows) = (count(area.width()), count(area.height()));
        let names = [&b"Cyan"[..], b"Magenta", b"Yellow", b"Black"].map(<[u8]>::to_vec).to_vec();
        let inks = vec![vec![0.0; columns * rows]; 4];
        Self { area, cell, columns, rows, inks, names }
    }

    /// From user space (points, y up) to cells (y down).
    pub(super) fn to_cells(&self, (x, y): Pt) -> Pt {
        ((x - self.area.x0) / self.cell, (self.area.y1 - y) / self.cell)
    }

    /// From cells to user space.
    pub(super) fn to_user(&self, (x, y): Pt) -> Pt {
        (self.area.x0 + x * self.cell, self.area.y1 - y * self.cell)
    }

    /// The plate of a spot colour, made when first needed.
    pub(super) fn spot(&mut self, name: &[u8]) -> Option<usize> {
        if let Some(index) = self.names.iter().position(|n| n == name) {
            return Some(index);
        }
        if self.names.len() >= 4 + MAX_SPOTS {
            return None;
        }
        self.names.push(name.to_vec());
        self.inks.push(vec![0.0; self.columns * self.rows]);
        Some(self.names.len() - 1)
    }

    /// Number of plates.
    pub(super) fn count(&self) -> usize {
        self.inks.len()
    }

    /// Applies an object to a plate; `strength` scales the mask (alpha, glyph coverage).
    pub(super) fn apply(&mut self, plate: usize, dose: Dose, mask: &Mask, strength: f32) {
        let columns = self.columns;
        let Some(ink) = self.inks.get_mut(plate) else { return };
        for (line, values) in mask.values.chunks_exact(mask.width).enumerate().take(mask.height) {
            let start = (mask.y + line) * columns + mask.x;
            let Some(cells) = ink.get_mut(start..start + mask.width) else { continue };
            for (cell, value) in cells.iter_mut().zip(values) {
                let cover = value * strength;
                let target =
                    if dose.multiply { 1.0 - (1.0 - *cell) * (1.0 - dose.amount) } else { dose.amount };
                *cell += (target - *cell) * cover;
            }
        }
    }

    /// The window of `side` x `side` cells with the highest mean of process inks.
    pub(super) fn peak(&self, side: usize) -> Option<Peak> {
        let (columns, rows) = (self.columns, self.rows);
        let side = side.min(columns).min(rows);
        let stride = columns + 1;
        let mut sums = vec![0.0f64; stride * (rows + 1)];
        for row in 0..rows {
            let mut line = 0.0;
            for column in 0..columns {
                let at = row * columns + column;
                line += self.inks.iter().take(4).map(|ink| f64::from(ink.get(at).copied().unwrap_or(0.0))).sum::<f64>();
                let above = sums.get(row * stride + column + 1).copied().unwrap_or(0.0);
                if let Some(sum) = sums.get_mut((row + 1) * stride + column + 1) {
                    *sum = above + line;
                }
            }
        }
        let at = |row: usize, column: usize| sums.get(row * stride + column).copied().unwrap_or(0.0);
        let mut best: Option<(f64, usize, usize)> = None;
        for row in 0..=rows - side {
            for column in 0..=columns - side {
                let sum = at(row + side, column + side) - at(row, column + side) - at(row + side, column) + at(row, column);
                if sum > best.map_or(1e-6, |(most, ..)| most + 1e-6) {
                    best = Some((sum, row, column));
                }
            }
        }
        let (sum, row, column) = best?;
        let corner = |r: usize, c: usize| self.to_user((c as f64, r as f64));
        let window = Bounds::of(&[corner(row, column), corner(row + side, column + side)]);
        Some(Peak { percent: sum / (side * side) as f64 * 100.0, window })
    }

    /// Mean of each plate that carries ink over an area, in percent.
    pub(super) fn means(&self, area: Bounds) -> Vec<(String, f64)> {
        let (left, top) = self.to_cells((area.x0, area.y1));
        let (right, bottom) = self.to_cells((area.x1, area.y0));
        let range = |from: f64, to: f64, most: usize| {
            let from = (from.round().max(0.0) as usize).min(most);
            from..(to.round().max(0.0) as usize).clamp(from, most)
        };
        let (columns, rows) = (range(left, right, self.columns), range(top, bottom, self.rows));
        let count = (columns.len() * rows.len()).max(1) as f64;
        let mean = |ink: &Vec<f32>| {
            let lines = rows.clone().filter_map(|r| ink.get(r * self.columns + columns.start..r * self.columns + columns.end));
            lines.flatten().map(|v| f64::from(*v)).sum::<f64>() / count * 100.0
        };
        let named = self.names.iter().zip(&self.inks);
        named
            .map(|(name, ink)| (String::from_utf8_lossy(name).into_owned(), mean(ink)))
            .filter(|(_, mean)| *mean > 0.0)
            .collect()
    }
}
