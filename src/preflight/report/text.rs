//! The report for people, as plain text.

use std::fmt::Write;

use super::{DISCLAIMER, Finding, Report, Spot, word};

/// Writes a report as text; `name` is how people call the file.
pub fn text(report: &Report, name: &str) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let _ = write!(
            out,
            "{}[{}]: {}\n  --> {name}",
            word(finding.severity),
            finding.rule,
            finding.message
        );
        out.push_str(&places(finding));
        let _ = write!(out, "\n   = source: {}\n   = help: {}\n\n", finding.source, finding.remedy);
    }
    let pages = match report.pages.len() {
        1 => "1 page".to_owned(),
        many => format!("{many} pages"),
    };
    let _ = write!(
        out,
        "{name}: {} ({pages}, preset {})\n{DISCLAIMER}\n",
        report.summary(),
        report.preset
    );
    out
}

/// Places that are named; the others are counted.
const NAMED: usize = 3;

/// Pages and places in millimetres, e.g. `, page 1 at 20.0, 35.5 mm (80.0 x 4.2 mm)`.
pub(super) fn places(finding: &Finding) -> String {
    let named = finding.spots.len().min(if finding.count > NAMED + 1 { NAMED } else { NAMED + 1 });
    let mut out = String::new();
    for (index, spot) in finding.spots.iter().take(named).enumerate() {
        out.push_str(if index == 0 { ", " } else { "; " });
        place(spot, &mut out);
    }
    if out == ", " {
        out.clear();
    }
    if finding.count > named {
        let _ = write!(out, "; and {} more places", finding.count - named);
    }
    out
}

fn place(spot: &Spot, out: &mut String) {
    if let Some(page) = spot.page {
        let _ = write!(out, "page {page}");
    }
    if let Some(r) = spot.place {
        let _ = write!(
            out,
            " at {:.1}, {:.1} mm ({:.1} x {:.1} mm)",
            r.left().to_mm(),
            r.top().to_mm(),
            r.size.width.to_mm(),
            r.size.height.to_mm()
        );
    }
}
