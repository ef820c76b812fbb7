//! Syntax errors of RON in words a press officer understands, at the place
//! where the mistake was made rather than where the parser noticed it.

use std::ops::Range;
use std::sync::Arc;

use ron::error::{Error, Position, SpannedError};

use super::scan::{Token, TokenKind, tokens};
use crate::diag::{Diagnostic, Origin, Source};

/// The finding for a file that is not RON.
pub(super) fn diagnose(source: &Arc<Source>, error: &SpannedError) -> Diagnostic {
    let text = &source.text;
    let at = offset(text, error.span.end);
    let tokens = tokens(text);
    let finding = too_deep(error, at)
        .or_else(|| unclosed_text(text, &tokens, at))
        .or_else(|| unclosed_comment(error, text))
        .or_else(|| unbalanced(text, &tokens))
        .or_else(|| typographic_quote(text, &tokens))
        .or_else(|| quote_inside(text, &tokens, at))
        .or_else(|| missing_comma(error, text, &tokens, at))
        .or_else(|| equals_sign(text, &tokens, at))
        .unwrap_or_else(|| plain(error, text, at));
    let origin =
        Origin { source: Arc::clone(source), field: "".into(), range: finding.range.clone() };
    Diagnostic::error("syntax", finding.message).at(&origin).hint(finding.hint)
}

struct Finding {
    range: Range<usize>,
    message: String,
    hint: String,
}

impl Finding {
    fn new(range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { range, message: message.into(), hint: hint.into() }
    }
}

/// The byte offset of a position of `ron`, which counts lines and characters
/// from 1.
fn offset(text: &str, position: Position) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines.clone().take(position.line.saturating_sub(1)).map(str::len).sum();
    let line = lines.clone().nth(position.line.saturating_sub(1)).unwrap_or("");
    let column = position.col.saturating_sub(1);
    before + line.char_indices().nth(column).map_or(line.len(), |(i, _)| i)
}

/// The last token that ends at or before `at`.
fn token_before(tokens: &[Token], at: usize) -> Option<&Token> {
    tokens.iter().take_while(|token| token.end <= at).last()
}

/// The token that covers or follows `at`.
fn token_at(tokens: &[Token], at: usize) -> Option<&Token> {
    tokens.iter().find(|token| token.end > at)
}

fn too_deep(error: &SpannedError, at: usize) -> Option<Finding> {
    (error.code == Error::ExceededRecursionLimit).then(|| {
        Finding::new(
            at..at,
            "values are nested too deeply",
            "nothing in a release or layout needs more than ten brackets inside each other",
        )
    })
}

/// A text whose closing quote is missing swallows what follows up to the next
/// quote, that of the next field or one in a comment: it then holds a line
/// that starts like a field, or something follows that may follow no value.
fn unclosed_text(text: &str, tokens: &[Token], at: usize) -> Option<Finding> {
    let unclosed = tokens.iter().enumerate().take_while(|(_, token)| token.start <= at).find_map(
        |(i, token)| {
            let TokenKind::Text { raw, closed } = token.kind else { return None };
            let mut lines = text[token.start..token.end].lines().skip(1).peekable();
            let goes_on = lines.peek().is_some()
                && tokens.get(i + 1).is_some_and(|n| runs_into(text, token, n));
            let swallowed = !raw && (goes_on || lines.any(starts_like_a_field));
            (!closed || swallowed).then_some((token, raw))
        },
    );
    let (token, raw) = unclosed?;
    let line = text[token.start..].lines().next().map_or(0, str::len);
    let hint = if raw {
        let opening = text[token.start..].split('"').next().unwrap_or("r");
        format!("this text is opened by {opening}\" and must end with \"{}", &opening[1..])
    } else {
        "add the closing \" at the end of the text; a text of several paragraphs is best \
         written as r#\"...\"#"
            .to_owned()
    };
    Some(Finding::new(token.start..token.start + line, "this text is not closed", hint))
}

/// Whether something follows a text on the line of its end that may follow
/// no value.
fn runs_into(text: &str, token: &Token, next: &Token) -> bool {
    let same_line = text.get(token.end..next.start).is_some_and(|gap| !gap.contains('\n'));
    same_line && !matches!(next.kind, TokenKind::Sign(',' | ')' | ']' | '}' | ':'))
}

