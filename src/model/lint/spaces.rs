//! Spaces and punctuation.

use memchr::memmem;

use super::passage::{Passage, line_at, lines};
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
/// a closing one. A thin space between two marks is meant: it parts them; one
/// before a letter is not, but for guillemets and in French.
pub(super) fn inside_marks(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let text = &*passage.own;
        let pairs = quotes::closed_up(passage.language);
        let french = passage.language.primary() == "fr";
        let mut line = Line::default();
        for (at, first) in passage.own_signs(b"()\xC2\xE2") {
            let end = at + [1, 2, 3][usize::from(first > 0x7f) + usize::from(first > 0xdf)];
            let (before, after) = (&text[..at], &text[end..]);
            let mark = &text[at..end];
            let thin = !french && mark.starts_with(['„', '“', '”', '‚', '‘', '’']);
            let space = |c: &char| is_space(*c) || (thin && is_thin_space(*c));
            let left = before.chars().next_back().filter(space).map_or(0, char::len_utf8);
            let right = after.chars().next().filter(space).map_or(0, char::len_utf8);
            if left + right == 0 {
                continue;
            }
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
        for mark in quotes::both_ways(passage.language) {
            inside_pairs(passage, *mark, report);
        }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

fn is_thin_space(c: char) -> bool {
    matches!(c, '\u{2009}' | '\u{200a}' | '\u{202f}')
}

/// The same for a mark that both opens and closes (`”nej ”`). Which of them
/// open is told by counting; where a paragraph has an odd number of them, or
/// one stands where it cannot do what counting says, nothing is sure.
fn inside_pairs(passage: &Passage<'_>, mark: char, report: &mut Report<'_>) {
    let text = &*passage.own;
    let all: Vec<usize> = passage
        .own_signs(&[quotes::lead(mark)])
        .filter(|(at, _)| text[*at..].starts_with(mark))
        .map(|(at, _)| at)
        .collect();
    let mut rest = all.as_slice();
    for (start, paragraph) in passage.paragraphs() {
        // No mark stands between paragraphs.
        let (here, later) = rest.split_at(rest.partition_point(|at| *at < start + paragraph.len()));
        rest = later;
        let pairs = here.chunks_exact(2);
        let fits = |pair: &[usize]| {
            let inches = pair.iter().any(|at| is_unit(text, *at, mark));
            !inches && opens(text, pair[0], mark) && closes(text, pair[1], mark)
        };
        if !pairs.remainder().is_empty() || paragraph.contains('|') || !pairs.clone().all(fits) {
            continue;
        }
        for pair in pairs {
            let (inside, end) = (pair[0] + mark.len_utf8(), pair[1] + mark.len_utf8());
            let (right, left) =
                (space_at(&text[inside..], mark), space_before(text, pair[1], mark));
            if right > 0 {
                let place = passage.origin_of(pair[0]..inside + right);
                report.at(&place, format!("space after `{mark}`"));
            }
            if left > 0 {
                let place = passage.origin_of(pair[1] - left..end);
                report.at(&place, format!("space before `{mark}`"));
            }
        }
    }
}

/// Whether a mark may say that the figure before it is one of inches.
fn is_unit(text: &str, at: usize, mark: char) -> bool {
    let before = &text[..at - space_before(text, at, mark)];
    before.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a mark that does both can open a quotation here.
fn opens(text: &str, at: usize, mark: char) -> bool {
    let inside = &text[at + mark.len_utf8()..];
    opens_here(&text[..at], &inside[space_at(inside, mark)..])
}

/// Whether it can close one.
fn closes(text: &str, at: usize, mark: char) -> bool {
    let inside = &text[..at - space_before(text, at, mark)];
    closes_here(inside, &text[at + mark.len_utf8()..])
}

/// Length of a space at the start of a text inside such a mark.
fn space_at(text: &str, mark: char) -> usize {
    text.chars().next().filter(|c| is_loose(*c, mark)).map_or(0, char::len_utf8)
}

/// The same before `at`.
fn space_before(text: &str, at: usize, mark: char) -> usize {
    let last = text[..at].chars().next_back();
    last.filter(|c| is_loose(*c, mark)).map_or(0, char::len_utf8)
}

fn is_loose(c: char, mark: char) -> bool {
    is_space(c) || (mark == '”' && is_thin_space(c))
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
