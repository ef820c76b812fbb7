//! The few lexical facts of RON that ranges and hints need: white space,
//! comments, identifiers and tokens. `ron` stays the judge of the syntax.

/// Length of the white space and comments at the start of `text`.
pub(super) fn trivia(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.starts_with("//") {
            at += trimmed.find('\n').map_or(trimmed.len(), |i| i + 1);
        } else if trimmed.starts_with("/*") {
            at += block_comment(trimmed);
        } else {
            return at;
        }
    }
}

/// Where the value of a file begins: `#![enable(...)]` may precede it.
pub(super) fn beginning(text: &str) -> usize {
    let mut start = trivia(text);
    while let Some(attribute) = text[start..].strip_prefix("#!") {
        start = text.len() - attribute.find(']').map_or("", |i| &attribute[i + 1..]).len();
        start += trivia(&text[start..]);
    }
    start
}

/// Length of a block comment, which may hold others; the rest of the text
/// when it is not closed.
fn block_comment(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") if depth <= 1 => return at + 2,
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    text.len()
}

/// Length of the identifier at the start of `text`; zero when there is none.
pub(super) fn identifier(text: &str) -> usize {
    match text.chars().next() {
        Some(c) if c == '_' || c.is_alphabetic() => {
            text.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(text.len())
        }
        _ => 0,
    }
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TokenKind {
    /// `"..."` or `r#"..."#`; `raw` and `closed` as they say.
    Text {
        /// Without escapes.
        raw: bool,
        /// Whether the end was found.
        closed: bool,
    },
    /// An identifier or number.
    Word,
    /// One other character, brackets among them.
    Sign(char),
}

/// A token and its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    /// Whether it is a text in quotes.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, TokenKind::Text { .. })
    }
}

/// All tokens of a file, however broken it is.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = trivia(text);
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = match literal(rest) {
            Some((raw, closed, length)) => (TokenKind::Text { raw, closed }, length),
            None => match word(rest) {
                0 => (TokenKind::Sign(first), first.len_utf8()),
                length => (TokenKind::Word, length),
            },
        };
        found.push(Token { kind, start: at, end: at + length });
        at += length;
        at += trivia(&text[at..]);
    }
    found
}

fn word(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-')))
        .unwrap_or(text.len())
}

/// Raw or not, closed or not, and the length of the string literal at the
/// start of `text`.
pub(super) fn literal(text: &str) -> Option<(bool, bool, usize)> {
    if text.starts_with('"') {
        let mut escaped = false;
        for (i, b) in text.bytes().enumerate().skip(1) {
            match b {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => return Some((false, true, i + 1)),
                _ => {}
            }
        }
        return Some((false, false, text.len()));
    }
    let after = text.strip_prefix('r')?;
    let hashes = after.bytes().take_while(|b| *b == b'#').count();
    let content = after.get(hashes..)?.strip_prefix('"')?;
    let start = 1 + hashes + 1;
    let closes = |quote: usize| {
        let after = content.as_bytes().get(quote + 1..quote + 1 + hashes);
        after.is_some_and(|after| after.iter().all(|byte| *byte == b'#'))
    };
    let end = content.match_indices('"').map(|(quote, _)| quote).find(|quote| closes(*quote));
    Some(match end {
        Some(quote) => (true, true, start + quote + 1 + hashes),
        None => (true, false, text.len()),
    })
}

/// Whether `r"` or `r#"` stands at the start of `text`.
pub(super) fn is_raw_literal(text: &str) -> bool {
    text.strip_prefix('r').is_some_and(|after| after.trim_start_matches('#').starts_with('"'))
}

/// Length of the value at the start of `text`, which is valid RON and has no
/// white space before it: a literal, a name, or what is within brackets with
/// the name before them.
pub(super) fn value(text: &str) -> usize {
    let mut at = simple(text);
    let group = at + trivia(&text[at..]);
    if text[group..].starts_with('(') {
        at = group;
    }
    if text[at..].starts_with(['(', '[', '{']) {
        at += bracketed(&text[at..]);
    }
    at
}

/// Length of a literal or a word at the start of `text`; zero at a bracket.
fn simple(text: &str) -> usize {
    if let Some((_, _, length)) = literal(text) {
        return length;
    }
    if let Some(length) = quoted_character(text) {
        return length;
    }
    match text.strip_prefix('b').and_then(literal) {
        Some((_, _, length)) => 1 + length,
        None => {
            let ends = |c: char| c.is_whitespace() || "()[]{},:/\"".contains(c);
            text.find(ends).unwrap_or(text.len())
        }
    }
}

/// Length of `'c'` at the start of `text`, escapes included.
fn quoted_character(text: &str) -> Option<usize> {
    let content = text.strip_prefix('\'')?;
    let escape = usize::from(content.starts_with('\\'));
    let first = escape + content[escape..].chars().next()?.len_utf8();
    content[first..].find('\'').map(|end| 1 + first + end + 1)
}

/// Length of a bracketed group of valid RON at the start of `text`.
fn bracketed(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                1
            }
            b')' | b']' | b'}' if depth <= 1 => return at + 1,
            b')' | b']' | b'}' => {
                depth -= 1;
                1
            }
            b'/' => trivia(&text[at..]).max(1),
            b'"' => simple(&text[at..]).max(1),
            b'\'' => quoted_character(&text[at..]).unwrap_or(1),
            // `r"`, `br#"`; a name that ends in r is no start of a text.
            b'r' if matches!(bytes.get(at + 1), Some(b'"' | b'#')) => simple(&text[at..]).max(1),
            _ => 1,
        };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trivia_skips_nested_comments_and_stops_at_the_value() {
        let text = "  // a \"quote\"\n/* one /* two */ still */ \"value\"";
        assert_eq!(&text[trivia(text)..], "\"value\"");
        assert_eq!(trivia("/* open"), "/* open".len());
    }

    #[test]
    fn literals_know_raw_and_closed() {
        assert_eq!(literal(r#""a\"b" c"#), Some((false, true, 6)));
        assert_eq!(literal("r#\"a\"b\"# c"), Some((true, true, 8)));
        assert_eq!(literal("\"open"), Some((false, false, 5)));
        assert_eq!(literal("rest"), None);
    }

    #[test]
    fn tokens_survive_any_text() {
        let kinds: Vec<_> = tokens("a: [\"x\", „y“]").iter().map(|t| t.kind).collect();
        assert_eq!(kinds.len(), 9);
        assert_eq!(kinds[5], TokenKind::Sign('„'));
    }

    #[test]
    fn values_end_where_their_brackets_close() {
        for value in [
            "12.5",
            "-1_000",
            "true",
            "Name",
            "Name (a: 1)",
            "(a: \")\", b: r#\"(\"#, c: ')', d: '\\'')",
            "[1, /* ] */ 2, // ]\n 3]",
            "{\"k\": [()], 'x': Some(r\"}\")}",
            "b\"(\"",
            "Some(r#type)",
        ] {
            for after in ["", ", next", " , n", ")", "/* c */"] {
                assert_eq!(super::value(&format!("{value}{after}")), value.len(), "{value}{after}");
            }
        }
    }
}
