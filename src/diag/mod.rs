//! Diagnostics: what went wrong or looks wrong, where it was written, and how to mend it.
//!
//! Everything is collected, then reported: stages push into a
//! [`Diagnostics`] and go on. Printing is `cli`'s business.

mod nearest;

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

    /// Line and column, both from 1; columns count characters.
    pub fn line_column(&self) -> (usize, usize) {
        let mut at = self.range.start.min(self.source.text.len());
        while !self.source.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.source.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        (line, column)
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

/// All findings of a run, in the order they were found.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No findings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one; an exact repetition is dropped.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.items.contains(&diagnostic) {
            self.items.push(diagnostic);
        }
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: Self) {
        for item in other.items {
            self.push(item);
        }
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity == Severity::Error)
    }

    /// Keeps those for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// The findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { items: vec![diagnostic] }
    }
}
