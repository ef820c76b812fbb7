//! Total ink from separations.
//!
//! Every painted object is drawn into one coarse raster per plate, and a
//! window of 15 mm² (GWG 2015, 3.873 mm square) moves over the sum of the
//! process plates. How exact that is:
//!
//! - The grid has ten cells to the window side (0.387 mm). Areas are drawn
//!   with exact coverage of each cell, so the window mean of plain areas is
//!   right to about 1 % of the ink; the window moves in steps of one cell.
//! - Images are decoded and sampled at four points of each cell, about 400
//!   points in a window. JPEG, Flate and uncompressed samples of up to 8 bit
//!   are decoded; JPEG 2000, JBIG2, CCITT and 16-bit samples are not and count as
//!   a quarter of full ink on each plate of their space.
//! - Glyphs count as an even tint of [`GLYPH_COVERAGE`] over their line box.
//! - Overprint, overprint mode 1 and constant alpha are followed; Multiply and Darken
//!   are multiplied, other blend modes painted as Normal; soft masks are
//!   taken as opaque (the worst case); clip paths count by their bounds;
//!   shadings count with the most ink of their functions.
//!
//! So the figure is a sound alarm, not a contone measurement.

mod paint;
mod plates;
mod polygon;
mod samples;

use super::facts::{Facts, Page};
use super::interpreter::matrix::Bounds;
use plates::Plates;

/// Side of the window: the root of 15 mm², in points.
const WINDOW: f64 = 3.872_983_346_207_417 * 72.0 / 25.4;
/// Cells to the window side.
const CELLS: usize = 10;
/// Share of a line box that glyphs cover with ink.
pub(crate) const GLYPH_COVERAGE: f32 = 0.3;
/// Most cells of one page; larger pages get a coarser grid.
const MAX_CELLS: f64 = 4_000_000.0;

/// The place of the most ink.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Peak {
    /// Mean total of the process inks in the window, in percent.
    pub percent: f64,
    pub window: Bounds,
}

/// Ink of one page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Coverage {
    pub page: usize,
    /// The window with the most process ink; `None` without any.
    pub peak: Option<Peak>,
    /// Mean ink of each plate over the finished page, in percent.
    pub plates: Vec<(String, f64)>,
}

/// Separates all pages.
pub(crate) fn measure(facts: &Facts<'_, '_>) -> Vec<Coverage> {
    facts.pages.iter().map(|page| measure_page(facts, page)).collect()
}

fn measure_page(facts: &Facts<'_, '_>, page: &Page) -> Coverage {
    let finished = page.finished();
    let area = page.bleed.map_or(finished, |b| b.union(finished));
    let ideal = WINDOW / CELLS as f64;
    let coarse = (area.width() * area.height() / MAX_CELLS).sqrt();
    let cell = ideal.max(coarse);
    let mut plates = Plates::new(area, cell);
    for painted in page.elements() {
        paint::paint(facts.pdf, &mut plates, painted);
    }
    let side = ((WINDOW / cell).round() as usize).max(1);
    Coverage { page: page.number, peak: plates.peak(side), plates: plates.means(finished) }
}
