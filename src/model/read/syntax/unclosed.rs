//! Texts without their end, and raw texts with another one.

use std::ops::Range;

use super::super::scan::{self, Token, TokenKind};
use super::Finding;
use super::site::Site;

/// A text whose closing quote is missing swallows what follows up to the next
/// quote, that of the next field or one in a comment.
pub(super) fn unclosed_text(site: &Site<'_>) -> Option<Finding> {
    let reached = site.tokens.iter().enumerate().take_while(|(_, t)| t.start <= site.at);
    let mut unclosed = reached.filter_map(|(i, token)| match token.kind {
        TokenKind::Text { raw, closed } if !closed || (!raw && swallows(site, i)) => {
            Some((i, token, raw))
        }
        _ => None,
    });
    let (index, token, raw) = unclosed.next()?;
    if let Some(doubled) = one_too_many(site, index) {
        return Some(doubled);
    }
    if let Some(end) = raw.then(|| wrong_end(site, token)).flatten() {
        return Some(end);
    }
    let line = site.line_from(token.start).len();
    let hint = if raw {
        let (opening, closing) = raw_quotes(site.written(token));
        format!("this text is opened by {opening} and must end with {closing}")
    } else {
        "add the closing \" at the end of the text; a text of several paragraphs is best \
         written as r#\"...\"#"
            .to_owned()
    };
    Some(Finding::new(token.start..token.start + line, "this text is not closed", hint))
}

/// The quotes of a raw text with their hashes.
fn raw_quotes(text: &str) -> (String, String) {
    let hashes = text.strip_prefix('r').and_then(|text| text.split('"').next()).unwrap_or("");
    (format!("r{hashes}\""), format!("\"{hashes}"))
}

/// What was meant as the end of a raw text that has none: on a line of its
/// own, where a field ends, a quote of another kind, without hashes, or none.
fn wrong_end(site: &Site<'_>, token: &Token) -> Option<Finding> {
    let (opening, closing) = raw_quotes(site.written(token));
    let content = site.written(token).get(opening.len()..)?;
    let line_ends = content.match_indices('\n').map(|(at, _)| at + 1);
    let (at, length) = line_ends.filter_map(|at| Some((at, end_mark(&content[at..])?))).next()?;
    let start = token.start + opening.len() + at;
    let message = format!(
        "`{}` does not end this text, which is opened by {opening}",
        site.text.get(start..start + length)?
    );
    Some(Finding::new(start..start + length, message, format!("write {closing} here")))
}

/// Length of what seems meant as the end of a raw text.
fn end_mark(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(['"', '„', '“', '”', '#']);
    let length = line.len() - rest.len();
    (length > 0 && rest.contains('\n') && ends_a_field(rest)).then_some(length)
}

/// `r"#...#"` for `r#"..."#`, or `"..."#` without the beginning.
pub(super) fn raw_marks(site: &Site<'_>) -> Option<Finding> {
    let (text, hash) = (site.before().filter(|text| text.is_text())?, site.here()?);
    if !site.is_sign(site.next, "#") || text.end != hash.start {
        return None;
    }
    if site.written(text).starts_with("r\"#") {
        let message = "the hash of a raw text stands before its quote";
        let hint = "write r#\" here and \"# at the end of the text";
        return Some(Finding::new(text.start..text.start + 3, message, hint));
    }
    let behind = site.line_from(hash.end).trim_start_matches('#').trim_start();
    let last = behind.is_empty() || behind.starts_with([',', ')', ']']);
    last.then(|| {
        let message = "a hash behind the end of a text that has none at its beginning";
        let line = site.line_from(text.start).len().min(text.end - text.start);
        let hint = "open the text with r#\", or delete the hash";
        Finding::new(text.start..text.start + line, message, hint)
    })
}

