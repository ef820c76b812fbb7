//! The words of a text with what separates them.

use super::NARROW;

/// What stands between two spaces or breaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// An ordinary space follows, and then another word.
    pub(super) before_space: bool,
    /// The word before stands on the same line.
    pub(super) joined: bool,
    /// It holds an ASCII digit.
    pub(super) digit: bool,
}

impl Token {
    /// Its text.
    pub(super) fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// The bytes that [`tokens`] looks at: white space begins with one, or it is a
/// digit.
const TELLS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, b' ' | b'\n' | b'0'..=b'9' | 0xC2 | 0xE2);
        byte += 1;
    }
    table
};

/// Splits a text, in which white space does not repeat, at its spaces: the
/// ordinary one, the two that do not break, and the forced break.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 6 + 1);
    let mut start = 0;
    let mut joined = false;
    let mut digit = false;
    for (at, byte) in bytes.iter().enumerate() {
        if !TELLS[usize::from(*byte)] {
            continue;
        }
        let width = match byte {
            b' ' | b'\n' => 1,
            0xC2 if bytes.get(at + 1) == Some(&0xA0) => 2,
            0xE2 if text.get(at..).is_some_and(|t| t.starts_with(NARROW)) => 3,
            _ => {
                digit |= byte.is_ascii_digit();
                continue;
            }
        };
        let before_space = *byte == b' ' && at + 1 < bytes.len();
        out.push(Token { start, end: at, before_space, joined, digit });
        joined = *byte != b'\n';
        digit = false;
        start = at + width;
    }
    out.push(Token { start, end: bytes.len(), before_space: false, joined, digit });
    out
}
