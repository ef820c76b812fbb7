//! Rules of reading: whether the file could be judged at all.

use super::{Confidence, Rule};
use crate::diag::Severity;
use crate::preflight::interpreter::Fault;

const SOURCE: &str = "ISO 32000-1, 7.5 (reader's own limits)";

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "RD-unreadable",
        source: SOURCE,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the file can be opened as a PDF",
        remedy: "export the file again; it is not a PDF or is damaged beyond reading",
        // Reported when opening fails, before there are facts to check.
        check: |_, _| {},
    },
    Rule {
        id: "RD-damaged",
        source: SOURCE,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "cross-reference data leads to every object",
        remedy: "export the file again or repair it with a PDF tool; a RIP may refuse it",
        check: |c, hits| {
            if c.facts.pdf.is_damaged() {
                hits.file("the cross-reference data is damaged; the file was read by searching for objects");
            }
        },
    },
    Rule {
        id: "RD-limits",
        source: SOURCE,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the file stays within the limits of the reader",
        remedy: "split the file or export it more simply; what lies beyond the limit was not judged",
        check: |c, hits| {
            if let Some(what) = c.facts.pdf.budget.exceeded() {
                hits.file(format!("the limit of {what} is exceeded; the rest of the file was not judged"));
            }
        },
    },
    Rule {
        id: "RD-content",
        source: "ISO 32000-1, 7.8",
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "content streams decode and find their resources",
        remedy: "export the file again; a page may print incompletely",
        check: |c, hits| {
            for page in &c.facts.pages {
                for fault in &page.faults {
                    match fault {
                        Fault::Undecodable => hits.page(page, "a content stream cannot be decoded"),
                        Fault::MissingResource(name) => {
                            hits.page(page, format!("the content uses a resource `{name}` that does not exist"));
                        }
                        Fault::RenderingIntent(_) | Fault::PostScript => {}
                    }
                }
            }
        },
    },
];
