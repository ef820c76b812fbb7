//! Makes a field's text safe for the CommonMark parser.
//!
//! What the dialect reads differently from CommonMark is replaced beforehand
//! by control characters of the same length, which the author's text cannot
//! contain since its own control characters are dropped. So offsets in the
//! prepared text differ from those in the field only where a line begins.

use std::ops::Range;

use super::context::Context;
use super::lines::{self, Marker};
use super::spans::Spans;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Lang, Text};

/// Nothing is printed for it.
pub(super) const DROP: u8 = 0x02;
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
const MAX_COLUMNS: usize = 64;

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
        first_control: None,
        controls: 0,
        too_deep: None,
        too_wide: None,
        reference: None,
        footnote: None,
        bad_span: None,
    };
    let indent = if mode == Mode::Blocks { lines::common_indent(value) } else { 0 };
    let mut start = 0;
    for line in value.split('\n') {
        let content = line.strip_suffix('\r').unwrap_or(line);
        preparer.line(content, start, indent, mode, context);
        start += line.len() + 1;
    }
    preparer.out.pop();
    preparer.report(field, context, diags);
    preparer.spans.finish();
    Prepared { text: preparer.out, shifts: preparer.shifts, spans: preparer.spans }
}

/// The preparation under way.
struct Preparer {
    out: String,
    shifts: Vec<(usize, usize)>,
    spans: Spans,
    first_control: Option<Range<usize>>,
    controls: usize,
    too_deep: Option<Range<usize>>,
    too_wide: Option<Range<usize>>,
    reference: Option<Range<usize>>,
    footnote: Option<Range<usize>>,
    bad_span: Option<Range<usize>>,
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
        while let Some(marker) = lines::marker(line, at, context.lang()) {
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
                self.too_deep.get_or_insert(start + range.start..start + range.end);
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
        self.too_wide.get_or_insert(start + first..start + line.len());
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

    /// Copies the text of a line, replacing what CommonMark would misread.
    fn content(&mut self, line: &str, from: usize, start: usize) {
        let bytes = line.as_bytes();
        let mut copied = from;
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            if !SPECIAL.get(usize::from(byte)).is_some_and(|s| *s) {
                at += 1;
                continue;
            }
            self.out.push_str(line.get(copied..at).unwrap_or(""));
            let used = self.special(line, at, start);
            copied = at + used.copied;
            at += used.read;
        }
        self.out.push_str(line.get(copied..).unwrap_or(""));
    }

    /// Handles the special character at `at`.
    fn special(&mut self, line: &str, at: usize, start: usize) -> Used {
        let rest = line.get(at..).unwrap_or("");
        let here = self.out.len();
        match rest.as_bytes() {
            [b'\\', next, ..] => self.escape(line, at, *next),
            [b'*', ..] if between_letters(line, at..at + 1) => self.replace(STAR, 0),
            [b'[', b'^', ..] => {
                let end = rest.find(']').map_or(rest.len(), |i| i + 1);
                self.footnote.get_or_insert(start + at..start + at + end);
                self.spans.open(here);
                Used::skip(2)
            }
            [b'[', ..] => {
                self.spans.open(here);
                Used::skip(1)
            }
            [b']', ..] => self.bracket(rest, start + at),
            [b'{', ..] if rest.starts_with("{lang") => {
                let end = rest.find('}').map_or(rest.len(), |i| i + 1);
                self.bad_span.get_or_insert(start + at..start + at + end);
                Used::skip(1)
            }
            [b'<', ..] => Used::skip(lines::autolink_len(rest)),
            [0x00..=0x1F | 0x7F, ..] => self.control(start + at, 1),
            [0xC2, 0x80..=0x9F, ..] => self.control(start + at, 2),
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => {
                let used = self.control(start + at, 3);
                // They separate words.
                self.out.truncate(here);
                self.out.push(' ');
                self.drop_bytes(2);
                used
            }
            [0xEF, 0xBB, 0xBF, ..] => self.control(start + at, 3),
            _ => Used::skip(rest.chars().next().map_or(1, char::len_utf8)),
        }
    }

    /// A backslash: gender signs and hyphenation points are ours, the rest is
    /// CommonMark's.
    fn escape(&mut self, line: &str, at: usize, next: u8) -> Used {
        let inside = between_letters(line, at..at + 2);
        match next {
            b'*' if inside => self.replace(STAR, 1),
            b'-' if inside => self.replace(POINT, 1),
            _ if next.is_ascii_punctuation() => Used::skip(2),
            _ => Used::skip(1),
        }
    }

    /// Writes a placeholder for a character behind `dropped` escaping bytes.
    fn replace(&mut self, with: u8, dropped: usize) -> Used {
        self.drop_bytes(dropped);
        self.out.push(char::from(with));
        Used { copied: dropped + 1, read: dropped + 1 }
    }

