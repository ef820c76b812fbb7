//! Texts without quotes around them.

use ron::error::Error;

use super::super::raw;
use super::super::scan::{self, Token};
use super::Finding;
use super::site::Site;

/// More is not repeated in a hint.
const SHOWN: usize = 60;

/// `headline: Rat tagt`, `date: 2021-02-17`, `number: 202/2021`: a word that is
/// followed by what may follow no name, or a number that is none.
pub(super) fn found(site: &Site<'_>) -> Option<Finding> {
    let first = first_token(site)?;
    let start = site.tokens.get(first)?.start;
    let rest = site.text.get(start..)?;
    let words = rest[..value_end(rest, site.is_sign(first.checked_sub(1)?, ":"))].trim_end();
    // Where a sign is part of it, the whole must be more than that sign.
    if words.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return None;
    }
    match words.strip_suffix('"') {
        Some(bare) if !bare.contains('"') => Some(without_opening(start, bare)),
        _ => Some(bare(start, words)),
    }
}

/// The value of a field from here on, which is a text for certain.
pub(super) fn without_quotes(site: &Site<'_>, start: usize) -> Option<Finding> {
    let rest = site.text.get(start..)?;
    Some(bare(start, rest.get(..value_end(rest, true))?.trim_end()))
}

fn bare(start: usize, words: &str) -> Finding {
    let message = "this text has no quotes around it";
    Finding::new(start..start + words.len(), message, in_quotes(words))
}

/// `kicker: Kultur",`: one word and a quote that seems to open a text.
pub(super) fn unopened(site: &Site<'_>) -> Option<Finding> {
    let (before, quote) = (site.before()?, site.here()?);
    let opens = quote.is_text() && quote.start == site.at && before.end == quote.start;
    let rest = site.line_from(quote.start).strip_prefix('"')?;
    if !opens || !ends_field(rest.strip_prefix(',').unwrap_or(rest)) {
        return None;
    }
    let first = part_before(site, site.next).filter(|&first| opens_value(site, first))?;
    let start = site.tokens.get(first)?.start;
    Some(without_opening(start, site.text.get(start..quote.start)?))
}

fn without_opening(start: usize, words: &str) -> Finding {
    let message = "this text has no quote before it";
    Finding::new(start..start + words.len(), message, in_quotes(words))
}

fn in_quotes(words: &str) -> String {
    let shown = !words.contains(['"', '\\']) && words.chars().count() <= SHOWN;
    let words = if shown { words } else { "..." };
    format!("texts stand between straight quotes: write \"{words}\"")
}

/// The first token of the value that `ron` stopped in, when it can only be a
/// text.
fn first_token(site: &Site<'_>) -> Option<usize> {
    let of_names = [Error::ExpectedMapColon, Error::ExpectedIdentifier, Error::TrailingCharacters];
    let here = site.here().filter(|_| !of_names.contains(site.code))?;
    // `10:00` and `https://...` are one value, `10: 00` is not.
    let inside = is_inside(site, site.next);
    if !(is_part(site, site.next) || inside || is_mark(site, site.next) || has_text_inside(site)) {
        return None;
    }
    let mut first = site.next;
    while let Some(before) = part_before(site, first) {
        first = before;
    }
    if !opens_value(site, first) {
        return None;
    }
    let written = site.written(here);
    let is_broken = match (first == site.next, here.start < site.at) {
        // A name and a field lack a comma.
        (false, _) => inside || !site.names_field(site.next),
        // `5mm`, `Bad.jpg`
        (true, true) => site.is_word(first),
        (true, false) => {
            let figure = |c: char| !c.is_alphabetic() && c != '_';
            (site.is_word(first) && written.starts_with(figure) && raw::number(written).is_none())
                || is_sign_of_text(site)
        }
    };
    is_broken.then_some(first)
}

