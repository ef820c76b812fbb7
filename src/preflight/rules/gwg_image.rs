//! GWG rules about image resolution.

use super::{Confidence, Context, Hits, Rule};
use crate::diag::Severity;
use crate::preflight::interpreter::painted::{Kind, Placed};

/// Images of at most this many pixels in one direction are exempt.
const EXEMPT_PIXELS: i64 = 16;

/// Reports images with a resolution in a range.
fn resolution(c: &Context<'_, '_, '_>, hits: &mut Hits<'_>, bitmap: bool, from: f64, below: f64) {
    for page in &c.facts.pages {
        for painted in page.elements() {
            let Some(placed) = image(&painted.kind) else { continue };
            let exempt = placed.width <= EXEMPT_PIXELS || placed.height <= EXEMPT_PIXELS;
            let ppi = placed.ppi().round();
            if (placed.bits == 1) == bitmap && !exempt && ppi >= from && ppi < below {
                let kind = if bitmap { "a 1-bit image" } else { "an image" };
                hits.at(page, painted.bounds, format!("{kind} has {ppi:.0} ppi at its placed size"));
            }
        }
    }
}

fn image(kind: &Kind) -> Option<&Placed> {
    match kind {
        Kind::Image(placed) | Kind::Mask(placed) => Some(placed),
        _ => None,
    }
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "GWG-R0031.error",
        source: "GWG 2022 R0031, GWG 2015",
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "images are not far below the resolution of print",
        remedy: "use a larger original or place the image smaller",
        check: |c, hits| resolution(c, hits, false, 0.0, c.preset.numbers.ppi_error),
    },
    Rule {
        id: "GWG-R0031.warning",
        source: "GWG 2022 R0031, GWG 2015",
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "images have the resolution of print",
        remedy: "use a larger original or place the image smaller",
        check: |c, hits| resolution(c, hits, false, c.preset.numbers.ppi_error, c.preset.numbers.ppi_warning),
    },
    Rule {
        id: "GWG-R0032.error",
        source: "GWG 2022 R0032, GWG 2015",
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "1-bit images are not far below the resolution of print",
        remedy: "scan at a higher resolution or trace to vectors",
        check: |c, hits| resolution(c, hits, true, 0.0, c.preset.numbers.bitmap_ppi_error),
    },
    Rule {
        id: "GWG-R0032.warning",
        source: "GWG 2022 R0032, GWG 2015",
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "1-bit images have the resolution of print",
        remedy: "scan at a higher resolution or trace to vectors",
        check: |c, hits| {
            resolution(c, hits, true, c.preset.numbers.bitmap_ppi_error, c.preset.numbers.bitmap_ppi_warning);
        },
    },
];
