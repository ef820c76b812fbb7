//! What a line starts with: indentation, markers of lists and quotes.

use std::ops::Range;

use super::spacing;
use crate::model::Lang;

/// Ordered lists start with at most this number; a greater one is a year or
/// the number of a release.
const MAX_LIST_DIGITS: usize = 3;

/// A block marker.
pub(super) enum Marker {
    /// A thematic break; the line holds nothing else.
    Break,
    /// A number that is no list marker, and where its full stop stands.
    Date(usize),
    /// A list item or a block quote.
    Container(Range<usize>),
}

/// Indentation in bytes, tabs counting one.
pub(super) fn indent_of(line: &str) -> usize {
    line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// The indentation that all lines with text share.
pub(super) fn common_indent(text: &str) -> usize {
    let mut least = usize::MAX;
    for line in text.split('\n').filter(|l| !l.trim_ascii().is_empty()) {
        least = least.min(indent_of(line));
        if least == 0 {
            break;
        }
    }
    if least == usize::MAX { 0 } else { least }
}

/// The marker that comes next at `at`, after white space.
pub(super) fn marker(line: &str, at: usize, lang: &Lang) -> Option<Marker> {
    let rest = line.get(at..)?;
    let start = at + indent_of(rest);
    let rest = line.get(start..)?;
    let first = rest.bytes().next()?;
    match first {
        b'>' => Some(Marker::Container(start..start + 1)),
        b'-' | b'*' | b'+' | b'_' if is_break(rest, first) => Some(Marker::Break),
        b'-' | b'*' | b'+' if blank_at(rest, 1) => Some(Marker::Container(start..start + 1)),
        b'0'..=b'9' => ordered(rest, start, lang),
        _ => None,
    }
}

/// Whether a line is a thematic break of one character.
fn is_break(rest: &str, first: u8) -> bool {
    first != b'+'
        && rest.bytes().all(|b| b == first || matches!(b, b' ' | b'\t'))
        && rest.bytes().filter(|b| *b == first).count() >= 3
}

fn blank_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_none_or(|b| matches!(b, b' ' | b'\t'))
}

fn ordered(rest: &str, start: usize, lang: &Lang) -> Option<Marker> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let stop = *rest.as_bytes().get(digits)?;
    if digits > 9 || !matches!(stop, b'.' | b')') || !blank_at(rest, digits + 1) {
        return None;
    }
    let next = rest.get(digits + 1..).unwrap_or("").trim_start();
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let lone = next.is_empty() && digits > 1;
    if stop == b'.' && (digits > MAX_LIST_DIGITS || lone || spacing::is_month(word, lang)) {
        return Some(Marker::Date(start + digits));
    }
    Some(Marker::Container(start..start + digits + 1))
}

/// Length of the autolink `<...>` a text starts with, or 1 when it is none.
pub(super) fn autolink_len(rest: &str) -> usize {
    let inner = rest.get(1..).unwrap_or("");
    let length = inner.find(|c: char| c == '>' || c == '<' || c.is_whitespace() || c.is_control());
    match length.and_then(|l| inner.get(..l).filter(|_| inner.as_bytes().get(l) == Some(&b'>'))) {
        Some(address) if address.contains([':', '@']) => address.len() + 2,
        _ => 1,
    }
}
