//! Drawing painted objects into the plates.

use std::rc::Rc;

use super::GLYPH_COVERAGE;
use super::plates::{Dose, Plates};
use super::polygon::{Mask, cover};
use super::samples::{self, Samples};
use crate::preflight::interpreter::matrix::{Bounds, Pt};
use crate::preflight::interpreter::painted::{Blend, Kind, Painted, Placed};
use crate::preflight::interpreter::space::{Inks, Space};
use crate::preflight::reader::Pdf;

/// Ink of images that cannot be decoded, on each plate of their space.
const UNKNOWN_IMAGE: f64 = 0.25;

/// Draws one object.
pub(super) fn paint(pdf: &Pdf<'_>, plates: &mut Plates, painted: &Painted) {
    match &painted.kind {
        Kind::Image(placed) => image(pdf, plates, painted, placed),
        Kind::Text(_) => plain(plates, painted, GLYPH_COVERAGE),
        // Stencils are taken as half covered.
        Kind::Mask(_) => plain(plates, painted, 0.5),
        Kind::Fill | Kind::Stroke { .. } | Kind::Shading => plain(plates, painted, 1.0),
    }
}

/// The object's own area in cells, cut by its clip bounds.
fn mask(plates: &Plates, painted: &Painted) -> Option<Mask> {
    let b = painted.bounds;
    let corners = vec![(b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1)];
    let to_cells = |points: &Vec<Pt>| points.iter().map(|p| plates.to_cells(*p)).collect();
    if painted.outline.is_empty() {
        return cover(&[to_cells(&corners)], plates.columns, plates.rows, false);
    }
    let polygons: Vec<Vec<Pt>> = painted.outline.iter().map(to_cells).collect();
    let mut mask = cover(&polygons, plates.columns, plates.rows, painted.even_odd)?;
    cut(plates, &mut mask, painted.clip);
    Some(mask)
}

/// Clears the cells whose centre lies outside the clip bounds.
fn cut(plates: &Plates, mask: &mut Mask, clip: Bounds) {
    let (left, top) = plates.to_cells((clip.x0, clip.y1));
    let (right, bottom) = plates.to_cells((clip.x1, clip.y0));
    for (line, cells) in mask.values.chunks_exact_mut(mask.width).enumerate() {
        let y = (mask.y + line) as f64 + 0.5;
        for (column, cell) in cells.iter_mut().enumerate() {
            let x = (mask.x + column) as f64 + 0.5;
            if x < left || x > right || y < top || y > bottom {
                *cell = 0.0;
            }
        }
    }
}

fn plain(plates: &mut Plates, painted: &Painted, strength: f32) {
    if matches!(painted.paint.space.base(), Space::Pattern(_) | Space::Unknown) {
        return;
    }
    let Some(mask) = mask(plates, painted) else { return };
    let strength = strength * painted.alpha as f32;
    for (plate, dose) in doses(plates, painted, &painted.paint.inks) {
        plates.apply(plate, dose, &mask, strength);
    }
}

/// What a colour does to each plate, overprint considered (ISO 32000-1,
/// 11.7.4): without overprint every plate is replaced; with it only the
/// plates of the colour space, in mode 1 only those with ink.
fn doses(plates: &mut Plates, painted: &Painted, inks: &Inks) -> Vec<(usize, Dose)> {
    let spots: Vec<(usize, f64)> =
        inks.spots.iter().filter_map(|(name, tint)| Some((plates.spot(name)?, *tint))).collect();
    let process = match painted.paint.space.base() {
        Space::Separation { name, .. } => is_process(name),
        Space::DeviceN { names, .. } => names.iter().any(|n| is_process(n)),
        _ => true,
    };
    let mode1 = painted.overprint_mode == 1 && matches!(painted.paint.space.base(), Space::Cmyk { .. });
    let mut doses = Vec::new();
    for plate in 0..plates.count() {
        let own = match plate {
            0..=3 => process.then(|| inks.cmyk.get(plate).copied().unwrap_or(0.0)),
            _ => spots.iter().find(|(p, _)| *p == plate).map(|(_, tint)| *tint),
        };
        let amount = own.unwrap_or(0.0).max(inks.all);
        let untouched = painted.overprint && amount <= 0.0 && (own.is_none() || mode1);
        let multiply = painted.blend == Blend::Multiply;
        if !(untouched || multiply && amount <= 0.0) {
            doses.push((plate, Dose { amount: amount as f32, multiply }));
        }
    }
    doses
}

fn is_process(name: &[u8]) -> bool {
    matches!(name, b"Cyan" | b"Magenta" | b"Yellow" | b"Black" | b"All")
}

fn image(pdf: &Pdf<'_>, plates: &mut Plates, painted: &Painted, placed: &Placed) {
    let Some(mask) = mask(plates, painted) else { return };
    let space = Rc::clone(&painted.paint.space);
    let strength = painted.alpha as f32;
    match samples::decode(pdf, placed, &space, false) {
        Some(samples) => sampled(plates, painted, placed, &samples, &mask, strength),
        None => {
            let count = space.components().max(1);
            let inks = space.inks(&vec![UNKNOWN_IMAGE; count]);
            for (plate, dose) in doses(plates, painted, &inks) {
                plates.apply(plate, dose, &mask, strength);
            }
        }
    }
}

/// Draws each covered cell with the mean ink of four points in it.
fn sampled(
    plates: &mut Plates,
    painted: &Painted,
    placed: &Placed,
    samples: &Samples,
    mask: &Mask,
    strength: f32,
) {
    let Some(to_image) = placed.matrix.inverse() else { return };
    let space = &painted.paint.space;
    let mut color = Vec::new();
    for line in 0..mask.height {
        for column in 0..mask.width {
            let value = mask.values.get(line * mask.width + column).copied().unwrap_or(0.0);
            if value <= 0.0 {
                continue;
            }
            let (x, y) = (mask.x + column, mask.y + line);
            let mut mean = Inks::default();
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let (u, v) = to_image.apply(plates.to_user((x as f64 + dx, y as f64 + dy)));
                let px = (u * samples.width as f64).clamp(0.0, samples.width as f64 - 1.0) as usize;
                let py = ((1.0 - v) * samples.height as f64).clamp(0.0, samples.height as f64 - 1.0) as usize;
                samples.pixel(px, py, &mut color);
                add(&mut mean, &space.inks(&color));
            }
            let cell = Mask { x, y, width: 1, height: 1, values: vec![value] };
            for (plate, dose) in doses(plates, painted, &mean) {
                plates.apply(plate, dose, &cell, strength);
            }
        }
    }
}

/// Adds a quarter of a colour.
fn add(mean: &mut Inks, inks: &Inks) {
    for (sum, value) in mean.cmyk.iter_mut().zip(inks.cmyk) {
        *sum += value / 4.0;
    }
    mean.all += inks.all / 4.0;
    for (name, tint) in &inks.spots {
        match mean.spots.iter_mut().find(|(n, _)| n == name) {
            Some((_, sum)) => *sum += tint / 4.0,
            None => mean.spots.push((Rc::clone(name), tint / 4.0)),
        }
    }
}
