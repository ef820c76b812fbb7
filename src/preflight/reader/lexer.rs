//! Tokens and values of PDF syntax (ISO 32000-1, 7.2 and 7.3), for file
//! bodies and for content streams. Tolerant: what cannot be read is skipped.

use std::rc::Rc;

use super::object::{Dict, Object};
use crate::preflight::limits::Budget;

/// Deepest nesting of arrays and dictionaries; deeper ones are cut to null.
const MAX_DEPTH: usize = 64;
/// Longest string or name that is kept.
const MAX_STRING: usize = 1 << 20;

/// What comes next in a content stream or file body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    Value(Object),
    Keyword(&'a [u8]),
}

/// A reading position in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Current offset; may be moved freely.
    pub pos: usize,
    budget: &'a Budget,
    /// Whether `1 0 R` is a reference (file body) or three tokens.
    references: bool,
}

pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

fn hex(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).map(|d| d as u8)
}

impl<'a> Lexer<'a> {
    /// Reads a file body from an offset.
    pub(crate) fn file(bytes: &'a [u8], pos: usize, budget: &'a Budget) -> Self {
        Self { bytes, pos, budget, references: true }
    }

    /// Reads a content stream.
    pub(crate) fn content(bytes: &'a [u8], budget: &'a Budget) -> Self {
        Self { bytes, pos: 0, budget, references: false }
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.pos += 1;
        Some(byte)
    }

    /// What has not been read yet.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.pos..).unwrap_or(&[])
    }

    /// Skips white space and comments.
    pub(crate) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.pos += 1;
                }
            } else if is_space(byte) {
                self.pos += 1;
            } else {
                break;
            }
        }
    }

    /// The next token; `None` at the end or when the budget is spent.
    pub(crate) fn token(&mut self) -> Option<Token<'a>> {
        self.token_at(0)
    }

    /// The next value; keywords other than true, false and null count as null.
    pub(crate) fn value(&mut self) -> Option<Object> {
        match self.token()? {
            Token::Value(value) => Some(value),
            Token::Keyword(_) => Some(Object::Null),
        }
    }

    /// The next token if it is this keyword.
    pub(crate) fn keyword(&mut self, word: &[u8]) -> bool {
        self.skip_space();
        let fits = self.rest().starts_with(word)
            && !self.bytes.get(self.pos + word.len()).copied().is_some_and(is_regular);
        if fits {
            self.pos += word.len();
        }
        fits
    }

    /// The next token if it is a whole number that is not negative.
    pub(crate) fn unsigned(&mut self) -> Option<u64> {
        self.skip_space();
        let rest = self.rest();
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let text = std::str::from_utf8(rest.get(..digits)?).ok()?;
        let number = text.parse().ok()?;
        self.pos += digits;
        Some(number)
    }

    fn token_at(&mut self, depth: usize) -> Option<Token<'a>> {
        self.skip_space();
        if !self.budget.node() {
            return None;
        }
        let value = match self.peek()? {
            b'/' => self.name(),
            b'(' => self.literal_string(),
            b'<' if self.bytes.get(self.pos + 1) == Some(&b'<') => return self.dict(depth),
            b'<' => self.hex_string(),
            b'[' => return self.array(depth),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            byte if is_delimiter(byte) => {
                self.pos += 1;
                return Some(Token::Keyword(self.bytes.get(self.pos - 1..self.pos)?));
            }
            _ => return Some(self.word()),
        };
        Some(Token::Value(value))
    }

    fn word(&mut self) -> Token<'a> {
        let start = self.pos;
        while self.peek().is_some_and(is_regular) {
            self.pos += 1;
        }
        match self.bytes.get(start..self.pos).unwrap_or(&[]) {
            b"true" => Token::Value(Object::Bool(true)),
            b"false" => Token::Value(Object::Bool(false)),
            b"null" => Token::Value(Object::Null),
            word => Token::Keyword(word),
        }
    }

    fn name(&mut self) -> Object {
        self.pos += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|&b| is_regular(b)) {
            self.pos += 1;
            let escaped = (byte == b'#')
                .then(|| {
                    let high = hex(*self.bytes.get(self.pos)?)?;
                    let low = hex(*self.bytes.get(self.pos + 1)?)?;
                    Some(high << 4 | low)
                })
                .flatten();
            if escaped.is_some() {
                self.pos += 2;
            }
            if name.len() < MAX_STRING {
                name.push(escaped.unwrap_or(byte));
            }
        }
        Object::Name(name.into())
    }

    fn number(&mut self) -> Object {
        let start = self.pos;
        let mut real = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'.' => real = true,
                b'+' | b'-' | b'0'..=b'9' => {}
                _ => break,
            }
            self.pos += 1;
        }
        let text = std::str::from_utf8(self.bytes.get(start..self.pos).unwrap_or(&[])).unwrap_or("");
        if real {
            return Object::Real(parse_real(text));
        }
        let Ok(number) = text.parse::<i64>() else {
            return Object::Real(parse_real(text));
        };
        if self.references
            && number >= 0
            && let Some(reference) = self.reference(number)
        {
            return reference;
        }
        Object::Int(number)
    }

    /// The rest of `12 0 R` after its first number.
    fn reference(&mut self, number: i64) -> Option<Object> {
        let mut ahead = self.clone();
        let number = u32::try_from(number).ok()?;
        if !ahead.peek().is_some_and(is_space) {
            return None;
        }
        ahead.unsigned()?;
        if !ahead.keyword(b"R") {
            return None;
        }
        self.pos = ahead.pos;
        Some(Object::Ref(number))
    }

    fn literal_string(&mut self) -> Object {
        self.pos += 1;
        let mut text = Vec::new();
        let mut open = 1usize;
        while let Some(byte) = self.bump() {
            let kept = match byte {
                b'(' => {
                    open += 1;
                    Some(byte)
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    Some(byte)
                }
                b'\\' => self.escape(),
                _ => Some(byte),
            };
            if let Some(byte) = kept
                && text.len() < MAX_STRING
            {
                text.push(byte);
            }
        }
        Object::String(text.into())
    }

    fn escape(&mut self) -> Option<u8> {
        match self.bump()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.pos += 1;
                }
                None
            }
            b'\n' => None,
            digit @ b'0'..=b'7' => {
                let mut code = u32::from(digit - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(d @ b'0'..=b'7') => {
                            code = code * 8 + u32::from(d - b'0');
                            self.pos += 1;
                        }
                        _ => break,
                    }
                }
                Some(code as u8)
            }
            other => Some(other),
        }
    }

    fn hex_string(&mut self) -> Object {
        self.pos += 1;
        let mut text = Vec::new();
        let mut half: Option<u8> = None;
        while let Some(byte) = self.bump() {
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match half.take() {
                Some(high) if text.len() < MAX_STRING => text.push(high << 4 | digit),
                Some(_) => {}
                None => half = Some(digit),
            }
        }
        if let Some(high) = half {
            text.push(high << 4);
        }
        Object::String(text.into())
    }

    fn array(&mut self, depth: usize) -> Option<Token<'a>> {
        self.pos += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.pos += 1;
                    break;
                }
                _ => match self.nested(depth)? {
                    Token::Value(value) => items.push(value),
                    Token::Keyword(b"endobj" | b"endstream" | b">") => break,
                    Token::Keyword(_) => {}
                },
            }
        }
        Some(Token::Value(Object::Array(Rc::new(items))))
    }

    fn dict(&mut self, depth: usize) -> Option<Token<'a>> {
        self.pos += 2;
        let entries = self.entries(depth, b">")?;
        Some(Token::Value(Object::Dict(Rc::new(Dict::new(entries)))))
    }

    /// Key and value pairs up to a closing keyword (`>>` or, for inline
    /// images, `ID`), which is consumed.
    fn entries(&mut self, depth: usize, end: &[u8]) -> Option<Vec<(Rc<[u8]>, Object)>> {
        let mut entries = Vec::new();
        let mut key: Option<Rc<[u8]>> = None;
        loop {
            self.skip_space();
            if self.peek().is_none() {
                break;
            }
            match self.nested(depth)? {
                Token::Keyword(word) if word == end => {
                    if end == b">" && self.peek() == Some(b'>') {
                        self.pos += 1;
                    }
                    break;
                }
                Token::Keyword(b"endobj" | b"stream" | b"endstream") => break,
                Token::Keyword(_) => key = None,
                Token::Value(value) => match (key.take(), value) {
                    (None, Object::Name(name)) => key = Some(name),
                    (None, _) => {}
                    (Some(name), value) => entries.push((name, value)),
                },
            }
        }
        Some(entries)
    }

    /// The dictionary of an inline image, after `BI`; stands behind `ID` then.
    pub(crate) fn inline_dict(&mut self) -> Option<Dict> {
        self.entries(0, b"ID").map(Dict::new)
    }

    fn nested(&mut self, depth: usize) -> Option<Token<'a>> {
        if depth >= MAX_DEPTH {
            self.budget.exceed("nesting depth");
            return None;
        }
        self.token_at(depth + 1)
    }
}

