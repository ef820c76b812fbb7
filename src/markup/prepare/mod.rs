//! Makes a field's text safe for the CommonMark parser.
//!
//! What the dialect reads differently from CommonMark is replaced beforehand
//! by control characters of the same length, which the author's text cannot
//! contain since its own control characters are dropped. So offsets in the
//! prepared text differ from those in the field only where a line begins.

mod content;
mod lines;
mod remarks;

use std::ops::Range;

use super::context::Context;
use super::spans::Spans;
use crate::diag::Diagnostics;
use crate::model::Text;
use lines::Marker;
use remarks::{Remark, Remarks};

pub(super) use remarks::too_deep;

/// Nothing is printed for it.
const DROP: u8 = 0x02;
/// A literal `*`: a gender sign.
const STAR: u8 = 0x01;
/// A hyphenation point.
const POINT: u8 = 0x03;
/// A literal full stop where CommonMark would see a list marker.
const STOP: u8 = 0x04;
/// A literal colon where CommonMark would see a link definition.
const COLON: u8 = 0x05;
/// Literal first characters of a row that would make too wide a table.
const PIPE: u8 = 0x06;
const DASH: u8 = 0x07;

/// Before each line of a single-line field: white space for the rules of
/// emphasis, but no indentation, so that no line starts a block.
pub(super) const LINE_MARK: char = '\u{2028}';

/// Most columns a table may have; no sheet of paper holds more.
pub(super) const MAX_COLUMNS: usize = 64;

/// What a control character of the prepared text stands for, if anything.
pub(super) fn placeholder(byte: u8) -> Option<&'static str> {
    match byte {
        STAR => Some("*"),
        POINT => Some("\u{AD}"),
        STOP => Some("."),
        COLON => Some(":"),
        PIPE => Some("|"),
        DASH => Some("-"),
        _ => None,
    }
}

/// Whether a field is prose with blocks or a single line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    Blocks,
    Inline,
}

/// A field as the parser gets it.
pub(super) struct Prepared {
    pub(super) text: String,
    /// `(prepared offset, field offset)` where their distance changes.
    shifts: Vec<(usize, usize)>,
    pub(super) spans: Spans,
}

impl Prepared {
    /// The offset in the field for one in the prepared text.
    pub(super) fn field_offset(&self, offset: usize) -> usize {
        let index = self.shifts.partition_point(|(p, _)| *p <= offset);
        match index.checked_sub(1).and_then(|i| self.shifts.get(i)) {
            Some((p, f)) => f + (offset - p),
            None => offset,
        }
    }

    /// The range in the field for one in the prepared text.
    pub(super) fn field_range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.field_offset(range.start);
        // The end is where the last byte ends, not where the next line starts.
        let end = match range.end.checked_sub(1) {
            Some(last) if last >= range.start => self.field_offset(last) + 1,
            _ => start,
        };
        start..end
    }
}

/// Prepares a field.
pub(super) fn prepare(
    field: &Text,
    mode: Mode,
    context: &Context,
    diags: &mut Diagnostics,
) -> Prepared {
    let value = field.as_str();
    let mut preparer = Preparer {
        out: String::with_capacity(value.len() + value.len() / 16 + 8),
        shifts: Vec::new(),
        spans: Spans::default(),
        remarks: Remarks::default(),
    };
    let indent = if mode == Mode::Blocks { lines::common_indent(value) } else { 0 };
    let mut start = 0;
    for line in value.split('\n') {
        let content = line.strip_suffix('\r').unwrap_or(line);
        preparer.line(content, start, indent, mode, context);
        start += line.len() + 1;
    }
    preparer.out.pop();
    preparer.remarks.report(field, context.nesting_limit(), diags);
    preparer.spans.finish();
    Prepared { text: preparer.out, shifts: preparer.shifts, spans: preparer.spans }
}

/// The preparation under way.
struct Preparer {
    out: String,
    shifts: Vec<(usize, usize)>,
    spans: Spans,
    remarks: Remarks,
}

impl Preparer {
    fn line(&mut self, line: &str, start: usize, indent: usize, mode: Mode, context: &Context) {
        let leading = lines::indent_of(line).min(indent);
        if mode == Mode::Inline {
            self.out.push(LINE_MARK);
        }
        self.shift(start + leading);
        let line = line.get(leading..).unwrap_or("");
        let start = start + leading;
        let mut at = 0;
        match mode {
            Mode::Blocks if line.trim_ascii().is_empty() => self.spans.forget_open(),
            Mode::Blocks => at = self.markers(line, start, context),
            Mode::Inline => {}
        }
        self.content(line, at, start);
        self.shift(start + line.len());
        self.out.push('\n');
    }

