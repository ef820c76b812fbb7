//! Language spans `[text]{lang=en}`, found before parsing.

use std::ops::Range;

use crate::model::Lang;

/// The language spans of a field, in offsets of the prepared text.
#[derive(Default)]
pub(super) struct Spans {
    open: Vec<usize>,
    found: Vec<Span>,
    cuts: Vec<Cut>,
    /// The languages that occur.
    pub(super) langs: Vec<Lang>,
}

struct Span {
    open: usize,
    close: Range<usize>,
    lang: u16,
}

/// A marker of a span, and the language behind it (0: that of the field, else
/// one more than the index in [`Spans::langs`]).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Cut {
    pub(super) marker: Range<usize>,
    pub(super) lang: u16,
}

impl Spans {
    /// An opening bracket.
    pub(super) fn open(&mut self, at: usize) {
        self.open.push(at);
    }

    /// A closing bracket: where its opening one stands.
    pub(super) fn close(&mut self) -> Option<usize> {
        self.open.pop()
    }

    /// A paragraph ends.
    pub(super) fn forget_open(&mut self) {
        self.open.clear();
    }

    /// A span from the bracket at `open` to its closing marker.
    pub(super) fn add(&mut self, open: usize, close: Range<usize>, lang: Lang) {
        let known = self.langs.iter().position(|l| *l == lang);
        let index = known.unwrap_or_else(|| {
            self.langs.push(lang);
            self.langs.len() - 1
        });
        // More languages than fit a u16 cannot be told apart any more.
        let lang = u16::try_from(index + 1).unwrap_or(u16::MAX);
        self.found.push(Span { open, close, lang });
    }

    /// Sorts the markers once all are found.
    pub(super) fn finish(&mut self) {
        let mut spans = std::mem::take(&mut self.found);
        spans.sort_by_key(|s| s.open);
        let mut inside: Vec<(Range<usize>, u16)> = Vec::new();
        for span in spans {
            self.close_before(span.open, &mut inside);
            self.cuts.push(Cut { marker: span.open..span.open + 1, lang: span.lang });
            inside.push((span.close, span.lang));
        }
        self.close_before(usize::MAX, &mut inside);
    }

    fn close_before(&mut self, at: usize, inside: &mut Vec<(Range<usize>, u16)>) {
        while inside.last().is_some_and(|(close, _)| close.start < at) {
            if let Some((marker, _)) = inside.pop() {
                let lang = inside.last().map_or(0, |(_, lang)| *lang);
                self.cuts.push(Cut { marker, lang });
            }
        }
    }

    /// The markers from `at` on, and the language at `at`.
    pub(super) fn from(&self, at: usize) -> (&[Cut], u16) {
        let index = self.cuts.partition_point(|c| c.marker.end <= at);
        let lang = index.checked_sub(1).and_then(|i| self.cuts.get(i)).map_or(0, |c| c.lang);
        (self.cuts.get(index..).unwrap_or(&[]), lang)
    }

    /// The language of an index of a [`Cut`]; `None` for that of the field.
    pub(super) fn lang(&self, index: u16) -> Option<&Lang> {
        usize::from(index).checked_sub(1).and_then(|i| self.langs.get(i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_spans_return_to_the_outer_language() {
        let lang = |tag| Lang::new(tag).expect("a tag");
        let mut spans = Spans::default();
        // [a [b]{..} c]{..}
        spans.add(3, 5..8, lang("fr"));
        spans.add(0, 10..13, lang("en"));
        spans.finish();
        let cuts: Vec<_> = spans.cuts.iter().map(|c| (c.marker.clone(), c.lang)).collect();
        assert_eq!(cuts, [(0..1, 2), (3..4, 1), (5..8, 2), (10..13, 0)]);
        assert_eq!(spans.from(9).1, 2);
        assert_eq!(spans.from(20), (&[][..], 0));
    }
}
