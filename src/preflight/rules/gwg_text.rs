//! GWG rules about text and lines: overprint, size and ink.

use super::color::label;
use super::{Confidence, Context, Hits, Rule};
use crate::diag::Severity;
use crate::preflight::interpreter::painted::{Kind, Painted};
use crate::preflight::interpreter::space::Space;

/// A filled area counts as a line when it is this many times longer than wide.
const LINE_ASPECT: f64 = 8.0;
/// Measured sizes and widths may be short by rounding, in points.
const SLACK: f64 = 0.005;

/// The width of a line in points: of a stroke, or of a long thin area.
pub(super) fn line_width(painted: &Painted) -> Option<f64> {
    match painted.kind {
        Kind::Stroke { width } => Some(width),
        Kind::Fill => {
            let (w, h) = (painted.bounds.width(), painted.bounds.height());
            let (thin, long) = (w.min(h), w.max(h));
            (long > thin * LINE_ASPECT).then_some(thin)
        }
        _ => None,
    }
}

/// Text size in points.
fn text_size(painted: &Painted) -> Option<f64> {
    painted.text().map(|t| t.size)
}

fn is_path(painted: &Painted) -> bool {
    matches!(painted.kind, Kind::Fill | Kind::Stroke { .. })
}

fn is_gray(painted: &Painted) -> bool {
    *painted.paint.space.base() == Space::Gray
}

/// Full black that asks for the black plate by name: DeviceCMYK or a separation.
/// What RGB, Lab and ICC colours become is up to a conversion, and overprint
/// would not help them: they are other rules' business.
fn is_black(painted: &Painted) -> bool {
    let named = matches!(
        painted.paint.space.base(),
        Space::Cmyk { .. } | Space::Separation { .. } | Space::DeviceN { .. }
    );
    named && painted.paint.inks.is_full_black()
}

/// Whether it prints over what is below. In DeviceCMYK that takes
/// overprint mode 1, else the zero inks knock out.
fn overprints(painted: &Painted) -> bool {
    let cmyk = matches!(painted.paint.space.base(), Space::Cmyk { .. });
    painted.overprint && (!cmyk || painted.overprint_mode == 1)
}