/// `"Rat tagt"",`: a quote right behind the end of a text opens one that
/// begins with a comma or a line end.
fn one_too_many(site: &Site<'_>, index: usize) -> Option<Finding> {
    let token = site.tokens.get(index)?;
    let before = site.tokens.get(index.checked_sub(1)?)?;
    let is_text = matches!(before.kind, TokenKind::Text { raw: false, .. });
    let content = site.written(token).strip_prefix('"')?;
    let content = content.trim_start_matches([',', ')', ']', '}', ' ']);
    (is_text && before.end == token.start && content.starts_with(['\n', '\r'])).then(|| {
        let hint = "delete it; inside a text write \\\" for a straight quote";
        Finding::new(token.start..token.start + 1, "one quote too many", hint)
    })
}

/// Whether a text goes on to a quote that was to open another one: on the line
/// of that quote nothing but the name of a field stands before it, or
/// something follows that may follow no text and it is in a comment or the
/// first of its line.
pub(super) fn swallows(site: &Site<'_>, index: usize) -> bool {
    let Some(token) = site.tokens.get(index) else { return false };
    let Some((_, last)) = site.written(token).rsplit_once('\n') else { return false };
    let code = behind_brackets(last);
    if starts_like_a_field(code) {
        return true;
    }
    let first = code.trim_end_matches('"').trim().is_empty();
    let comment = ["//", "/*"].iter().any(|sign| code.starts_with(sign)) || last.contains(" //");
    let next = site.tokens.get(index + 1);
    (first || comment) && next.is_some_and(|next| runs_into(site, token, next))
}

/// A line without the brackets that it opens first, `Area(` among them.
fn behind_brackets(line: &str) -> &str {
    let mut line = line.trim_start();
    while let Some(inside) = line[scan::identifier(line)..].strip_prefix(['(', '[', '{']) {
        line = inside.trim_start();
    }
    line
}

/// Whether something follows a text on the line of its end that may follow
/// no value.
fn runs_into(site: &Site<'_>, token: &Token, next: &Token) -> bool {
    let same_line = !site.between(token, next).contains('\n');
    same_line && !matches!(next.kind, TokenKind::Sign(',' | ')' | ']' | '}' | ':'))
}

/// Also in a comment: a text without its end takes no notice of those.
pub(super) fn starts_like_a_field(line: &str) -> bool {
    let name = line.trim_start().trim_start_matches('/').trim_start();
    let end = name.find(|c: char| c != '_' && !c.is_ascii_lowercase()).unwrap_or(name.len());
    let rest = name[end..].trim_start();
    let value = rest.strip_prefix(':').map(str::trim_start);
    let opens = |v: &str| v.starts_with(['"', '[', '(', '{']) || v.starts_with("r#");
    let variant = |v: &str| scan::identifier(v) > 0 && v[scan::identifier(v)..].starts_with('(');
    end > 0 && value.is_some_and(|v| opens(v) || variant(v))
}

/// The quote within a raw text that was meant as its end, since the line
/// after it starts a field, and that field. The end that was found instead is
/// that of a raw text with as many hashes, which opens further down: where
/// there is none, quotes and fields are what somebody wrote.
pub(in super::super) fn swallowed_field<'v>(
    value: &'v str,
    hashes: &str,
) -> Option<(Range<usize>, &'v str)> {
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

/// Whether what stands here ends a field: a comma or bracket and the next one,
/// the next value of a list or the end of the file.
pub(super) fn ends_a_field(rest: &str) -> bool {
    let next = rest.trim_start_matches(|c: char| c.is_whitespace() || ",)]}".contains(c));
    let gap = &rest[..rest.len() - next.len()];
    let name = next.starts_with(char::is_lowercase);
    let named = name && next[scan::identifier(next)..].trim_start().starts_with(':');
    let value = gap.contains('\n') && next.starts_with(['(', '"']);
    let ends = named || value || next.starts_with("//") || (next.is_empty() && gap.contains(')'));
    gap.contains([',', ')', ']', '}']) && ends
}
