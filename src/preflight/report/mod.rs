//! What a preflight run found, and its three forms: text, JSON and HTML.

mod html;
mod json;
mod picture;
mod text;

pub use html::html;
pub use json::json;
pub use text::text;

pub(crate) use picture::draw;

use crate::diag::Severity;
use crate::geom::Rect;

/// Where something is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spot {
    /// Page number from 1; `None` for the file as a whole.
    pub page: Option<usize>,
    /// Where on the page, relative to the top left corner of the finished
    /// page, y downwards.
    pub place: Option<Rect>,
}

/// One breach of one rule, wherever it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// Identifier of the rule; see [`super::rules`].
    pub rule: &'static str,
    /// Who published the rule.
    pub source: &'static str,
    /// How bad it is under the preset.
    pub severity: Severity,
    /// The first places, in the order of the file; at least one.
    pub spots: Vec<Spot>,
    /// How many places there are.
    pub count: usize,
    /// One sentence, no full stop.
    pub message: String,
    /// What to do about it.
    pub remedy: &'static str,
}

impl Finding {
    /// The page of the first place.
    pub fn page(&self) -> Option<usize> {
        self.spots.first().and_then(|spot| spot.page)
    }
}

/// The boxes of a page, relative to the top left corner of the finished page.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Boxes {
    /// The sheet or film area.
    pub media: Option<Rect>,
    /// Painted area beyond the cut.
    pub bleed: Option<Rect>,
    /// The finished page (TrimBox, else ArtBox, else MediaBox).
    pub trim: Rect,
}

/// What is known of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct PageSummary {
    /// From 1.
    pub number: usize,
    /// Its boxes.
    pub boxes: Boxes,
    /// Mean ink of each plate over the finished page in percent; empty
    /// without ink raster.
    pub plates: Vec<(String, f64)>,
    /// Most total ink of the moving window in percent; `None` without ink
    /// raster or ink.
    pub peak_ink_percent: Option<f64>,
    /// A sketch of the page as SVG elements in millimetres; empty unless asked for.
    pub picture: String,
}

/// In one word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// No errors and no warnings.
    Pass,
    /// Warnings only.
    Warnings,
    /// At least one error.
    Fail,
}

/// The result of a preflight run.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// Name of the preset.
    pub preset: String,
    /// PDF version of the header; empty if the file could not be opened.
    pub version: String,
    /// The pages that were judged.
    pub pages: Vec<PageSummary>,
    /// All findings, in the order of the rule tables.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        match self.findings.iter().map(|f| f.severity).max() {
            Some(Severity::Error) => Verdict::Fail,
            Some(Severity::Warning) => Verdict::Warnings,
            Some(Severity::Note) | None => Verdict::Pass,
        }
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity).count()
    }

    /// The verdict with its counts, e.g. `not print-ready: 2 errors, 1 warning`.
    pub fn summary(&self) -> String {
        let plural = |count: usize, word: &str| match count {
            1 => format!("1 {word}"),
            many => format!("{many} {word}s"),
        };
        let (errors, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        match self.verdict() {
            Verdict::Pass => "print-ready".to_owned(),
            Verdict::Warnings => format!("print-ready with {}", plural(warnings, "warning")),
            Verdict::Fail => {
                format!(
                    "not print-ready: {}, {}",
                    plural(errors, "error"),
                    plural(warnings, "warning")
                )
            }
        }
    }
}

/// Most pages with a picture.
pub(crate) const MAX_PICTURES: usize = 50;

/// What every report says about its standing.
pub(crate) const DISCLAIMER: &str = "Implements the rules as published by the CGATS application notes and the Ghent Workgroup; not certified.";

/// Severity as a word.
pub(crate) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
