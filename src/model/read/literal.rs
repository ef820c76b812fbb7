//! String literals: their value and where each part of it was written.

use super::scan;

/// A decoded string literal.
pub(super) struct Decoded {
    /// The value; CRLF of the file counts as one line feed.
    pub(super) value: String,
    /// As in [`crate::model::Text::new`], offsets of the whole file.
    pub(super) map: Vec<(usize, usize)>,
    /// Length of the literal with its quotes.
    pub(super) length: usize,
}

/// Decodes the literal at the start of `raw`, which stands at byte `base` of
/// the file and which `ron` has already accepted.
pub(super) fn decode(raw: &str, base: usize) -> Option<Decoded> {
    let (is_raw, closed, length) = scan::literal(raw)?;
    let quotes = if is_raw { raw.find('"')? + 1 } else { 1 };
    let tail = if !closed {
        0
    } else if is_raw {
        quotes - 1
    } else {
        1
    };
    let content = raw.get(quotes..length.checked_sub(tail)?)?;
    let mut decoder = Decoder::new(content, base + quotes);
    decoder.run(!is_raw);
    Some(Decoded { value: decoder.value, map: decoder.map, length })
}

struct Decoder<'a> {
    content: &'a str,
    base: usize,
    at: usize,
    value: String,
    map: Vec<(usize, usize)>,
}

impl<'a> Decoder<'a> {
    fn new(content: &'a str, base: usize) -> Self {
        let value = String::with_capacity(content.len());
        Self { content, base, at: 0, value, map: vec![(0, base)] }
    }

    fn run(&mut self, escapes: bool) {
        while self.at < self.content.len() {
            let rest = &self.content[self.at..];
            let stops = |byte: &u8| *byte == b'\r' || (escapes && *byte == b'\\');
            let stop = rest.as_bytes().iter().position(stops).unwrap_or(rest.len());
            self.value.push_str(&rest[..stop]);
            self.at += stop;
            match rest[stop..].chars().next() {
                Some('\r') => self.carriage_return(),
                Some(_) => self.escape(),
                None => {}
            }
        }
    }

    /// Notes that the value so far corresponds to what was read so far.
    fn mark(&mut self) {
        self.map.push((self.value.len(), self.base + self.at));
    }

    fn carriage_return(&mut self) {
        let crlf = self.content[self.at..].starts_with("\r\n");
        self.value.push('\n');
        self.at += if crlf { 2 } else { 1 };
        self.mark();
    }

    fn escape(&mut self) {
        self.mark();
        let rest = &self.content[self.at + 1..];
        let (decoded, length) = match rest.chars().next() {
            Some('n') => (Some('\n'), 1),
            Some('r') => (Some('\r'), 1),
            Some('t') => (Some('\t'), 1),
            Some('0') => (Some('\0'), 1),
            Some('u') => unicode(rest),
            Some('x') => bytes(&self.content[self.at..]),
            Some('\n' | '\r') => (None, rest.len() - rest.trim_start_matches(WHITE).len()),
            Some(other) => (Some(other), other.len_utf8()),
            None => (None, 0),
        };
        self.value.extend(decoded);
        self.at = (self.at + 1 + length).min(self.content.len());
        self.mark();
    }
}

/// White space that a line continuation swallows.
const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

/// `u{201e}` without its backslash: the character and the length.
fn unicode(text: &str) -> (Option<char>, usize) {
    let end = text.find('}').unwrap_or(text.len());
    let digits = text.get(2..end).unwrap_or("");
    let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    (character, (end + 1).min(text.len()))
}

/// `\xC3\xA4`: one to four escaped bytes that make a character; the length
/// is counted without the first backslash.
fn bytes(text: &str) -> (Option<char>, usize) {
    let mut collected = Vec::new();
    for chunk in text.as_bytes().chunks_exact(4).take(4) {
        let Some(digits) = chunk.strip_prefix(b"\\x") else { break };
        let Ok(digits) = std::str::from_utf8(digits) else { break };
        let Ok(byte) = u8::from_str_radix(digits, 16) else { break };
        collected.push(byte);
        if let Ok(character) = std::str::from_utf8(&collected) {
            return (character.chars().next(), collected.len() * 4 - 1);
        }
    }
    (None, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn map_of(raw: &str) -> (String, Vec<(usize, usize)>) {
        let decoded = decode(raw, 100).unwrap();
        assert_eq!(decoded.length, raw.len(), "{raw}");
        (decoded.value, decoded.map)
    }

    #[test]
    fn plain_and_raw_literals_have_one_entry() {
        assert_eq!(map_of("\"ab\""), ("ab".into(), vec![(0, 101)]));
        assert_eq!(map_of("r#\"a\\\"b\"#"), ("a\\\"b".into(), vec![(0, 103)]));
    }

    #[test]
    fn escapes_shift_the_map() {
        let (value, map) = map_of(r#""a\nb\u{201e}c""#);
        assert_eq!(value, "a\nb„c");
        assert_eq!(map, [(0, 101), (1, 102), (2, 104), (3, 105), (6, 113)]);
    }

    #[test]
    fn crlf_is_one_line_feed_and_continuations_vanish() {
        assert_eq!(map_of("r\"a\r\nb\""), ("a\nb".into(), vec![(0, 102), (2, 105)]));
        assert_eq!(map_of("\"a\\\n   b\"").0, "ab");
        assert_eq!(map_of(r#""\xC3\xA4""#).0, "ä");
    }

    proptest! {
        #[test]
        fn agrees_with_ron(value in "[^\r]*") {
            let literal = ron::to_string(&value).unwrap();
            prop_assert_eq!(decode(&literal, 0).unwrap().value, value);
        }

        #[test]
        fn survives_whatever_it_is_given(raw in ".*", quote in "(r#*)?\"") {
            let _ = decode(&format!("{quote}{raw}"), 7);
        }
    }
}
