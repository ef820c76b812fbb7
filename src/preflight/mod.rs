//! Is this PDF print-ready? Any PDF, judged against the bytes.
//!
//! The preflight opens a file with its own reader, interprets its content
//! streams and judges what it found by rule tables. It implements the rules
//! of PDF/X-4 and the Ghent Workgroup as published by their application
//! notes and specifications; it is not certified. `PDF_X4.md` beside this
//! file is the ledger of all rules with source and confidence.
//!
//! ```no_run
//! use pressblatt::preflight::{self, Options, Preset};
//! let bytes = std::fs::read("sheet.pdf").unwrap();
//! let report = preflight::check(&bytes, &Preset::default(), &Options::default());
//! let text = preflight::report::text(&report, "sheet.pdf");
//! assert!(text.contains("sheet.pdf"));
//! ```

mod facts;
mod ink;
mod interpreter;
mod limits;
mod preset;
mod reader;
pub mod report;
pub mod rules;
#[cfg(test)]
mod tests;
mod text_string;

pub use limits::Limits;
pub use preset::{BUILT_IN, Level, Preset};
pub use report::{Finding, Report, Spot, Verdict};

use facts::{Facts, Page};
use ink::Coverage;
use limits::Budget;
use reader::{Pdf, Unreadable};
use report::{Boxes, PageSummary};

/// What to do besides the rules.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Separate the pages and measure total ink (the slow part).
    pub ink: bool,
    /// Sketch the pages for the HTML report.
    pub pictures: bool,
    /// How much one file may cost.
    pub limits: Limits,
}

/// Judges a PDF file.
///
/// Never fails: a file that cannot be opened, is encrypted or exceeds the
/// limits gets a report whose findings say so.
pub fn check(bytes: &[u8], preset: &Preset, options: &Options) -> Report {
    let budget = Budget::new(options.limits.clone());
    let pdf = match Pdf::open(bytes, &budget) {
        Ok(pdf) => pdf,
        Err(reason) => return unopened(preset, reason),
    };
    if pdf.trailer.has(b"Encrypt") {
        let message = "the file is encrypted; nothing else was judged".to_owned();
        return bare(preset, &pdf.version, rules::verdict(preset, "X4-F1.encrypt", message));
    }
    let facts = Facts::gather(&pdf, options.ink || options.pictures);
    let coverage = if options.ink { ink::measure(&facts) } else { Vec::new() };
    let context = rules::Context { facts: &facts, preset, coverage: &coverage };
    let findings = rules::run(&context);
    let pages = facts.pages.iter().map(|page| summary(page, &coverage, options)).collect();
    Report { preset: preset.name.clone(), version: pdf.version.clone(), pages, findings }
}

fn unopened(preset: &Preset, reason: Unreadable) -> Report {
    let (id, message) = match reason {
        Unreadable::TooLarge => {
            ("RD-limits", "the file is larger than the limit; it was not judged")
        }
        Unreadable::NoHeader => ("RD-unreadable", "the file does not begin like a PDF"),
        Unreadable::NoCatalog => {
            ("RD-unreadable", "the file is damaged: no catalog with pages can be found")
        }
    };
    bare(preset, "", rules::verdict(preset, id, message.to_owned()))
}

fn bare(preset: &Preset, version: &str, findings: Vec<Finding>) -> Report {
    Report { preset: preset.name.clone(), version: version.to_owned(), pages: Vec::new(), findings }
}

fn summary(page: &Page, coverage: &[Coverage], options: &Options) -> PageSummary {
    let ink = coverage.iter().find(|c| c.page == page.number);
    let pictured = options.pictures && page.number <= report::MAX_PICTURES;
    PageSummary {
        number: page.number,
        boxes: Boxes {
            media: page.media.map(|b| page.place(b)),
            bleed: page.bleed.map(|b| page.place(b)),
            trim: page.place(page.finished()),
        },
        plates: ink.map(|c| c.plates.clone()).unwrap_or_default(),
        peak_ink_percent: ink.and_then(|c| c.peak).map(|p| p.percent),
        picture: if pictured { report::draw(page) } else { String::new() },
    }
}