/// Also in a comment: a text without its end takes no notice of those.
fn starts_like_a_field(line: &str) -> bool {
    let name = line.trim_start().trim_start_matches('/').trim_start();
    let end = name.find(|c: char| c != '_' && !c.is_ascii_lowercase()).unwrap_or(name.len());
    let rest = name[end..].trim_start();
    let value = rest.strip_prefix(':').map(str::trim_start);
    end > 0 && value.is_some_and(|v| v.starts_with(['"', '[', '(', '{']) || v.starts_with("r#"))
}

/// The quote within a raw text that was meant as its end, since the line
/// after it starts a field, and that field. The end that was found instead is
/// that of a raw text with as many hashes, which opens further down: where
/// there is none, quotes and fields are what somebody wrote.
pub(super) fn swallowed_field<'v>(value: &'v str, hashes: &str) -> Option<(Range<usize>, &'v str)> {
    let opening = format!("r{hashes}\"");
    let opens = |line: &str| {
        let text = line.split_once(':').map(|(_, text)| text.trim_start());
        starts_like_a_field(line) && text.is_some_and(|text| text.starts_with(&opening))
    };
    value.match_indices('"').find_map(|(quote, _)| {
        let rest = &value[quote + 1..];
        let rest = rest.strip_prefix(',').unwrap_or(rest);
        let next = rest.trim_start();
        let gap = &rest[..rest.len() - next.len()];
        let line = next.lines().next()?;
        let field = line.split(':').next()?.trim();
        let starts = gap.contains('\n') && !line.starts_with('/') && starts_like_a_field(line);
        (starts && next.lines().any(opens)).then_some((quote..quote + 1, field))
    })
}

fn unclosed_comment(error: &SpannedError, text: &str) -> Option<Finding> {
    (error.code == Error::UnclosedBlockComment).then(|| {
        let start = text.rfind("/*").unwrap_or(0);
        Finding::new(start..start + 2, "this comment is not closed", "end it with */")
    })
}

/// The first bracket without its partner.
fn unbalanced(text: &str, tokens: &[Token]) -> Option<Finding> {
    let mut open: Vec<(char, &Token)> = Vec::new();
    for token in tokens {
        let TokenKind::Sign(sign) = token.kind else { continue };
        match sign {
            '(' => open.push((')', token)),
            '[' => open.push((']', token)),
            '{' => open.push(('}', token)),
            ')' | ']' | '}' => match open.pop() {
                Some((expected, _)) if expected == sign => {}
                Some((expected, opening)) => {
                    return Some(crossed(text, token, sign, expected, opening));
                }
                None => {
                    let message = format!("`{sign}` closes nothing");
                    let hint = "delete it, or add the opening bracket";
                    return Some(Finding::new(token.start..token.end, message, hint));
                }
            },
            _ => {}
        }
    }
    let (expected, opening) = open.pop()?;
    let bracket = &text[opening.start..opening.end];
    let message = format!("this `{bracket}` is never closed");
    Some(Finding::new(opening.start..opening.end, message, format!("add `{expected}`")))
}

fn crossed(text: &str, token: &Token, found: char, expected: char, opening: &Token) -> Finding {
    // The shorter edit is at the opening bracket when that is the odd one
    // out, but what was meant is unknown: name both.
    let message = format!("expected `{expected}`, found `{found}`");
    let bracket = &text[opening.start..opening.end];
    let before = &text[..opening.start];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let hint = format!("the `{bracket}` opened at {line}:{column} is still open");
    Finding::new(token.start..token.end, message, hint)
}

fn typographic_quote(text: &str, tokens: &[Token]) -> Option<Finding> {
    let quote = tokens.iter().find(|t| {
        matches!(t.kind, TokenKind::Sign('„' | '“' | '”' | '»' | '«' | '‚' | '‘' | '’'))
    })?;
    let sign = &text[quote.start..quote.end];
    Some(Finding::new(
        quote.start..quote.end,
        format!("`{sign}` outside of a text"),
        "texts are enclosed in straight quotes \"...\"; typographic ones go inside",
    ))
}

