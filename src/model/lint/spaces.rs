//! Spaces and punctuation.

use memchr::memmem;

use super::passage::{line_at, lines};
use super::{Context, Report, quotes};

/// `double-spaces`: inside a line; at its end they are a forced break, at
/// its start an indent, in a table an alignment.
pub(super) fn double(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        if memmem::find(passage.words.as_bytes(), b"  ").is_none() {
            continue;
        }
        for (start, line) in lines(&passage.words) {
            let content = line.trim_start();
            let start = start + line.len() - content.len();
            let content = content.trim_end();
            // The text of a list item may be indented after its marker.
            let marker = content.find(' ').filter(|at| is_marker(&content[..*at]));
            let skip = marker.map_or(0, |at| content.len() - content[at..].trim_start().len());
            if content.contains('|') {
                continue;
            }
            let two = content.as_bytes()[skip..].windows(2).position(|pair| pair == b"  ");
            if let Some(at) = two {
                let at = start + skip + at;
                report.at(&passage.origin_of(at..at + 2), "two spaces");
            }
        }
    }
}

fn is_marker(word: &str) -> bool {
    matches!(word, "-" | "*" | "+")
        || word.strip_suffix(['.', ')']).is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

/// `space-before-punctuation`; French puts (narrow) spaces there.
pub(super) fn before_punctuation(cx: &Context<'_>, report: &mut Report<'_>) {
    let passages = cx.passages.iter().filter(|passage| passage.language.primary() != "fr");
    for passage in passages {
        let text = &*passage.own;
        let mut line = Line::default();
        for (at, mark) in passage.own_signs(b",;!?:.") {
            let Some(before) = text[..at].strip_suffix(' ') else { continue };
            let word_before = before.chars().next_back().is_some_and(|c| !c.is_whitespace());
            let after = text[at + 1..].chars().next();
            let ends = after.is_none_or(|c| c.is_whitespace() || c == '“' || c == '”');
            // The second row of a table aligns with colons.
            if word_before && ends && !line.is_row(text, at) {
                let message = format!("space before `{}`", char::from(mark));
                report.at(&passage.origin_of(at - 1..at + 1), message);
            }
        }
    }
}

/// `space-inside-marks`: behind an opening quotation mark or bracket, or before
/// a closing one. A thin space there is meant: it parts a mark from a mark.
pub(super) fn inside_marks(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let text = &*passage.own;
        let pairs = quotes::closed_up(passage.language);
        let mut line = Line::default();
        for (at, first) in passage.own_signs(b"()\xC2\xE2") {
            let end = at + [1, 2, 3][usize::from(first > 0x7f) + usize::from(first > 0xdf)];
            let (before, after) = (&text[..at], &text[end..]);
            let space = |c: &char| matches!(c, ' ' | '\u{a0}');
            let left = before.chars().next_back().filter(space).map_or(0, char::len_utf8);
            let right = after.chars().next().filter(space).map_or(0, char::len_utf8);
            if left + right == 0 {
                continue;
            }
            let mark = &text[at..end];
            let opens = mark == "(" || pairs.iter().any(|(open, _)| mark.starts_with(*open));
            let closes = mark == ")" || pairs.iter().any(|(_, close)| mark.starts_with(*close));
            if opens && right > 0 && opens_here(before, &after[right..]) && !line.is_row(text, at) {
                let message = format!("space after `{mark}`");
                report.at(&passage.origin_of(at..end + right), message);
            } else if closes
                && left > 0
                && closes_here(&before[..at - left], after)
                && !line.is_row(text, at)
            {
                let message = format!("space before `{mark}`");
                report.at(&passage.origin_of(at - left..end), message);
            }
        }
    }
}

/// Whether a mark between these opens what follows the space behind it. What it
/// closes may end in the mark too (`x“ y`), and `( )` is a field to be ticked.
fn opens_here(before: &str, inside: &str) -> bool {
    let starts = |c: char| c.is_whitespace() || "([{–—/*_\0".contains(c) || is_quote(c);
    let begins = |c: char| !c.is_whitespace() && c != ')' && !is_quote(c);
    before.chars().next_back().is_none_or(starts) && inside.chars().next().is_some_and(begins)
}

/// Whether a mark between these closes what stands before the space.
fn closes_here(inside: &str, after: &str) -> bool {
    let ends = |c: char| !c.is_whitespace() && c != '(' && !is_quote(c);
    let goes_on = |c: char| !c.is_alphanumeric();
    inside.chars().next_back().is_some_and(ends) && after.chars().next().is_none_or(goes_on)
}

fn is_quote(c: char) -> bool {
    "„“”‚‘’«»‹›".contains(c)
}

/// The line looked at last, so that a long one is not read at every mark.
#[derive(Default)]
struct Line {
    end: usize,
    row: bool,
}

impl Line {
    /// Whether a mark, behind those asked for before, stands in a table.
    fn is_row(&mut self, text: &str, at: usize) -> bool {
        if at >= self.end {
            let (start, line) = line_at(text, at);
            *self = Self { end: start + line.len(), row: line.contains('|') };
        }
        self.row
    }
}

/// `repeated-punctuation`
pub(super) fn repeated(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let text = &*passage.words;
        let mut at = 0;
        for (start, _) in passage.signs(b"!?") {
            if start < at {
                continue;
            }
            let rest = &text[start..];
            let length = rest.find(|c| c != '!' && c != '?').unwrap_or(rest.len());
            if length > 1 {
                report.at(
                    &passage.origin_of(start..start + length),
                    format!("`{}`", &rest[..length]),
                );
            }
            at = start + length;
        }
    }
}