/// A number as tolerant readers take it: `--5` is -5, `1.2.3` is 1.2, `-` is 0.
fn parse_real(text: &str) -> f64 {
    let negative = text.starts_with('-');
    let digits = text.trim_start_matches(['+', '-']);
    let end = digits
        .char_indices()
        .scan(false, |dot, (i, c)| match c {
            '0'..='9' => Some(i + 1),
            '.' if !*dot => {
                *dot = true;
                Some(i + 1)
            }
            _ => None,
        })
        .last()
        .unwrap_or(0);
    let number: f64 = digits.get(..end).unwrap_or("").parse().unwrap_or(0.0);
    if negative { -number } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preflight::limits::Limits;

    fn one(text: &str) -> Object {
        let budget = Budget::new(Limits::default());
        Lexer::file(text.as_bytes(), 0, &budget).value().unwrap_or_default()
    }

    #[test]
    fn values_are_read() {
        assert_eq!(one("-.5"), Object::Real(-0.5));
        assert_eq!(one("4."), Object::Real(4.0));
        assert_eq!(one("12 0 R"), Object::Ref(12));
        assert_eq!(one("12 0 RG"), Object::Int(12));
        assert_eq!(one("/A#20B"), Object::name(b"A B"));
        assert_eq!(one(r"(a\(b\051\n(c))"), Object::String((*b"a(b)\n(c)").into()));
        assert_eq!(one("<48 4>"), Object::String((*b"H@").into()));
        let dict = one("<< /A 1 /B [1 2 (x)] /A 3 >>");
        assert_eq!(dict.as_dict().map(|d| d.get(b"A").clone()), Some(Object::Int(3)));
        assert_eq!(
            dict.as_dict().and_then(|d| d.get(b"B").as_array().map(|a| a.len())),
            Some(3)
        );
    }

    #[test]
    fn deep_nesting_stops_without_overflow() {
        let budget = Budget::new(Limits::default());
        let bytes = vec![b'['; 1_000_000];
        assert_eq!(Lexer::file(&bytes, 0, &budget).value(), None);
        assert_eq!(budget.exceeded(), Some("nesting depth"));
    }
}