/// `"Er sagte "Hallo" und ging"`: a text directly followed by a word.
fn quote_inside(text: &str, tokens: &[Token], at: usize) -> Option<Finding> {
    let index = tokens.iter().position(|token| token.end > at)?;
    let (before, after) = (tokens.get(index.checked_sub(1)?)?, tokens.get(index)?);
    let is_text = matches!(before.kind, TokenKind::Text { .. });
    let same_line = !text.get(before.end..after.start)?.contains('\n');
    let word = matches!(after.kind, TokenKind::Word);
    (is_text && word && same_line).then(|| {
        Finding::new(
            before.end - 1..before.end,
            "the text ends at this quote, but more follows",
            "inside a text write \\\" for a straight quote, use „...“, or enclose the text in r#\"...\"#",
        )
    })
}

fn missing_comma(error: &SpannedError, text: &str, tokens: &[Token], at: usize) -> Option<Finding> {
    if error.code != Error::ExpectedComma && error.code != Error::ExpectedStructLikeEnd {
        return None;
    }
    let before = token_before(tokens, at)?;
    let next = token_at(tokens, at)?;
    let word = text.get(next.start..next.end)?;
    let starts_a_value = matches!(next.kind, TokenKind::Word | TokenKind::Text { .. })
        || matches!(next.kind, TokenKind::Sign('(' | '[' | '{'));
    let last = text.get(..before.end)?.chars().next_back().map_or(0, char::len_utf8);
    starts_a_value.then(|| {
        let shown: String = word.lines().next().unwrap_or("").chars().take(24).collect();
        Finding::new(
            before.end - last..before.end,
            format!("expected `,` before `{shown}`"),
            "add a comma at the end of this line",
        )
    })
}

fn equals_sign(text: &str, tokens: &[Token], at: usize) -> Option<Finding> {
    let token = token_at(tokens, at).filter(|token| token.kind == TokenKind::Sign('='))?;
    let name = token_before(tokens, token.start)?;
    let name = text.get(name.start..name.end)?;
    Some(Finding::new(
        token.start..token.end,
        "expected `:`, found `=`",
        format!("write {name}: value"),
    ))
}

fn plain(error: &SpannedError, text: &str, at: usize) -> Finding {
    let start = offset(text, error.span.start).min(at);
    // Long spans show nothing; the end is where the parser stopped.
    let start = if text[start..at].contains('\n') { at } else { start };
    if error.code == Error::TrailingCharacters {
        let rest = text[at..].lines().next().map_or(0, str::len);
        let message = "nothing may follow the closing bracket";
        return Finding::new(at..at + rest, message, "delete the rest of the file");
    }
    let (message, hint) = match &error.code {
        Error::Eof if text.trim().is_empty() => ("the file is empty".to_owned(), NEW),
        Error::Eof => ("the file ends too early".to_owned(), "close all texts and brackets"),
        Error::InvalidEscape(_) | Error::UnexpectedChar('\\') => (
            format!("unknown escape: {}", lower_first(&error.code.to_string())),
            "write \\\\ for a backslash, or enclose the text in r#\"...\"#",
        ),
        Error::NoSuchExtension(name) => {
            (format!("unknown RON extension `{name}`"), "delete the #![enable(...)] line")
        }
        code => (lower_first(&code.to_string()), "compare with a file of `pressblatt new`"),
    };
    Finding::new(start..at, message, hint)
}

