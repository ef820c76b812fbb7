//! GWG rules about pages.

use super::{Confidence, Rule};
use crate::diag::Severity;

/// Trim sizes may differ by rounding: 1/10 pt.
const SIZE_SLACK: f64 = 0.1;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "GWG-R0002",
        source: "GWG 2022 R0002",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no UserUnit",
        remedy: "export the page at its real size",
        check: |c, hits| {
            for page in c.facts.pages.iter().filter(|p| p.user_unit) {
                hits.page(page, "the page has a UserUnit; the RIP may print it at a wrong size");
            }
        },
    },
    Rule {
        id: "GWG-R0003",
        source: "GWG 2022 R0003",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the CropBox is absent or equals the MediaBox",
        remedy: "remove the CropBox",
        check: |c, hits| {
            for page in &c.facts.pages {
                if let (Some(crop), Some(media)) = (page.crop, page.media)
                    && !crop.agrees(media, 0.01)
                {
                    hits.at(page, crop, "the CropBox differs from the MediaBox");
                }
            }
        },
    },
    Rule {
        id: "GWG-R0004",
        source: "GWG 2022 R0004",
        confidence: Confidence::High,
        severity: Severity::Warning,
        text: "all pages have one trim size and no rotation",
        remedy: "bring the pages to one size and orientation, or order them as separate jobs",
        check: |c, hits| {
            let first = c.facts.pages.first().map(|p| p.finished());
            for page in &c.facts.pages {
                let size = page.finished();
                if page.rotate != 0 {
                    hits.page(page, format!("the page is rotated by {} degrees", page.rotate));
                }
                let differs = first.is_some_and(|f| {
                    (f.width() - size.width()).abs() > SIZE_SLACK || (f.height() - size.height()).abs() > SIZE_SLACK
                });
                if differs {
                    hits.page(page, "the trim size differs from that of page 1");
                }
            }
        },
    },
    Rule {
        id: "GWG-R0005",
        source: "GWG 2022 R0005",
        confidence: Confidence::High,
        severity: Severity::Warning,
        text: "no page is empty",
        remedy: "remove the page, or make sure that it is meant to stay blank",
        check: |c, hits| {
            for page in &c.facts.pages {
                if page.elements().all(|p| p.is_white()) {
                    hits.page(page, "nothing is printed on the page");
                }
            }
        },
    },
    Rule {
        id: "GWG-R0034",
        source: "GWG 2022 R0034 (magazine, newspaper, packaging variants)",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no further optional content configurations where the variant forbids them",
        remedy: "remove /Configs; keep the default configuration only",
        check: |c, hits| {
            let properties = c.facts.pdf.dict(c.facts.catalog.get(b"OCProperties")).unwrap_or_default();
            if c.preset.numbers.forbid_layer_configs && properties.has(b"Configs") {
                hits.file("optional content has further configurations");
            }
        },
    },
];
