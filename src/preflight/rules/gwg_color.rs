//! GWG rules about colour: spots, device independence, blending, total ink.

use std::collections::{BTreeMap, BTreeSet};

use super::color::label;
use super::{Confidence, Context, Rule};
use crate::diag::Severity;
use crate::preflight::facts::intent::Process;
use crate::preflight::interpreter::painted::Kind;
use crate::preflight::interpreter::space::Space;

/// Names that are plates already or no ink at all.
const NO_SPOTS: [&[u8]; 6] = [b"Cyan", b"Magenta", b"Yellow", b"Black", b"All", b"None"];

/// Spot colour names in use on pages.
fn spots(c: &Context<'_, '_, '_>) -> BTreeSet<Vec<u8>> {
    let mut names = BTreeSet::new();
    for painted in c.facts.pages.iter().flat_map(|p| p.painted.iter()).filter(|p| p.is_visible()) {
        match painted.paint.space.base() {
            Space::Separation { name, .. } => {
                names.insert(name.to_vec());
            }
            Space::DeviceN { names: many, .. } => names.extend(many.iter().map(|n| n.to_vec())),
            _ => {}
        }
    }
    names.retain(|name| !NO_SPOTS.contains(&name.as_slice()));
    names
}

/// A name without case, spaces and punctuation.
fn folded(name: &[u8]) -> Vec<u8> {
    name.iter().filter(|b| b.is_ascii_alphanumeric() || **b >= 128).map(u8::to_ascii_lowercase).collect()
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "GWG-R0020",
        source: "GWG 2022 R0020",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no more spot colours than the variant allows",
        remedy: "convert spot colours to CMYK, or order the extra inks and allow them in the preset",
        check: |c, hits| {
            let names = spots(c);
            if names.len() > c.preset.numbers.max_spots {
                let list: Vec<_> = names.iter().map(|n| String::from_utf8_lossy(n).into_owned()).collect();
                hits.file(format!("{} spot colour(s): {}", names.len(), list.join(", ")));
            }
        },
    },
    Rule {
        id: "GWG-R0021",
        source: "GWG 2022 R0021 (as understood: one ink, one spelling)",
        confidence: Confidence::Low,
        severity: Severity::Warning,
        text: "spot colour names do not differ by case or spaces only",
        remedy: "use one spelling; two spellings make two plates",
        check: |c, hits| {
            let mut groups: BTreeMap<Vec<u8>, Vec<String>> = BTreeMap::new();
            for name in spots(c) {
                groups.entry(folded(&name)).or_default().push(String::from_utf8_lossy(&name).into_owned());
            }
            for names in groups.into_values().filter(|n| n.len() > 1) {
                hits.file(format!("spot colours that look like one ink: {}", names.join(", ")));
            }
        },
    },
    Rule {
        id: "GWG-R0022",
        source: "GWG 2022 R0022 (as understood: clean names)",
        confidence: Confidence::Low,
        severity: Severity::Warning,
        text: "spot colour names are UTF-8 without control signs or outer spaces",
        remedy: "rename the spot colour",
        check: |c, hits| {
            for name in spots(c) {
                let clean = std::str::from_utf8(&name)
                    .is_ok_and(|n| !n.is_empty() && n.trim() == n && !n.chars().any(char::is_control));
                if !clean {
                    hits.file(format!("the spot colour name \"{}\" is not clean", String::from_utf8_lossy(&name)));
                }
            }
        },
    },
    Rule {
        id: "GWG-R0023",
        source: "GWG 2022 R0023 (as understood: no process ink in disguise)",
        confidence: Confidence::Low,
        severity: Severity::Warning,
        text: "no spot colour is called like a process ink",
        remedy: "use the process ink itself",
        check: |c, hits| {
            let process: [&[u8]; 12] = [
                b"cyan", b"magenta", b"yellow", b"black", b"processcyan", b"processmagenta", b"processyellow",
                b"processblack", b"schwarz", b"gelb", b"k", b"registration",
            ];
            for name in spots(c).into_iter().filter(|n| process.contains(&folded(n).as_slice())) {
                hits.file(format!("the spot colour \"{}\" looks like a process ink", String::from_utf8_lossy(&name)));
            }
        },
    },
    Rule {
        id: "GWG-R0024",
        source: "GWG 2022 R0024",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no registration colour (/All) in page elements",
        remedy: "use black instead; registration colour is for marks outside the page",
        check: |c, hits| {
            for page in &c.facts.pages {
                for painted in page.elements().filter(|p| p.paint.inks.all > 0.0) {
                    hits.at(page, painted.bounds, format!("{} uses the registration colour", label(painted)));
                }
            }
        },
    },
    Rule {
        id: "GWG-R0026",
        source: "GWG 2022 R0026 (window of 15 mm2)",
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "total ink as the mean of a moving window stays within the limit",
        remedy: "reduce the dark inks or convert with a profile of that ink limit",
        check: |c, hits| {
            let limit = c.preset.numbers.tac_percent;
            for coverage in c.coverage {
                let page = c.facts.pages.iter().find(|p| p.number == coverage.page);
                // Half a percent is within the error of the raster.
                if let (Some(page), Some(peak)) = (page, coverage.peak.filter(|p| p.percent > limit + 0.5)) {
                    let message = format!("total ink reaches {:.0} % in a window of 15 mm2; the limit is {limit:.0} %", peak.percent);
                    hits.at(page, peak.window, message);
                }
            }
        },
    },
    Rule {
        id: "GWG-R0027",
        source: "GWG 2022 R0027",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "only device colours: no RGB, calibrated, Lab or ICC colours of any kind",
        remedy: "convert to the CMYK of the output condition",
        check: |c, hits| {
            let rgb_images = c.preset.numbers.allow_icc_rgb_images;
            for page in &c.facts.pages {
                for painted in page.painted.iter().filter(|p| p.is_visible()) {
                    let name = match painted.paint.space.base() {
                        Space::Rgb { remapped: true } => "DeviceRGB (remapped)",
                        Space::CalGray => "CalGray",
                        Space::CalRgb => "CalRGB",
                        Space::Lab => "Lab",
                        // With RGB images allowed, other ICC RGB is R0028's.
                        Space::Icc { components: 3, .. } if rgb_images => continue,
                        Space::Icc { .. } => "an ICC profile",
                        _ => continue,
                    };
                    hits.at(page, painted.bounds, format!("{} uses {name}", label(painted)));
                }
            }
        },
    },
    Rule {
        id: "GWG-R0028",
        source: "GWG 2022 R0028 (CMYK+RGB variants)",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "ICC RGB, where allowed, is for images only",
        remedy: "convert text and areas to CMYK",
        check: |c, hits| {
            if !c.preset.numbers.allow_icc_rgb_images {
                return;
            }
            for page in &c.facts.pages {
                for painted in page.painted.iter().filter(|p| p.is_visible()) {
                    let rgb = matches!(painted.paint.space.base(), Space::Icc { components: 3, .. });
                    if rgb && !matches!(painted.kind, Kind::Image(_)) {
                        hits.at(page, painted.bounds, format!("{} uses ICC RGB", label(painted)));
                    }
                }
            }
        },
    },
    Rule {
        id: "GWG-R0030",
        source: "GWG 2022 R0030",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "transparency blends in DeviceCMYK",
        remedy: "set the transparency blend space to CMYK",
        check: |c, hits| {
            for group in c.facts.structure.groups.iter().filter(|g| !g.soft_mask) {
                // DeviceRGB breaks PDF/X-4 itself (X4-C3.group).
                if !matches!(group.space.as_name(), Some(b"DeviceCMYK" | b"DeviceRGB")) {
                    let name = String::from_utf8_lossy(group.space.as_name().unwrap_or(b"an ICC profile")).into_owned();
                    hits.file(format!("a transparency group blends in {name}"));
                }
            }
        },
    },
    Rule {
        id: "GWG-R0035",
        source: "GWG 2022 R0035",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the output profile is CMYK",
        remedy: "export for a CMYK output condition",
        check: |c, hits| {
            if let Some(process) = c.facts.process().filter(|p| *p != Process::Cmyk) {
                hits.file(format!("the output profile is {process:?}, not CMYK").replace("Gray", "gray").replace("Rgb", "RGB"));
            }
        },
    },
];