const NEW: &str = "`pressblatt new release NAME` writes a starting file";

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::super::raw;
    use super::*;

    fn check(text: &str, place: (usize, usize), message: &str) {
        let source = Arc::new(Source { name: "a.ron".into(), text: text.into() });
        let error = raw::validate(text).expect_err("the text is not RON");
        let found = diagnose(&source, &error);
        let at = found.origin.as_ref().map(Origin::line_column);
        assert_eq!((at, found.message.as_str()), (Some(place), message), "{text}");
        assert!(found.hint.is_some_and(|hint| !hint.is_empty()), "{text}");
    }

    #[test]
    fn mistakes_are_shown_where_they_were_made() {
        check("(\n    a: \"x,\n    b: \"y\",\n)", (2, 8), "this text is not closed");
        check("(\n    a: \"x\",\n    b: \"y,\n)", (3, 8), "this text is not closed");
        check("(a: r#\"x\", b: 1)", (1, 5), "this text is not closed");
        check("(\n    a: \"x\"\n    b: \"y\",\n)", (2, 10), "expected `,` before `b`");
        check("(a: [\"x\" \"y\"])", (1, 8), "expected `,` before `\"y\"`");
        check("(a: ä b: 1)", (1, 5), "expected `,` before `b`");
        check("(\n  a: [1, 2,\n)", (3, 1), "expected `]`, found `)`");
        check("(a: (1, 2)", (1, 1), "this `(` is never closed");
        check("(a: 1))", (1, 7), "`)` closes nothing");
        check("(a: „x“)", (1, 5), "`„` outside of a text");
        check(
            "(a: \"sagte \"Hallo\" und\")",
            (1, 12),
            "the text ends at this quote, but more follows",
        );
        check("(a = 1)", (1, 4), "expected `:`, found `=`");
        check("(a: /* x", (1, 5), "this comment is not closed");
        check("(a: 1) rest", (1, 8), "nothing may follow the closing bracket");
        check("", (1, 1), "the file is empty");
    }

    #[test]
    fn quotes_within_a_text_are_not_its_end() {
        let found = |text| swallowed_field(text, "#").map(|(range, field)| (range.start, field));
        assert_eq!(found("A.\n\",\n\nbody: r#\"\nB."), Some((3, "body")));
        assert_eq!(found("A.\"\n  place: \"B\",\n  body: r#\"C."), Some((2, "place")));
        for fine in [
            "Er: \"ja\",\nsagt: er",
            "\"A\",\nort: \u{201e}B\u{201c}",
            "a: \"b\", c: \"d\"",
            // Written so: the text ends where it was meant to end.
            "Sie schreiben \"so\":\n\nname: \"Wert\"\n",
            "\"A\",\nbody: r##\"B.",
        ] {
            assert_eq!(found(fine), None, "{fine}");
        }
    }

    /// The starting file, in whose comments quotes and fields stand, without
    /// the end of each of its short texts.
    #[test]
    fn a_missing_quote_is_found_at_the_text_that_lacks_it() {
        let template = crate::model::template::release();
        let lines: Vec<&str> = template.lines().collect();
        let mut checked = 0;
        for (i, line) in lines.iter().enumerate() {
            let Some(open) = line.strip_suffix("\",").filter(|l| !l.contains("//")) else {
                continue;
            };
            let Some(quote) = open.find('"') else { continue };
            let mut broken = lines.clone();
            let without = format!("{open},");
            broken[i] = &without;
            let column = open[..quote].chars().count() + 1;
            check(&broken.join("\n"), (i + 1, column), "this text is not closed");
            checked += 1;
        }
        assert_eq!(checked, 7, "layout, number, date, place, kicker, headline, subhead");
    }

    #[test]
    fn texts_of_several_lines_are_not_suspected() {
        check("(\n  a: \"x\ny\"\n  b: 1,\n)", (3, 2), "expected `,` before `b`");
    }

    #[test]
    fn an_open_bracket_is_named_by_line_and_column() {
        let text = "(\n  ä: [1, 2,\n)";
        let source = Arc::new(Source { name: "a.ron".into(), text: text.into() });
        let error = raw::validate(text).expect_err("not RON");
        let hint = diagnose(&source, &error).hint;
        assert_eq!(hint.as_deref(), Some("the `[` opened at 2:6 is still open"));
    }

    #[test]
    fn bad_escapes_and_depth_are_named() {
        let source = |text: &str| Arc::new(Source { name: "a.ron".into(), text: text.into() });
        for (text, words) in [
            (r#"(a: "C:\press")"#.to_owned(), "escape"),
            ("[".repeat(10_000) + &"]".repeat(10_000), "nested"),
        ] {
            let error = raw::validate(&text).expect_err("not RON");
            assert!(diagnose(&source(&text), &error).message.contains(words), "{words}");
        }
    }
}
