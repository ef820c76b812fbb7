//! The report for programs.

use serde_json::{Value, json};

use super::{DISCLAIMER, Finding, PageSummary, Report, Spot, Verdict, word};
use crate::geom::Rect;

/// Writes a report as JSON (lengths in millimetres from the top left corner
/// of the finished page); `name` is how people call the file.
pub fn json(report: &Report, name: &str) -> String {
    let verdict = match report.verdict() {
        Verdict::Pass => "pass",
        Verdict::Warnings => "warnings",
        Verdict::Fail => "fail",
    };
    let value = json!({
        "file": name,
        "preset": report.preset,
        "pdf_version": report.version,
        "verdict": verdict,
        "note": DISCLAIMER,
        "pages": report.pages.iter().map(page).collect::<Vec<_>>(),
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn mm(rect: Rect) -> Value {
    let round = |length: crate::unit::Length| (length.to_mm() * 1000.0).round() / 1000.0;
    json!({
        "x": round(rect.left()),
        "y": round(rect.top()),
        "width": round(rect.size.width),
        "height": round(rect.size.height),
    })
}

fn page(page: &PageSummary) -> Value {
    let percent = |value: f64| (value * 10.0).round() / 10.0;
    let plates: Vec<Value> = page
        .plates
        .iter()
        .map(|(name, mean)| json!({ "name": name, "mean_percent": percent(*mean) }))
        .collect();
    json!({
        "number": page.number,
        "trim_mm": mm(page.boxes.trim),
        "bleed_mm": page.boxes.bleed.map(mm),
        "media_mm": page.boxes.media.map(mm),
        "plates": plates,
        "peak_ink_percent": page.peak_ink_percent.map(percent),
    })
}

fn finding(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "source": finding.source,
        "severity": word(finding.severity),
        "page": finding.page(),
        "place_mm": finding.spots.first().and_then(|spot| spot.place).map(mm),
        "count": finding.count,
        "places": finding.spots.iter().map(spot).collect::<Vec<_>>(),
        "message": finding.message,
        "remedy": finding.remedy,
    })
}

fn spot(spot: &Spot) -> Value {
    json!({ "page": spot.page, "place_mm": spot.place.map(mm) })
}
