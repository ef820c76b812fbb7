//! Print practice that no standard states: bleed that is really painted,
//! text off the trim, no marks for online printers.

use super::color::label;
use super::{Confidence, Context, Rule};
use crate::diag::Severity;
use crate::preflight::facts::Page;
use crate::preflight::interpreter::matrix::Bounds;
use crate::preflight::interpreter::painted::{Kind, Painted};
use crate::unit::Length;

const PRACTICE: &str = "print practice (European printers)";

/// Distances that count as touching: 0.05 mm.
const TOUCH: f64 = 0.05 * 72.0 / 25.4;

/// One side of a page.
struct Edge {
    name: &'static str,
    /// How far bounds reach beyond the trim on this side (negative: inside).
    reach: fn(trim: Bounds, b: Bounds) -> f64,
}

const EDGES: [Edge; 4] = [
    Edge { name: "left", reach: |trim, b| trim.x0 - b.x0 },
    Edge { name: "top", reach: |trim, b| b.y1 - trim.y1 },
    Edge { name: "right", reach: |trim, b| b.x1 - trim.x1 },
    Edge { name: "bottom", reach: |trim, b| trim.y0 - b.y0 },
];

/// Marks that must bleed if they touch the trim: all but text and paper white.
fn bleeding(page: &Page) -> impl Iterator<Item = &Painted> {
    page.elements().filter(move |p| {
        !matches!(p.kind, Kind::Text(_)) && !p.is_white() && inside(p.bounds, page.finished())
    })
}

/// Whether bounds share an area with the trim.
fn inside(bounds: Bounds, trim: Bounds) -> bool {
    let shared = bounds.intersect(trim);
    shared.width() > TOUCH && shared.height() >= 0.0 && !shared.is_empty()
        || shared.height() > TOUCH && shared.width() >= 0.0 && !shared.is_empty()
}

/// Bleed that the page must have on an edge: what its BleedBox says, else
/// what the preset wants.
fn wanted(c: &Context<'_, '_, '_>, page: &Page, edge: &Edge) -> f64 {
    let trim = page.finished();
    page.bleed.map_or(c.preset.numbers.bleed.to_pt(), |bleed| (edge.reach)(trim, bleed))
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "PP-bleed-box",
        source: PRACTICE,
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "where something touches the trim, the BleedBox leaves enough bleed",
        remedy: "set the BleedBox to the bleed the printer asks for and extend what touches the trim",
        check: |c, hits| {
            let least = c.preset.numbers.bleed.to_pt();
            for page in c.facts.pages.iter().filter(|p| p.bleed.is_some()) {
                let trim = page.finished();
                for edge in &EDGES {
                    let bleed = wanted(c, page, edge);
                    let touched = bleeding(page).any(|p| (edge.reach)(trim, p.bounds) >= -TOUCH);
                    if touched && bleed < least - TOUCH {
                        let (has, least) = (Length::from_pt(bleed), Length::from_pt(least));
                        hits.page(page, format!("the BleedBox leaves {has} on the {} edge; {least} are needed", edge.name));
                    }
                }
            }
        },
    },
    Rule {
        id: "PP-bleed-painted",
        source: PRACTICE,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "what touches the trim is painted to the bleed edge",
        remedy: "extend the object over the trim to the edge of the BleedBox",
        check: |c, hits| {
            for page in &c.facts.pages {
                let trim = page.finished();
                for edge in &EDGES {
                    let bleed = wanted(c, page, edge);
                    for painted in bleeding(page) {
                        let reach = (edge.reach)(trim, painted.bounds);
                        if reach >= -TOUCH && reach < bleed - TOUCH {
                            let short = Length::from_pt(bleed - reach.max(0.0));
                            let message = format!("{} touches the {} trim edge but stops {short} short of the bleed edge", label(painted), edge.name);
                            hits.at(page, painted.bounds, message);
                        }
                    }
                }
            }
        },
    },
    Rule {
        id: "PP-safe-margin",
        source: PRACTICE,
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "text keeps its distance from the trim",
        remedy: "move the text inwards; cutting is not exact",
        check: |c, hits| {
            let margin = c.preset.numbers.safe_margin;
            if margin <= Length::ZERO {
                return;
            }
            for page in &c.facts.pages {
                let trim = page.finished();
                let safe = trim.grown(-margin.to_pt());
                for painted in page.elements().filter(|p| p.text().is_some() && p.bounds.meets(trim)) {
                    if !safe.contains(painted.bounds, TOUCH) {
                        hits.at(page, painted.bounds, format!("text lies nearer than {margin} to the trim"));
                    }
                }
            }
        },
    },
    Rule {
        id: "PP-marks",
        source: "print practice (online printers)",
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "the MediaBox equals the BleedBox where marks are not wanted",
        remedy: "export without printer's marks and slug",
        check: |c, hits| {
            if c.preset.numbers.allow_marks {
                return;
            }
            for page in &c.facts.pages {
                if let (Some(media), Some(bleed)) = (page.media, page.bleed)
                    && !media.agrees(bleed, TOUCH)
                {
                    hits.page(page, "the MediaBox is larger than the BleedBox");
                }
            }
        },
    },
];
