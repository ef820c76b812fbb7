//! A sketch of a page: its painted objects as SVG, in millimetres from the
//! top left corner of the finished page.
//!
//! Areas and lines have their own shape and a plain CMYK to RGB colour, text
//! is a bar of its line box, images are gray boxes.

use std::fmt::Write;

use crate::preflight::facts::Page;
use crate::preflight::interpreter::matrix::{Bounds, Pt};
use crate::preflight::interpreter::painted::{Kind, Painted};
use crate::preflight::interpreter::space::Inks;

/// Most objects of a picture.
const MAX_OBJECTS: usize = 5_000;
/// Most points of one object; a longer outline is drawn as its bounds.
const MAX_POINTS: usize = 2_000;

/// Draws the objects of a page.
pub(crate) fn draw(page: &Page) -> String {
    let mut out = String::new();
    for painted in page.painted.iter().filter(|p| p.is_visible()).take(MAX_OBJECTS) {
        object(page, painted, &mut out);
    }
    out
}

fn object(page: &Page, painted: &Painted, out: &mut String) {
    let color = rgb(&painted.paint.inks);
    match &painted.kind {
        Kind::Text(run) => {
            // The bar is as high as lowercase letters.
            let b = painted.bounds;
            let high = b.y0 + b.height() * 0.6;
            let low = b.y0 + b.height() * 0.25;
            let flat = run.size > b.height() * 0.9;
            let bar = if flat { Bounds { y0: low, y1: high, ..b } } else { b };
            rect(page, bar, &color, 0.55, out);
        }
        Kind::Image(_) => rect(page, painted.bounds, "#b8b8b8", painted.alpha, out),
        Kind::Mask(_) | Kind::Shading => rect(page, painted.bounds, &color, painted.alpha, out),
        Kind::Fill | Kind::Stroke { .. } => shape(page, painted, &color, out),
    }
}

fn shape(page: &Page, painted: &Painted, color: &str, out: &mut String) {
    let points: usize = painted.outline.iter().map(Vec::len).sum();
    let cut = !painted.clip.contains(Bounds::of(&painted.outline.concat()), 0.01);
    if points == 0 || points > MAX_POINTS || cut {
        rect(page, painted.bounds, color, painted.alpha, out);
        return;
    }
    let _ = write!(out, "<path fill=\"{color}\" fill-opacity=\"{:.2}\" d=\"", painted.alpha);
    for polygon in painted.outline.iter() {
        for (index, point) in polygon.iter().enumerate() {
            let (x, y) = place(page, *point);
            let _ = write!(out, "{}{x:.2} {y:.2}", if index == 0 { 'M' } else { 'L' });
        }
        out.push('Z');
    }
    let rule = if painted.even_odd { "\" fill-rule=\"evenodd\"/>" } else { "\"/>" };
    out.push_str(rule);
}

fn place(page: &Page, (x, y): Pt) -> Pt {
    let finished = page.finished();
    ((x - finished.x0) * 25.4 / 72.0, (finished.y1 - y) * 25.4 / 72.0)
}

fn rect(page: &Page, bounds: Bounds, color: &str, alpha: f64, out: &mut String) {
    let place = page.place(bounds);
    let _ = write!(
        out,
        "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" fill=\"{color}\" fill-opacity=\"{alpha:.2}\"/>",
        place.left().to_mm(),
        place.top().to_mm(),
        place.size.width.to_mm(),
        place.size.height.to_mm(),
    );
}

/// A colour for the screen: plain subtraction, spots as a mid blue.
fn rgb(inks: &Inks) -> String {
    let [c, m, y, k] = inks.cmyk.map(|v| v.max(inks.all));
    let spot = inks.spots.iter().map(|(_, t)| *t).fold(0.0, f64::max);
    let channel = |ink: f64, spot_ink: f64| {
        let light = (1.0 - ink) * (1.0 - k) * (1.0 - spot * spot_ink);
        (light * 255.0).round() as u8
    };
    format!("#{:02x}{:02x}{:02x}", channel(c, 0.8), channel(m, 0.5), channel(y, 0.1))
}
