//! The text of one paragraph, heading or cell while it is read: one string
//! with the settings of its parts beside it, so that the passes over the text
//! see it whole. At the end it is cut into runs.

use std::ops::Range;
use std::sync::Arc;

use super::marks::{Cursor, Marks};
use super::tree::{Inline, Inlines, Link, Run};
use crate::model::{Lang, Text};

/// Setting of a piece of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Look {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    /// See [`super::spans::Cut`].
    pub(super) lang: u16,
    /// One more than the index of the link, or 0.
    pub(super) link: u32,
}

/// A piece of text of one setting that stands together in the field.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) start: usize,
    pub(super) look: Look,
    /// Where it stands in the field.
    source: Range<usize>,
    /// Whether text and field correspond byte by byte.
    exact: bool,
}

/// A text under way. Forced breaks are `\n`.
#[derive(Default, Debug)]
pub(super) struct Flat {
    pub(super) text: String,
    pub(super) segments: Vec<Segment>,
    pub(super) links: Vec<Arc<Link>>,
}

impl Flat {
    /// Appends text that stands in the field from `source` on, byte by byte.
    pub(super) fn push_exact(&mut self, text: &str, source: usize, look: Look) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        match self.segments.last_mut() {
            Some(s) if s.exact && s.look == look && s.source.end == source => {
                s.source.end += text.len();
            }
            _ => {
                let source = source..source + text.len();
                self.segments.push(Segment { start: at, look, source, exact: true });
            }
        }
        self.text.push_str(text);
    }

    /// Appends text that stands for something else in the field.
    pub(super) fn push_as(&mut self, text: &str, source: Range<usize>, look: Look) {
        if !text.is_empty() {
            self.segments.push(Segment { start: self.text.len(), look, source, exact: false });
            self.text.push_str(text);
        }
    }

    /// Appends a space unless white space stands there already.
    pub(super) fn push_space(&mut self, source: usize, look: Look) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.push_exact(" ", source, look);
        }
    }

    /// Appends a forced break; spaces before it vanish, and it is never the
    /// first thing nor follows another one.
    pub(super) fn push_break(&mut self, source: Range<usize>, look: Look) {
        if self.text.ends_with(' ') {
            self.text.pop();
            let end = self.text.len();
            while self.segments.last().is_some_and(|s| s.start >= end) {
                self.segments.pop();
            }
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push_as("\n", source, look);
        }
    }

    /// The setting at each offset, for ascending offsets.
    pub(super) fn looks(&self) -> impl FnMut(usize) -> Look + '_ {
        let mut index = 0;
        move |at| {
            while self.segments.get(index + 1).is_some_and(|s| s.start <= at) {
                index += 1;
            }
            self.segments.get(index).map_or_else(Look::default, |s| s.look)
        }
    }

    /// Where a range of the text stands in the field.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let locate = |at: usize| {
            let index = self.segments.partition_point(|s| s.start <= at).saturating_sub(1);
            let segment = self.segments.get(index)?;
            let whole = segment.source.clone();
            Some((whole.clone(), segment.exact.then_some(whole.start + (at - segment.start))))
        };
        let start = locate(range.start).map_or(0, |(whole, exact)| exact.unwrap_or(whole.start));
        let last = range.end.saturating_sub(1).max(range.start);
        let end = locate(last).map_or(start, |(whole, exact)| exact.map_or(whole.end, |e| e + 1));
        start..end.max(start)
    }

    /// Cuts the text into runs.
    pub(super) fn cut(
        &self,
        marks: &Marks,
        field: &Text,
        lang: impl Fn(u16) -> Option<Lang>,
    ) -> Inlines {
        let end = self.text.trim_end_matches([' ', '\n']).len();
        let mut boundaries: Vec<usize> = self.segments.iter().map(|s| s.start).collect();
        boundaries.push(end);
        marks.boundaries(&mut boundaries);
        boundaries.sort_unstable();
        boundaries.dedup();
        let mut cutter = Cutter::new(self, marks, field, lang);
        for pair in boundaries.windows(2) {
            if let &[start, stop] = pair {
                cutter.piece(start..stop.min(end));
            }
        }
        cutter.finish()
    }
}