/// Where the part of a text begins that ends before this token: a word, or
/// words in brackets.
fn part_before(site: &Site<'_>, index: usize) -> Option<usize> {
    let mut before = index.checked_sub(1).filter(|&before| goes_on(site, before))?;
    if site.is_sign(before, ")") {
        before = before.checked_sub(1)?;
        while is_part(site, before) && goes_on(site, before) {
            before = before.checked_sub(1)?;
        }
        return site.is_sign(before, "(").then_some(before);
    }
    is_part(site, before).then_some(before)
}

/// Whether a token can be a part of a text.
fn is_part(site: &Site<'_>, index: usize) -> bool {
    let text = site.tokens.get(index).is_some_and(Token::is_text);
    !text && !is_mark(site, index) && !site.is_sign(index, ":：,()[]{}=\"")
}

fn is_mark(site: &Site<'_>, index: usize) -> bool {
    site.is_sign(index, "'„“”»«‚‘’")
}

/// Whether the next token stands on the line of this one.
fn goes_on(site: &Site<'_>, index: usize) -> bool {
    let next = site.tokens.get(index + 1);
    let both = site.tokens.get(index).zip(next);
    both.is_some_and(|(first, next)| !site.between(first, next).contains('\n'))
}

/// `Das "Grün" startet`
fn has_text_inside(site: &Site<'_>) -> bool {
    let text = site.here().is_some_and(Token::is_text);
    text && site.is_word(site.next + 1) && goes_on(site, site.next)
}

/// Whether a value begins here: behind the colon of its name, or in a list or
/// a group without names.
fn opens_value(site: &Site<'_>, first: usize) -> bool {
    let Some(before) = first.checked_sub(1) else { return false };
    if site.is_sign(before, ":") {
        return goes_on(site, before);
    }
    // `(file bad.jpg)` lacks a colon.
    let in_group = site.enclosing(first).is_some_and(|open| site.is_sign(open, "("));
    let name = site.tokens.get(first).map_or("", |first| site.written(first));
    let lower = name.starts_with(char::is_lowercase) && site.is_word(site.next);
    site.is_sign(before, "([,") && !(in_group && lower)
}

/// `#000000`, `§ 5`, `– Ende –` as the value of a field.
fn is_sign_of_text(site: &Site<'_>) -> bool {
    let field = site.next.checked_sub(1).is_some_and(|before| site.is_sign(before, ":"));
    field && site.is_sign(site.next, "#§@&*…–—%†") && goes_on(site, site.next)
}

/// Whether figures stand on both sides of a colon, or an address goes on.
fn is_inside(site: &Site<'_>, colon: usize) -> bool {
    let token = site.tokens.get(colon).filter(|_| site.is_sign(colon, ":"));
    let Some(token) = token else { return false };
    let before = site.text.get(..token.start).and_then(|text| text.chars().next_back());
    let after = site.text.get(token.end..).and_then(|text| text.chars().next());
    before.zip(after).is_some_and(|(a, b)| {
        a.is_ascii_digit() && b.is_ascii_digit() || site.text[token.end..].starts_with("//")
    })
}

/// Where a value without quotes ends: at a comment, at a bracket that it does
/// not open, at the comma before the next field or, in a list, at any comma.
fn value_end(rest: &str, is_field: bool) -> usize {
    let line = rest.lines().next().unwrap_or_default();
    let mut depth = 0;
    for (at, sign) in line.char_indices() {
        match sign {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return at,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 && (!is_field || ends_field(&line[at + 1..])) => return at,
            '/' if line[at..].starts_with("//") && line[..at].ends_with([' ', '\t']) => return at,
            _ => {}
        }
    }
    line.len()
}

/// Whether what follows a comma is nothing, a comment, a bracket or a field.
fn ends_field(rest: &str) -> bool {
    let rest = rest.trim_start();
    let name = rest[scan::identifier(rest)..].trim_start();
    let named = name.len() < rest.len() && name.starts_with(':');
    named || rest.is_empty() || rest.starts_with([')', ']']) || rest.starts_with("//")
}
