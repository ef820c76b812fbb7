//! The report as one self-contained HTML page with page pictures.

use std::fmt::Write;

use super::{DISCLAIMER, MAX_PICTURES, PageSummary, Report, Verdict, text, word};
use crate::diag::Severity;
use crate::geom::Rect;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;\
color:#1a1a1a;background:#fff}h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}\
.verdict{padding:.5rem 1rem;border-left:.4rem solid}.pass{border-color:#1b7f3b}.warnings{border-color:#9a6700}\
.fail{border-color:#b3261e}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;\
padding:.4rem .6rem;border-bottom:1px solid #ccc}.error{color:#b3261e}.warning{color:#7a5200}.note{color:#444}\
.small{color:#555;font-size:.875rem}.pages{display:flex;flex-wrap:wrap;gap:1.5rem}figure{margin:0}\
svg{height:26rem;max-width:100%;background:#e9e9e9}";

/// Writes a report as HTML; `name` is how people call the file.
pub fn html(report: &Report, name: &str) -> String {
    let mut out = String::new();
    let name = escape(name);
    let class = match report.verdict() {
        Verdict::Pass => "pass",
        Verdict::Warnings => "warnings",
        Verdict::Fail => "fail",
    };
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Preflight: {name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>Preflight: {name}</h1>\n<p class=\"verdict {class}\"><strong>{}</strong><br>\
         Preset {}, PDF {}, {} page(s)</p>\n",
        escape(&report.summary()),
        escape(&report.preset),
        escape(&report.version),
        report.pages.len(),
    );
    findings(report, &mut out);
    pictures(report, &mut out);
    let _ = write!(out, "<p class=\"small\">{DISCLAIMER}</p>\n</main>\n</body>\n</html>\n");
    out
}

fn findings(report: &Report, out: &mut String) {
    out.push_str("<h2>Findings</h2>\n");
    if report.findings.is_empty() {
        out.push_str("<p>No rule is broken.</p>\n");
        return;
    }
    out.push_str("<table>\n<thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Rule</th><th scope=\"col\">Finding</th><th scope=\"col\">What to do</th></tr></thead>\n<tbody>\n");
    for (index, finding) in report.findings.iter().enumerate() {
        let place = text::places(finding);
        let severity = word(finding.severity);
        let _ = writeln!(
            out,
            "<tr id=\"f{n}\"><td>{n}</td><td><strong class=\"{severity}\">{severity}</strong><br>{}<br><span class=\"small\">{}</span></td><td>{}<br><span class=\"small\">{}</span></td><td>{}</td></tr>",
            finding.rule,
            escape(finding.source),
            escape(&finding.message),
            escape(place.trim_start_matches(", ")),
            escape(finding.remedy),
            n = index + 1,
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

fn pictures(report: &Report, out: &mut String) {
    out.push_str("<h2>Pages</h2>\n<p class=\"small\">Sketches: text as bars, images as gray boxes. Red line: TrimBox; green: BleedBox; gray: MediaBox. Numbers are those of the findings.</p>\n<div class=\"pages\">\n");
    for page in report.pages.iter().take(MAX_PICTURES) {
        picture(report, page, out);
    }
    out.push_str("</div>\n");
    if report.pages.len() > MAX_PICTURES {
        let _ = writeln!(out, "<p>Pictures of the first {MAX_PICTURES} pages only.</p>");
    }
}

fn picture(report: &Report, page: &PageSummary, out: &mut String) {
    let trim = page.boxes.trim;
    let all = page.boxes.bleed.map_or(trim, |b| b.union(trim));
    let all = page.boxes.media.map_or(all, |m| m.union(all));
    let pad = 2.0;
    let _ = write!(
        out,
        "<figure>\n<svg viewBox=\"{:.2} {:.2} {:.2} {:.2}\" role=\"img\" aria-label=\"Sketch of page {}\">",
        all.left().to_mm() - pad,
        all.top().to_mm() - pad,
        all.size.width.to_mm() + 2.0 * pad,
        all.size.height.to_mm() + 2.0 * pad,
        page.number,
    );
    frame(all, "#fff", "none", out);
    out.push_str(&page.picture);
    let boxes =
        [(page.boxes.media, "#666"), (page.boxes.bleed, "#1b7f3b"), (Some(trim), "#b3261e")];
    for (rect, color) in boxes {
        if let Some(rect) = rect {
            frame(rect, "none", color, out);
        }
    }
    for (index, finding) in report.findings.iter().enumerate() {
        for spot in finding.spots.iter().filter(|spot| spot.page == Some(page.number)) {
            mark(index + 1, finding.severity, spot.place, out);
        }
    }
    let _ = write!(out, "</svg>\n<figcaption>Page {}", page.number);
    for (plate, mean) in &page.plates {
        let _ = write!(out, ", {} {mean:.1} %", escape(plate));
    }
    if let Some(peak) = page.peak_ink_percent {
        let _ = write!(out, "; most ink {peak:.0} %");
    }
    out.push_str("</figcaption>\n</figure>\n");
}

fn frame(rect: Rect, fill: &str, stroke: &str, out: &mut String) {
    let _ = write!(
        out,
        "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\".4\"/>",
        rect.left().to_mm(),
        rect.top().to_mm(),
        rect.size.width.to_mm(),
        rect.size.height.to_mm(),
    );
}

fn mark(number: usize, severity: Severity, place: Option<Rect>, out: &mut String) {
    let Some(place) = place else { return };
    let color = if severity == Severity::Error { "#b3261e" } else { "#9a6700" };
    let (x, y) = (place.left().to_mm(), place.top().to_mm());
    let _ = write!(
        out,
        "<a href=\"#f{number}\"><rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" fill=\"{color}\" fill-opacity=\".12\" stroke=\"{color}\" stroke-width=\".6\"/>\
         <text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"4\" fill=\"{color}\">{number}</text></a>",
        x - 0.5,
        y - 0.5,
        place.size.width.to_mm() + 1.0,
        place.size.height.to_mm() + 1.0,
    );
}

fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && c != '\n' => out.push('\u{fffd}'),
            c => out.push(c),
        }
        out
    })
}
