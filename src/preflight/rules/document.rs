//! Rows A1 to A3: interactive features and embedded files.

use super::{Confidence, Rule};
use crate::diag::Severity;

const A1: &str = "PDF/X-4 A1 (CGATS application notes)";
const A3: &str = "PDF/X-4 A3 (ConTeXt, FOP; contested)";

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "X4-A1.annotation",
        source: A1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no annotations inside the BleedBox",
        remedy: "export without links, comments and form fields",
        check: |c, hits| {
            for page in &c.facts.pages {
                let area = page.bleed.unwrap_or(page.finished());
                for annotation in &page.annotations {
                    let Some(rect) = annotation.rect else { continue };
                    let special = matches!(annotation.subtype.as_str(), "TrapNet" | "PrinterMark");
                    if !special && rect.meets(area) {
                        hits.at(page, rect, format!("a {} annotation lies on the page", annotation.subtype));
                    }
                }
            }
        },
    },
    Rule {
        id: "X4-A1.printermark",
        source: A1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "printer's mark annotations lie outside the TrimBox",
        remedy: "move the marks out of the trim, or paint them as page content",
        check: |c, hits| {
            for page in &c.facts.pages {
                let marks = page.annotations.iter().filter(|a| a.subtype == "PrinterMark");
                for rect in marks.filter_map(|a| a.rect).filter(|r| r.meets(page.finished())) {
                    hits.at(page, rect, "a printer's mark lies on the finished page");
                }
            }
        },
    },
    Rule {
        id: "X4-A1.form",
        source: A1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no form fields",
        remedy: "flatten the form before exporting",
        check: |c, hits| {
            if c.facts.catalog.has(b"AcroForm") {
                hits.file("the file has an interactive form");
            }
        },
    },
    Rule {
        id: "X4-A1.action",
        source: A1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no actions and no JavaScript",
        remedy: "export without links, bookmarks with actions, and scripts",
        check: |c, hits| {
            let actions = &c.facts.structure.actions;
            if !actions.is_empty() {
                let names: Vec<_> = actions.iter().map(|a| String::from_utf8_lossy(a).into_owned()).collect();
                hits.file(format!("the file has actions: {}", names.join(", ")));
            }
        },
    },
    Rule {
        id: "X4-A3.files",
        source: A3,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "no embedded files",
        remedy: "export the print file without attachments",
        check: |c, hits| {
            if c.facts.structure.file_specifications > 0 {
                hits.file(format!("the file has {} embedded file(s)", c.facts.structure.file_specifications));
            }
        },
    },
];
