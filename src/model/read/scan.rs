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
    let ending = format!("\"{}", "#".repeat(hashes));
    let start = 1 + hashes + 1;
    Some(match content.find(&ending) {
        Some(i) => (true, true, start + i + ending.len()),
        None => (true, false, text.len()),
    })
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
}
