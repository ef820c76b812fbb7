//! Diagnostics: what went wrong or looks wrong, where it was written, and how to mend it.
//!
//! Everything is collected, then reported: stages push into a
//! [`Diagnostics`] and go on. Printing is `cli`'s business.

mod findings;
mod lines;
mod nearest;

pub use findings::Diagnostics;
pub use lines::Lines;
pub use nearest::nearest;

use std::ops::Range;
use std::sync::Arc;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth knowing; nothing to mend.
    Note,
    /// Output is written, but somebody should look.
    Warning,
    /// No output of this release (or of the edition concerned).
    Error,
}

/// A file that was read: what people call it and its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The path as the user would type it.
    pub name: String,
    /// The whole text; empty for binary files.
    pub text: String,
}

/// Where something was written: file, field path and byte range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The file.
    pub source: Arc<Source>,
    /// The field path, e.g. `photos[1].alt`; empty for the whole file.
    pub field: Arc<str>,
    /// Byte range in the file's text.
    pub range: Range<usize>,
}

impl Origin {
    /// An origin that points at a whole file.
    pub fn file(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), field: "".into(), range: 0..0 }
    }

    /// An origin of what nobody wrote.
    pub fn nowhere() -> Self {
        Self::file(&Arc::new(Source { name: String::new(), text: String::new() }))
    }

    /// Where `part` stands in it for the first time; the whole when it is not
    /// written so there, but with an escape or by the program.
    #[must_use]
    pub fn narrowed(&self, part: &str) -> Self {
        let written = self.source.text.get(self.range.clone()).unwrap_or_default();
        match written.find(part) {
            Some(at) if !part.is_empty() => {
                let start = self.range.start + at;
                Self { range: start..start + part.len(), ..self.clone() }
            }
            _ => self.clone(),
        }
    }

    /// Line and column, both from 1; columns count characters. Reads the text up
    /// to there; for many findings in one text keep its [`Lines`].
    pub fn line_column(&self) -> (usize, usize) {
        Lines::of(&self.source.text).line_column(&self.source.text, self.range.start)
    }
}

/// One finding.
#[derive(Clone, PartialEq, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Stable kebab-case name, e.g. `unknown-field`; lints are silenced by it.
    pub code: &'static str,
    /// One sentence, no full stop, names the thing concerned.
    pub message: String,
    /// Where it was written, when that is known.
    pub origin: Option<Origin>,
    /// How to mend it; every error and lint has one.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A finding that stops the output.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A finding that does not.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A remark.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), origin: None, hint: None }
    }

    /// Adds where it was written.
    #[must_use]
    pub fn at(mut self, origin: &Origin) -> Self {
        self.origin = Some(origin.clone());
        self
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
