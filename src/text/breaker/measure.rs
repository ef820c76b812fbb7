//! The lines that a paragraph has to fill: one width for all, or one each.

use crate::unit::Length;

/// The room for one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Measure {
    /// How far the line starts from the left edge of the region. It does
    /// not take part in breaking.
    pub indent: Length,
    /// The width that the line fills, counted from its indent.
    pub width: Length,
}

/// The widths of all lines of a paragraph: a list for the first lines (an
/// indent, a figure or an initial at the side) and one for the rest.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LineWidths {
    first: Vec<Measure>,
    rest: Measure,
    no_hyphen: Vec<usize>,
}

impl LineWidths {
    /// All lines of the same width.
    pub const fn uniform(width: Length) -> Self {
        Self {
            first: Vec::new(),
            rest: Measure { indent: Length::ZERO, width },
            no_hyphen: Vec::new(),
        }
    }

    /// The first lines as listed, all others as `rest`.
    pub const fn listed(first: Vec<Measure>, rest: Measure) -> Self {
        Self { first, rest, no_hyphen: Vec::new() }
    }

    /// One width, the first line indented.
    pub fn indented(width: Length, indent: Length) -> Self {
        let first = Measure { indent, width: width - indent };
        Self::listed(vec![first], Measure { indent: Length::ZERO, width })
    }

    /// The same lines, where those with the given indices (from 0) should
    /// not end in a hyphen because the page or column ends with them.
    pub fn without_hyphen_after(mut self, lines: impl IntoIterator<Item = usize>) -> Self {
        self.no_hyphen.extend(lines);
        self.no_hyphen.sort_unstable();
        self.no_hyphen.dedup();
        self
    }

    /// The room for the line with this index (from 0).
    pub fn measure(&self, line: usize) -> Measure {
        self.first.get(line).copied().unwrap_or(self.rest)
    }

    /// Whether the line with this index may end in a hyphen.
    pub fn allows_hyphen(&self, line: usize) -> bool {
        self.no_hyphen.binary_search(&line).is_err()
    }

    /// The index from which on all lines are alike (`j0` in "The algorithm
    /// itself"): from there the number of a line need not be told apart.
    pub(super) fn distinct(&self) -> usize {
        let hyphens = self.no_hyphen.last().map_or(0, |&line| line.saturating_add(1));
        self.first.len().max(hyphens)
    }
}