/// Reports page elements for which a message is found.
fn elements(
    c: &Context<'_, '_, '_>,
    hits: &mut Hits<'_>,
    judge: impl Fn(&Painted) -> Option<String>,
) {
    for page in &c.facts.pages {
        for painted in page.elements() {
            if let Some(message) = judge(painted) {
                hits.at(page, painted.bounds, message);
            }
        }
    }
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "GWG-R0007",
        source: "GWG 2022 R0007",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "white text does not overprint",
        remedy: "switch overprint off for white; it would vanish in print",
        check: |c, hits| {
            elements(c, hits, |p| {
                (text_size(p).is_some() && p.is_white() && p.overprint)
                    .then(|| "white text overprints".to_owned())
            });
        },
    },
    Rule {
        id: "GWG-R0008",
        source: "GWG 2022 R0008",
        confidence: Confidence::High,
        severity: Severity::Warning,
        text: "white paths do not overprint",
        remedy: "switch overprint off for white; it would vanish in print",
        check: |c, hits| {
            elements(c, hits, |p| {
                (is_path(p) && p.is_white() && p.overprint)
                    .then(|| format!("{} in white overprints", label(p)))
            });
        },
    },
    Rule {
        id: "GWG-R0009",
        source: "GWG 2022 R0009",
        confidence: Confidence::High,
        severity: Severity::Warning,
        text: "small black text overprints, in DeviceCMYK with overprint mode 1",
        remedy: "set black text to overprint (OP true, OPM 1)",
        check: |c, hits| {
            let limit = c.preset.numbers.small_black_text.to_pt();
            elements(c, hits, |p| {
                let size = text_size(p).filter(|s| *s < limit - SLACK)?;
                (is_black(p) && !overprints(p))
                    .then(|| format!("black text of {size:.1} pt knocks out"))
            });
        },
    },
    Rule {
        id: "GWG-R0010",
        source: "GWG 2022 R0010",
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "thin black lines overprint, in DeviceCMYK with overprint mode 1",
        remedy: "set thin black lines to overprint (OP true, OPM 1)",
        check: |c, hits| {
            let limit = c.preset.numbers.thin_black_line.to_pt();
            elements(c, hits, |p| {
                let width = line_width(p).filter(|w| *w < limit - SLACK)?;
                (is_black(p) && !overprints(p))
                    .then(|| format!("a black line of {width:.3} pt knocks out"))
            });
        },
    },
    Rule {
        id: "GWG-R0011",
        source: "GWG 2022 R0011",
        confidence: Confidence::High,
        severity: Severity::Warning,
        text: "small text is not in DeviceGray",
        remedy: "use black of DeviceCMYK, which can overprint",
        check: |c, hits| {
            let limit = c.preset.numbers.small_black_text.to_pt();
            elements(c, hits, |p| {
                let size = text_size(p).filter(|s| *s < limit - SLACK)?;
                (is_gray(p) && !p.is_white())
                    .then(|| format!("text of {size:.1} pt is in DeviceGray"))
            });
        },
    },
    Rule {
        id: "GWG-R0012",
        source: "GWG 2022 R0012",
        confidence: Confidence::High,
        severity: Severity::Warning,
        text: "thin lines are not in DeviceGray",
        remedy: "use black of DeviceCMYK, which can overprint",
        check: |c, hits| {
            let limit = c.preset.numbers.thin_black_line.to_pt();
            elements(c, hits, |p| {
                let width = line_width(p).filter(|w| *w < limit - SLACK)?;
                (is_gray(p) && !p.is_white())
                    .then(|| format!("a line of {width:.3} pt is in DeviceGray"))
            });
        },
    },
    Rule {
        id: "GWG-R0013",
        source: "GWG 2022 R0013",
        confidence: Confidence::High,
        severity: Severity::Warning,
        text: "DeviceGray does not overprint",
        remedy: "use black of DeviceCMYK for what shall overprint",
        check: |c, hits| {
            elements(c, hits, |p| {
                let counts = text_size(p).is_some() || is_path(p);
                (counts && is_gray(p) && !p.is_white() && p.overprint)
                    .then(|| format!("{} in DeviceGray overprints; RIPs differ in that", label(p)))
            });
        },
    },
    Rule {
        id: "GWG-R0014",
        source: "GWG 2022 R0014",
        confidence: Confidence::High,
        severity: Severity::Warning,
        text: "no font is called Courier",
        remedy: "make sure that Courier is meant; RIPs put it in the place of missing fonts",
        check: |c, hits| {
            for (page, font) in c.facts.used_fonts() {
                if font.family().starts_with("Courier") {
                    hits.page(page, format!("text is in {}", font.family()));
                }
            }
        },
    },
    Rule {
        id: "GWG-R0015",
        source: "GWG 2022 R0015",
        confidence: Confidence::Low,
        severity: Severity::Warning,
        text: "black text is not of rich black",
        remedy: "set the text in black ink alone",
        check: |c, hits| {
            let limit = c.preset.numbers.rich_black_percent;
            elements(c, hits, |p| {
                text_size(p)?;
                let total = p.paint.inks.total_percent();
                let [.., k] = p.paint.inks.cmyk;
                (k >= 0.85 && total > limit)
                    .then(|| format!("text in rich black with {total:.0} % ink"))
            });
        },
    },
    Rule {
        id: "GWG-R0016",
        source: "GWG 2022 R0016",
        confidence: Confidence::Low,
        severity: Severity::Warning,
        text: "white text is not too small",
        remedy: "set the text larger or bolder; ink will fill it",
        check: |c, hits| {
            let limit = c.preset.numbers.white_text.to_pt();
            elements(c, hits, |p| {
                let size = text_size(p).filter(|s| *s < limit - SLACK)?;
                p.is_white().then(|| format!("white text of {size:.1} pt"))
            });
        },
    },
    Rule {
        id: "GWG-R0017",
        source: "GWG 2022 R0017",
        confidence: Confidence::Low,
        severity: Severity::Warning,
        text: "text in several inks is not too small",
        remedy: "set the text in one ink or larger; register is never perfect",
        check: |c, hits| {
            let limit = c.preset.numbers.multi_ink_text.to_pt();
            elements(c, hits, |p| {
                let size = text_size(p).filter(|s| *s < limit - SLACK)?;
                let inks = p.paint.inks.count();
                (inks > 1).then(|| format!("text of {size:.1} pt in {inks} inks"))
            });
        },
    },
    Rule {
        id: "GWG-R0018",
        source: "GWG 2022 R0018",
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "white lines are not too thin",
        remedy: "make the line thicker; ink will fill it",
        check: |c, hits| {
            let limit = c.preset.numbers.delicate_line.to_pt();
            elements(c, hits, |p| {
                let width = line_width(p).filter(|w| *w < limit - SLACK)?;
                p.is_white().then(|| format!("a white line of {width:.3} pt"))
            });
        },
    },
    Rule {
        id: "GWG-R0019",
        source: "GWG 2022 R0019",
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "lines in several inks are not too thin",
        remedy: "make the line thicker or use one ink",
        check: |c, hits| {
            let limit = c.preset.numbers.delicate_line.to_pt();
            elements(c, hits, |p| {
                let width = line_width(p).filter(|w| *w < limit - SLACK)?;
                let inks = p.paint.inks.count();
                (inks > 1).then(|| format!("a line of {width:.3} pt in {inks} inks"))
            });
        },
    },
    Rule {
        id: "PP-hairline",
        source: "print practice (GWG 2015 line width)",
        confidence: Confidence::Low,
        severity: Severity::Warning,
        text: "no line is thinner than a plate can hold",
        remedy: "make the line at least 0.25 pt; width 0 prints as thin as the device can",
        check: |c, hits| {
            let limit = c.preset.numbers.hairline.to_pt();
            elements(c, hits, |p| {
                let Kind::Stroke { width } = p.kind else { return None };
                let one_ink = p.paint.inks.count() == 1;
                (one_ink && width < limit - SLACK).then(|| format!("a hairline of {width:.3} pt"))
            });
        },
    },
];
