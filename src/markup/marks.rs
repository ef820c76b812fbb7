//! What the passes over a finished text want done with its parts.

use std::ops::Range;
use std::sync::Arc;

use super::tree::Link;

/// Changes to a flat text, in byte offsets of it.
#[derive(Default, Debug)]
pub(super) struct Marks {
    /// Spaces and what they become.
    pub(super) spaces: Vec<(usize, char)>,
    /// Where a hyphenation point goes.
    pub(super) points: Vec<usize>,
    /// What must not be broken over lines.
    pub(super) unbreakable: Vec<Range<usize>>,
    /// Abbreviations and what they stand for.
    pub(super) expansions: Vec<(Range<usize>, Arc<str>)>,
    /// Addresses written as they are.
    pub(super) links: Vec<(Range<usize>, Arc<Link>)>,
}

impl Marks {
    /// Brings all marks into the order of the text; overlapping unbreakable
    /// ranges become one.
    pub(super) fn finish(&mut self) {
        self.spaces.sort_unstable();
        self.points.sort_unstable();
        self.points.dedup();
        self.expansions.sort_by_key(|(range, _)| range.start);
        self.unbreakable.sort_by_key(|range| (range.start, range.end));
        let mut merged: Vec<Range<usize>> = Vec::new();
        for range in self.unbreakable.drain(..) {
            match merged.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        self.unbreakable = merged;
    }

    /// Appends all places where one of the marks begins or ends.
    pub(super) fn boundaries(&self, out: &mut Vec<usize>) {
        let mut add = |range: &Range<usize>| out.extend([range.start, range.end]);
        self.unbreakable.iter().for_each(&mut add);
        self.expansions.iter().for_each(|(range, _)| add(range));
        self.links.iter().for_each(|(range, _)| add(range));
    }
}

/// Walks ascending, non-overlapping ranges along with ascending offsets.
pub(super) struct Cursor<'a, T> {
    ranges: &'a [T],
    range: fn(&T) -> Range<usize>,
    next: usize,
}

impl<'a, T> Cursor<'a, T> {
    /// A cursor before the first range.
    pub(super) fn new(ranges: &'a [T], range: fn(&T) -> Range<usize>) -> Self {
        Self { ranges, range, next: 0 }
    }

    /// The range that holds `at`, which must not be less than before.
    pub(super) fn at(&mut self, at: usize) -> Option<&'a T> {
        while let Some(item) = self.ranges.get(self.next) {
            let range = (self.range)(item);
            if at < range.end {
                return (range.start <= at).then_some(item);
            }
            self.next += 1;
        }
        None
    }
}
