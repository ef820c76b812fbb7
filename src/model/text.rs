//! A text as somebody wrote it, which can say where each part stands in its file.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Origin, Source};

/// A decoded string value with its place in the source file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    value: Arc<str>,
    origin: Origin,
    /// Where the correspondence of decoded and source offsets changes:
    /// `(decoded offset, source offset)`, ascending. Between two entries both
    /// advance together; an escape such as `\n` starts a new entry.
    map: Arc<[(usize, usize)]>,
}

impl Text {
    /// A text whose decoded bytes correspond to the source as `map` says.
    pub fn new(value: impl Into<Arc<str>>, origin: Origin, map: Vec<(usize, usize)>) -> Self {
        Self { value: value.into(), origin, map: map.into() }
    }

    /// A text that nobody wrote in a file (a default, a test).
    pub fn synthetic(value: impl Into<Arc<str>>) -> Self {
        let source = Arc::new(Source { name: String::new(), text: String::new() });
        Self::new(value, Origin::file(&source), Vec::new())
    }

    /// The decoded value.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Whether nothing but white space is in it.
    pub fn is_blank(&self) -> bool {
        self.value.trim().is_empty()
    }

    /// Where the whole value was written, quotes included.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Where a byte range of the decoded value was written; a range that ends
    /// inside a character is widened to all of it.
    pub fn origin_of(&self, range: Range<usize>) -> Origin {
        if self.map.is_empty() {
            return self.origin.clone();
        }
        let value = self.as_str();
        let start = self.source_offset(value.floor_char_boundary(range.start));
        let end = self.source_offset(value.ceil_char_boundary(range.end)).max(start);
        Origin { range: start..end, ..self.origin.clone() }
    }

    fn source_offset(&self, decoded: usize) -> usize {
        let index = self.map.partition_point(|(d, _)| *d <= decoded);
        match index.checked_sub(1).and_then(|i| self.map.get(i)) {
            Some((d, s)) => (s + (decoded - d)).min(self.origin.range.end),
            None => self.origin.range.start,
        }
    }
}