    fn shift(&mut self, field_offset: usize) {
        let distance = |(p, f): &(usize, usize)| f.wrapping_sub(*p);
        let entry = (self.out.len(), field_offset);
        let last = self.shifts.last().map_or(0, distance);
        if distance(&entry) != last {
            self.shifts.push(entry);
        }
    }

    /// Copies the block markers a line starts with, neutralising those that
    /// the dialect does not take for markers; returns where the text starts.
    fn markers(&mut self, line: &str, start: usize, context: &Context) -> usize {
        let mut at = 0;
        let mut depth = 0;
        while let Some(marker) =
            lines::marker(line, at, depth < context.nesting_limit(), context.lang())
        {
            let (range, keep) = match marker {
                Marker::Break => break,
                Marker::Date(stop) => {
                    self.out.push_str(line.get(at..stop).unwrap_or(""));
                    self.out.push(char::from(STOP));
                    at = stop + 1;
                    break;
                }
                Marker::Container(range) => {
                    depth += 1;
                    let keep = depth <= context.nesting_limit();
                    (range, keep)
                }
            };
            self.out.push_str(line.get(at..range.start).unwrap_or(""));
            if keep {
                self.out.push_str(line.get(range.clone()).unwrap_or(""));
            } else {
                self.remarks.add(Remark::TooDeep, start + range.start..start + range.end);
                self.drop_bytes(range.len());
            }
            at = range.end;
        }
        self.wide_table(line, &mut at, start);
        at
    }

    /// Takes the row below a table's head for text when it has too many cells.
    fn wide_table(&mut self, line: &str, at: &mut usize, start: usize) {
        let rest = line.get(*at..).unwrap_or("");
        let cells = rest.bytes().filter(|b| *b == b'|').count();
        if cells <= MAX_COLUMNS || !rest.bytes().all(|b| b"|:- \t".contains(&b)) {
            return;
        }
        let text = rest.trim_start();
        let first = *at + (rest.len() - text.len());
        self.remarks.add(Remark::TooWide, start + first..start + line.len());
        self.out.push_str(line.get(*at..first).unwrap_or(""));
        self.out.push(char::from(match text.bytes().next() {
            Some(b'|') => PIPE,
            Some(b':') => COLON,
            _ => DASH,
        }));
        *at = first + 1;
    }

    fn drop_bytes(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(char::from(DROP), count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    fn prepared(value: &str, mode: Mode) -> (Prepared, Diagnostics) {
        let mut diags = Diagnostics::new();
        let context = Context::new(&Lang::german());
        let prepared = prepare(&Text::synthetic(value), mode, &context, &mut diags);
        (prepared, diags)
    }

    #[test]
    fn gender_stars_become_placeholders_of_the_same_length() {
        let (p, diags) = prepared("Kolleg*innen und Kolleg\\*innen *kursiv*", Mode::Blocks);
        assert_eq!(p.text, "Kolleg\u{1}innen und Kolleg\u{2}\u{1}innen *kursiv*");
        assert!(diags.is_empty());
    }

    #[test]
    fn common_indentation_is_removed_and_offsets_still_hold() {
        let (p, _) = prepared("\n    Eins\n      zwei\r\n\n    drei", Mode::Blocks);
        assert_eq!(p.text, "\nEins\n  zwei\n\ndrei");
        let source = "\n    Eins\n      zwei\r\n\n    drei";
        for word in ["Eins", "zwei", "drei"] {
            let at = p.text.find(word).expect("the word is kept");
            assert_eq!(p.field_range(&(at..at + 4)), {
                let at = source.find(word).expect("the word was there");
                at..at + 4
            });
        }
    }

    #[test]
    fn ten_thousand_markers_on_a_line_are_cut() {
        let (p, diags) = prepared(&"> ".repeat(10_000), Mode::Blocks);
        assert_eq!(p.text.matches('>').count(), 8);
        assert_eq!(diags.iter().next().map(|d| d.code), Some("nesting-too-deep"));
    }

    #[test]
    fn dates_and_years_start_no_list() {
        for line in ["19. Februar 2021", "2021. Danach", "202.", "1. Mai: Fest"] {
            let (p, _) = prepared(line, Mode::Blocks);
            assert!(p.text.contains('\u{4}'), "{line}");
        }
        assert_eq!(prepared("1. Punkt", Mode::Blocks).0.text, "1. Punkt");
    }
}
