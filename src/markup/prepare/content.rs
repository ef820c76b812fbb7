//! The text of a line: gender signs, hyphenation points, language spans and
//! what CommonMark would misread.

use std::ops::Range;

use super::remarks::Remark;
use super::{COLON, POINT, Preparer, STAR, lines};
use crate::model::Lang;

impl Preparer {
    /// Copies the text of a line, replacing what CommonMark would misread.
    pub(super) fn content(&mut self, line: &str, from: usize, start: usize) {
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
                let end = upto(rest, |b| b == b']');
                self.remarks.add(Remark::Footnote, start + at..start + at + end);
                self.spans.open(here);
                Used::skip(2)
            }
            [b'[', ..] => {
                self.spans.open(here);
                Used::skip(1)
            }
            [b']', ..] => self.bracket(rest, start + at),
            [b'{', ..] if rest.starts_with("{lang") => {
                let end = upto(rest, |b| b == b'}');
                self.remarks.add(Remark::Span, start + at..start + at + end);
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
        self.remarks.add(Remark::Control, field_offset..field_offset + length);
        self.drop_bytes(length);
        Used { copied: length, read: length }
    }

    /// A closing bracket: the end of a language span, or of what CommonMark
    /// would take for a link definition and swallow.
    fn bracket(&mut self, rest: &str, field_offset: usize) -> Used {
        let here = self.out.len();
        let open = self.spans.close();
        if rest.starts_with("]{lang") {
            let length = upto(rest, |b| b == b'}');
            let tag = rest.get(6..length - 1).and_then(|t| t.strip_prefix('='));
            let tag = tag.filter(|_| rest.get(..length).is_some_and(|r| r.ends_with('}')));
            if let (Some(open), Some(lang)) = (open, tag.and_then(Lang::new)) {
                self.spans.add(open, here..here + length, lang);
                return Used::skip(length);
            }
            self.remarks.add(Remark::Span, field_offset + 1..field_offset + length);
            return Used::skip(1);
        }
        if rest.starts_with("]:") {
            let target = rest.get(2..).unwrap_or("").trim_start();
            if target.starts_with("http") || target.starts_with('<') {
                self.remarks.add(Remark::Reference, field_offset..field_offset + rest.len());
            }
            self.out.push(']');
            self.out.push(char::from(COLON));
            return Used { copied: 2, read: 2 };
        }
        if rest.starts_with("](") {
            let length = upto(rest, |b| b == b')' || b < b' ' || b == 0x7F);
            return Used::skip((length - 1).max(2));
        }
        Used::skip(1)
    }
}

/// How much of a text reaches up to a byte that ends something, or 2 when none
/// does within the length of a long address.
fn upto(rest: &str, ends: impl Fn(u8) -> bool) -> usize {
    const LONGEST: usize = 500;
    rest.bytes().take(LONGEST).position(ends).map_or(2, |i| i + 1)
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
