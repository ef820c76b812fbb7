//! Rows B1 to B3 and Z1: page boxes.

use super::{Confidence, Rule};
use crate::diag::Severity;

const B1: &str = "PDF/X-4 B1 (CGATS application notes)";
const B2: &str = "PDF/X-4 B2 (CGATS application notes)";
const B3: &str = "PDF/X-4 B3 (CGATS application notes)";

/// Boxes may differ by rounding of decimals: 1/100 pt.
const SLACK: f64 = 0.01;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "X4-B1.media",
        source: B1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "every page has a MediaBox",
        remedy: "export the page again",
        check: |c, hits| {
            for page in c.facts.pages.iter().filter(|p| p.media.is_none()) {
                hits.page(page, "the page has no (valid) MediaBox");
            }
        },
    },
    Rule {
        id: "X4-B1.trim",
        source: B1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "every page has a TrimBox or an ArtBox, not both",
        remedy: "set the TrimBox to the finished size and remove the ArtBox",
        check: |c, hits| {
            for page in &c.facts.pages {
                match (page.trim, page.art) {
                    (None, None) => hits.page(page, "the page has neither TrimBox nor ArtBox"),
                    (Some(_), Some(_)) => hits.page(page, "the page has both TrimBox and ArtBox"),
                    _ => {}
                }
            }
        },
    },
    Rule {
        id: "X4-B2.nesting",
        source: B2,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "TrimBox lies in BleedBox lies in MediaBox; TrimBox lies in CropBox",
        remedy: "set the boxes again: MediaBox outermost, then BleedBox, then TrimBox",
        check: |c, hits| {
            for page in &c.facts.pages {
                let finished = page.trim.or(page.art);
                let pairs = [
                    ("TrimBox", finished, "BleedBox", page.bleed),
                    ("BleedBox", page.bleed, "MediaBox", page.media),
                    ("TrimBox", finished, "MediaBox", page.media),
                    ("TrimBox", finished, "CropBox", page.crop),
                ];
                for (inner_name, inner, outer_name, outer) in pairs {
                    if let (Some(inner), Some(outer)) = (inner, outer)
                        && !outer.contains(inner, SLACK)
                    {
                        hits.at(page, inner, format!("the {inner_name} reaches out of the {outer_name}"));
                    }
                }
            }
        },
    },
    Rule {
        id: "X4-B3.preferences",
        source: B3,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "view and print areas of the viewer preferences are MediaBox or BleedBox",
        remedy: "remove ViewArea, ViewClip, PrintArea and PrintClip",
        check: |c, hits| {
            let facts = c.facts;
            let preferences = facts.pdf.dict(facts.catalog.get(b"ViewerPreferences")).unwrap_or_default();
            for key in ["ViewArea", "ViewClip", "PrintArea", "PrintClip"] {
                let value = facts.pdf.get(&preferences, key.as_bytes());
                if let Some(name) = value.as_name().filter(|n| !matches!(*n, b"MediaBox" | b"BleedBox")) {
                    hits.file(format!("{key} is {}", String::from_utf8_lossy(name)));
                }
            }
        },
    },
    Rule {
        id: "X4-Z1.media",
        source: "practice: content outside the MediaBox is never used (Esko)",
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "nothing is painted wholly outside the MediaBox",
        remedy: "enlarge the MediaBox so that it holds marks and slug, or remove the stray object",
        check: |c, hits| {
            for page in &c.facts.pages {
                let Some(media) = page.media else { continue };
                for painted in page.painted.iter().filter(|p| p.is_visible() && !p.bounds.meets(media)) {
                    hits.at(page, painted.bounds, "an object lies outside the MediaBox and will not print");
                }
            }
        },
    },
];
