//! Rows C1 to C4: colour spaces and rendering intents.

use super::{Confidence, Context, Hits, Rule};
use crate::diag::Severity;
use crate::preflight::facts::intent::Process;
use crate::preflight::interpreter::Fault;
use crate::preflight::interpreter::painted::{Kind, Painted};
use crate::preflight::interpreter::space::Space;

const C1: &str = "PDF/X-4 C1 (CGATS application notes)";
const C2: &str = "PDF/X-4 C2 (CGATS application notes)";
const C3: &str = "PDF/X-4 C3 (CGATS application notes; printers' rejections)";
const C4: &str = "PDF/X-4 C4 (CGATS application notes)";

/// What a mark is called in messages.
pub(super) fn label(painted: &Painted) -> &'static str {
    match painted.kind {
        Kind::Text(_) => "text",
        Kind::Fill => "a filled area",
        Kind::Stroke { .. } => "a line",
        Kind::Image(_) => "an image",
        Kind::Mask(_) => "a stencil image",
        Kind::Shading => "a shading",
    }
}

/// Reports marks whose base space (or the alternate of their special
/// colorant) fits a predicate.
fn device(c: &Context<'_, '_, '_>, hits: &mut Hits<'_>, wanted: fn(&Space) -> bool, name: &str) {
    for page in &c.facts.pages {
        for painted in page.painted.iter().filter(|p| p.is_visible()) {
            let base = painted.paint.space.base();
            let alternate = match base {
                Space::Separation { alternate, .. } | Space::DeviceN { alternate, .. } => Some(alternate.base()),
                _ => None,
            };
            if wanted(base) || alternate.is_some_and(wanted) {
                hits.at(page, painted.bounds, format!("{} uses {name}", label(painted)));
            }
        }
    }
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "X4-C1.rgb",
        source: C1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "DeviceRGB only if the output intent is RGB or DefaultRGB is defined",
        remedy: "convert to CMYK, or tag the colour with an ICC profile where the printer accepts that",
        check: |c, hits| {
            if c.facts.process().is_some_and(|p| p != Process::Rgb) {
                device(c, hits, |s| *s == Space::Rgb { remapped: false }, "DeviceRGB");
            }
        },
    },
    Rule {
        id: "X4-C1.cmyk",
        source: C1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "DeviceCMYK only if the output intent is CMYK or DefaultCMYK is defined",
        remedy: "export for a CMYK output condition",
        check: |c, hits| {
            if c.facts.process().is_some_and(|p| p != Process::Cmyk) {
                device(c, hits, |s| *s == Space::Cmyk { remapped: false }, "DeviceCMYK");
            }
        },
    },
    Rule {
        id: "X4-C2.spot",
        source: C2,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "a spot colour has the same definition wherever it is used",
        remedy: "give the spot colour one alternate everywhere, or two names if two inks are meant",
        check: |c, hits| {
            for (name, forms) in &c.facts.structure.separations {
                if forms.len() > 1 && !matches!(name.as_slice(), b"All" | b"None") {
                    let name = String::from_utf8_lossy(name);
                    hits.file(format!("the spot colour \"{name}\" is defined in {} ways", forms.len()));
                }
            }
        },
    },
    Rule {
        id: "X4-C3.group",
        source: C3,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "transparency groups blend in a space that the output intent allows",
        remedy: "set the transparency blend space to CMYK",
        check: |c, hits| {
            let Some(process) = c.facts.process() else { return };
            for group in &c.facts.structure.groups {
                let wrong = match group.space.as_name() {
                    Some(b"DeviceRGB") => process != Process::Rgb,
                    Some(b"DeviceCMYK") => process != Process::Cmyk,
                    _ => false,
                };
                if wrong {
                    let name = String::from_utf8_lossy(group.space.as_name().unwrap_or(b"")).into_owned();
                    hits.file(format!("a transparency group blends in {name}"));
                }
            }
        },
    },
    Rule {
        id: "X4-C4.icc",
        source: C4,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "ICC profiles of colours are of version 2 or 4",
        remedy: "use ICC version 2 or 4 profiles",
        check: |c, hits| {
            if c.facts.structure.icc_major > 4 {
                hits.file(format!("an ICCBased colour space has a profile of version {}", c.facts.structure.icc_major));
            }
        },
    },
    Rule {
        id: "X4-C4.intent",
        source: C4,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "rendering intents are the four standard ones",
        remedy: "use Perceptual, RelativeColorimetric, Saturation or AbsoluteColorimetric",
        check: |c, hits| {
            for page in &c.facts.pages {
                for fault in &page.faults {
                    if let Fault::RenderingIntent(name) = fault {
                        hits.page(page, format!("the rendering intent \"{name}\" is not a standard one"));
                    }
                }
            }
        },
    },
];
