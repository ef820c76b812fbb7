//! Quotation marks.

use super::passage::Passage;
use super::{Context, Report};
use crate::model::Lang;

/// `straight-quotes`: `"` anywhere, `'` next to a letter.
pub(super) fn straight(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let text = &*passage.words;
        for (at, mark) in passage.signs(b"\"'") {
            let (before, after) = neighbours(text, at, 1);
            // Feet and minutes follow a figure.
            let apostrophe = mark == b'\''
                && !before.is_ascii_digit()
                && (before.is_alphabetic() || after.is_alphabetic());
            let quote = mark == b'"' && (!before.is_ascii_digit() || after.is_alphabetic());
            if apostrophe {
                report.at(&passage.origin_of(at..at + 1), "straight apostrophe");
            } else if quote {
                report.at(&passage.origin_of(at..at + 1), "straight quotation mark");
            }
        }
    }
}

/// `english-quotes`: `“` that opens a word, or `”`, in German text.
pub(super) fn english(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in cx.passages.iter().filter(|passage| passage.is_german()) {
        let text = &*passage.own;
        for (at, _) in passage.own_signs(&[lead('“')]) {
            let mark = match text[at..].chars().next() {
                Some(mark @ ('“' | '”')) => mark,
                _ => continue,
            };
            let (before, after) = neighbours(text, at, mark.len_utf8());
            let opens = (before.is_whitespace() || before == '(') && after.is_alphanumeric();
            if opens || mark == '”' {
                let message = format!("English `{mark}` in German text");
                report.at(&passage.origin_of(at..at + mark.len_utf8()), message);
            }
        }
    }
}

/// The characters on either side of a mark, a space at the ends.
fn neighbours(text: &str, at: usize, length: usize) -> (char, char) {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let after = text[at + length..].chars().next().unwrap_or(' ');
    (before, after)
}

/// `quote-without-end-mark`: marks of each paragraph in pairs. A paragraph
/// may leave its quotation open when the next one opens it again.
pub(super) fn unclosed(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let Some((open, close)) = marks(passage) else { continue };
        let found: Vec<_> = passage
            .own_signs(&[lead(open), lead(close)])
            .filter_map(|(at, _)| Some((at, passage.own[at..].chars().next()?)))
            .collect();
        if found.is_empty() {
            continue;
        }
        let mut rest = found.as_slice();
        let mut paragraphs = passage.paragraphs().peekable();
        while let Some((start, text)) = paragraphs.next() {
            let continued =
                paragraphs.peek().is_some_and(|(_, next)| next.trim_start().starts_with(open));
            // No mark stands between paragraphs.
            let count = rest.partition_point(|(at, _)| *at < start + text.len());
            let (inside, later) = rest.split_at(count);
            rest = later;
            match unpaired(inside.iter().copied(), open, close) {
                Some((at, c)) if c == open && !continued => {
                    report.at(
                        &passage.origin_of(at..at + c.len_utf8()),
                        "this quotation is not closed",
                    );
                }
                Some((at, c)) if c == close => {
                    report
                        .at(&passage.origin_of(at..at + c.len_utf8()), "no quotation is open here");
                }
                _ => {}
            }
        }
    }
}

/// The marks of a language; French and Swiss ones point outwards.
fn marks(passage: &Passage<'_>) -> Option<(char, char)> {
    let first = [lead('«')];
    let guillemets =
        passage.own_signs(&first).any(|(at, _)| passage.own[at..].starts_with(['«', '»']));
    match passage.language.primary() {
        "de" if guillemets && passage.language.as_str().ends_with("CH") => Some(('«', '»')),
        "de" if guillemets => Some(('»', '«')),
        "de" => Some(('„', '“')),
        "en" => Some(('“', '”')),
        "fr" | "it" | "es" if guillemets => Some(('«', '»')),
        _ => None,
    }
}

/// Marks that open and close alike, without a space inside.
pub(super) fn both_ways(language: &Lang) -> &'static [char] {
    match language.primary() {
        "sv" | "fi" => &['”', '»'],
        _ => &[],
    }
}

/// Quotation marks that open and close without a space inside. French guillemets
/// have one; for marks that do both see [`both_ways`].
pub(super) fn closed_up(language: &Lang) -> &'static [(char, char)] {
    let swiss = language.as_str().ends_with("CH") || language.as_str().ends_with("LI");
    match language.primary() {
        "de" if swiss => &[('„', '“'), ('‚', '‘'), ('«', '»'), ('‹', '›')],
        "de" | "cs" | "sk" => &[('„', '“'), ('‚', '‘'), ('»', '«'), ('›', '‹')],
        "da" => &[('„', '“'), ('“', '”'), ('»', '«'), ('›', '‹')],
        "hu" => &[('„', '”'), ('»', '«')],
        "pl" => &[('„', '”'), ('«', '»')],
        "nl" => &[('„', '”'), ('“', '”'), ('‘', '’')],
        "uk" => &[('«', '»'), ('„', '“'), ('“', '”')],
        "en" | "fr" => &[('“', '”'), ('‘', '’')],
        "it" | "es" | "pt" | "nb" | "nn" | "no" | "el" | "tr" => {
            &[('«', '»'), ('“', '”'), ('‘', '’')]
        }
        _ => &[],
    }
}

/// The first byte of a character in UTF-8, which no other byte of a text is
/// taken for.
pub(super) fn lead(c: char) -> u8 {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).as_bytes().first().copied().unwrap_or(0)
}

/// The first mark without its partner.
fn unpaired(
    characters: impl Iterator<Item = (usize, char)>,
    open: char,
    close: char,
) -> Option<(usize, char)> {
    let mut opened = None;
    for (at, c) in characters {
        if c == open && opened.is_some() {
            return opened.map(|at| (at, open));
        } else if c == open {
            opened = Some(at);
        } else if c == close && opened.take().is_none() {
            return Some((at, close));
        }
    }
    opened.map(|at| (at, open))
}