/// Everything that two pieces of one run have in common.
#[derive(Clone, PartialEq)]
struct Attributes {
    look: Look,
    link: Option<Arc<Link>>,
    expansion: Option<(usize, Arc<str>)>,
    unbreakable: Option<usize>,
}

/// Builds the runs from pieces in order.
struct Cutter<'a, F> {
    flat: &'a Flat,
    marks: &'a Marks,
    field: &'a Text,
    lang: F,
    unbreakable: Cursor<'a, Range<usize>>,
    expansions: Cursor<'a, (Range<usize>, Arc<str>)>,
    links: Cursor<'a, (Range<usize>, Arc<Link>)>,
    segment: usize,
    space: usize,
    point: usize,
    open: Option<(Attributes, Range<usize>)>,
    out: Inlines,
}

impl<'a, F: Fn(u16) -> Option<Lang>> Cutter<'a, F> {
    fn new(flat: &'a Flat, marks: &'a Marks, field: &'a Text, lang: F) -> Self {
        Self {
            flat,
            marks,
            field,
            lang,
            unbreakable: Cursor::new(&marks.unbreakable, Range::clone),
            expansions: Cursor::new(&marks.expansions, |(range, _)| range.clone()),
            links: Cursor::new(&marks.links, |(range, _)| range.clone()),
            segment: 0,
            space: 0,
            point: 0,
            open: None,
            out: Vec::new(),
        }
    }

    fn piece(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        if self.flat.text.get(range.clone()) == Some("\n") {
            self.close();
            self.out.push(Inline::Break);
            return;
        }
        let attributes = self.attributes(range.start);
        match &mut self.open {
            Some((open, so_far)) if *open == attributes => so_far.end = range.end,
            _ => {
                self.close();
                self.open = Some((attributes, range));
            }
        }
    }

    fn attributes(&mut self, at: usize) -> Attributes {
        while self.flat.segments.get(self.segment + 1).is_some_and(|s| s.start <= at) {
            self.segment += 1;
        }
        let look = self.flat.segments.get(self.segment).map_or_else(Look::default, |s| s.look);
        let written = usize::try_from(look.link).ok().and_then(|i| i.checked_sub(1));
        let link = written.and_then(|i| self.flat.links.get(i)).map(Arc::clone);
        Attributes {
            look,
            link: link.or_else(|| self.links.at(at).map(|(_, link)| Arc::clone(link))),
            expansion: self.expansions.at(at).map(|(r, long)| (r.start, Arc::clone(long))),
            unbreakable: self.unbreakable.at(at).map(|r| r.start),
        }
    }

    fn close(&mut self) {
        let Some((attributes, range)) = self.open.take() else { return };
        let source = self.flat.source(&range);
        let text = self.text(&range);
        self.out.push(Inline::Text(Run {
            text,
            strong: attributes.look.strong,
            emphasis: attributes.look.emphasis,
            lang: (self.lang)(attributes.look.lang),
            link: attributes.link,
            expansion: attributes.expansion.map(|(_, long)| long),
            unbreakable: attributes.unbreakable.is_some(),
            origin: self.field.origin_of(source),
        }));
    }

    /// The text of a range with its spaces and hyphenation points.
    fn text(&mut self, range: &Range<usize>) -> String {
        let mut out = String::with_capacity(range.len() + 8);
        let mut copied = range.start;
        loop {
            let space = self.marks.spaces.get(self.space).filter(|(at, _)| *at < range.end);
            let point = self.marks.points.get(self.point).filter(|at| **at < range.end);
            let (at, with, width) = match (space, point) {
                (Some((s, c)), point) if point.is_none_or(|p| s <= p) => {
                    self.space += 1;
                    (*s, *c, 1)
                }
                (_, Some(p)) => {
                    self.point += 1;
                    (*p, super::lexicon::SOFT_HYPHEN, 0)
                }
                _ => break,
            };
            if at >= copied {
                out.push_str(self.flat.text.get(copied..at).unwrap_or(""));
                out.push(with);
                copied = at + width;
            }
        }
        out.push_str(self.flat.text.get(copied..range.end).unwrap_or(""));
        out
    }

    fn finish(mut self) -> Inlines {
        self.close();
        self.out
    }
}
