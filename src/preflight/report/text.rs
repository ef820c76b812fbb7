//! The report for people, as plain text.

use std::fmt::Write;

use super::{DISCLAIMER, Finding, Report, word};

/// Writes a report as text; `name` is how people call the file.
pub fn text(report: &Report, name: &str) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let _ = write!(out, "{}[{}]: {}\n  --> {name}", word(finding.severity), finding.rule, finding.message);
        out.push_str(&place(finding));
        let _ = write!(out, "\n   = source: {}\n   = help: {}\n\n", finding.source, finding.remedy);
    }
    let pages = match report.pages.len() {
        1 => "1 page".to_owned(),
        many => format!("{many} pages"),
    };
    let _ = write!(out, "{name}: {} ({pages}, preset {})\n{DISCLAIMER}\n", report.summary(), report.preset);
    out
}

/// Page and place in millimetres, e.g. `, page 1 at 20.0, 35.5 mm (80.0 x 4.2 mm)`.
pub(super) fn place(finding: &Finding) -> String {
    let page = finding.page.map(|p| format!(", page {p}")).unwrap_or_default();
    let place = finding.place.map(|r| {
        format!(
            " at {:.1}, {:.1} mm ({:.1} x {:.1} mm)",
            r.left().to_mm(),
            r.top().to_mm(),
            r.size.width.to_mm(),
            r.size.height.to_mm()
        )
    });
    page + &place.unwrap_or_default()
}