    fn control(&mut self, field_offset: usize, length: usize) -> Used {
        self.first_control.get_or_insert(field_offset..field_offset + length);
        self.controls += 1;
        self.drop_bytes(length);
        Used { copied: length, read: length }
    }

    /// A closing bracket: the end of a language span, or of what CommonMark
    /// would take for a link definition and swallow.
    fn bracket(&mut self, rest: &str, field_offset: usize) -> Used {
        let here = self.out.len();
        let open = self.spans.close();
        if rest.starts_with("]{lang") {
            let length = rest.find('}').map_or(rest.len(), |i| i + 1);
            let tag = rest.get(6..length - 1).and_then(|t| t.strip_prefix('='));
            let tag = tag.filter(|_| rest.get(..length).is_some_and(|r| r.ends_with('}')));
            if let (Some(open), Some(lang)) = (open, tag.and_then(Lang::new)) {
                self.spans.add(open, here..here + length, lang);
                return Used::skip(length);
            }
            self.bad_span.get_or_insert(field_offset + 1..field_offset + length);
            return Used::skip(1);
        }
        if rest.starts_with("]:") {
            let target = rest.get(2..).unwrap_or("").trim_start();
            if target.starts_with("http") || target.starts_with('<') {
                self.reference.get_or_insert(field_offset..field_offset + rest.len());
            }
            self.out.push(']');
            self.out.push(char::from(COLON));
            return Used { copied: 2, read: 2 };
        }
        if rest.starts_with("](") {
            let end = rest.find(|c: char| c == ')' || c.is_control());
            return Used::skip(end.unwrap_or(2));
        }
        Used::skip(1)
    }

    fn report(&self, field: &Text, context: &Context, diags: &mut Diagnostics) {
        if let Some(range) = &self.first_control {
            let message = match self.controls {
                1 => "a control character is dropped".to_owned(),
                n => format!("{n} control characters are dropped"),
            };
            push(
                diags,
                Diagnostic::warning("control-character", message),
                field,
                range,
                "delete it; text copied from other programs may contain invisible characters",
            );
        }
        if let Some(range) = &self.too_deep {
            diags.push(too_deep(context.nesting_limit()).at(&field.origin_of(range.clone())));
        }
        if let Some(range) = &self.too_wide {
            let message = format!("the table has more than {MAX_COLUMNS} columns");
            let finding = Diagnostic::error("table-too-wide", message);
            push(diags, finding, field, range, "split it into several tables");
        }
        if let Some(range) = &self.reference {
            let finding =
                Diagnostic::warning("unsupported-markup", "link definitions are not supported");
            push(
                diags,
                finding,
                field,
                range,
                "write the address into the text: [text](https://…)",
            );
        }
        if let Some(range) = &self.footnote {
            let finding = Diagnostic::error("unsupported-markup", "footnotes are not supported");
            push(diags, finding, field, range, "put the note into the text, in brackets");
        }
        if let Some(range) = &self.bad_span {
            let finding = Diagnostic::error("language-span", "this is not a language span");
            let hint = "write [text]{lang=en}, with a language tag such as en, fr or de-AT";
            push(diags, finding, field, range, hint);
        }
    }
}

fn push(
    diags: &mut Diagnostics,
    finding: Diagnostic,
    field: &Text,
    range: &Range<usize>,
    hint: &str,
) {
    diags.push(finding.at(&field.origin_of(range.clone())).hint(hint));
}

/// The finding for lists and quotes nested too deep.
pub(super) fn too_deep(limit: usize) -> Diagnostic {
    let message = format!("lists and quotes are nested more than {limit} levels deep");
    Diagnostic::error("nesting-too-deep", message).hint("write the inner levels as paragraphs")
}

/// How far a special character reached: `copied` bytes need not be copied,
/// scanning goes on after `read` bytes.
struct Used {
    copied: usize,
    read: usize,
}

impl Used {
    /// Copy as it is, and do not look into it.
    fn skip(length: usize) -> Self {
        Self { copied: 0, read: length }
    }
}

/// Whether letters stand on both sides.
fn between_letters(line: &str, range: Range<usize>) -> bool {
    let before = line.get(..range.start).and_then(|l| l.chars().next_back());
    let after = line.get(range.end..).and_then(|l| l.chars().next());
    before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
}

/// First bytes of what [`Preparer::special`] handles.
static SPECIAL: [bool; 256] = special_bytes();

const fn special_bytes() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != b'\t' as usize;
        byte += 1;
    }
    let others = [b'\\', b'*', b'[', b']', b'{', b'<', 0x7F, 0xC2, 0xE2, 0xEF];
    let mut index = 0;
    while index < others.len() {
        table[others[index] as usize] = true;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

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
