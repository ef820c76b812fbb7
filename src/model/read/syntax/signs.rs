//! Signs that are missing, too many or others than RON has: commas, colons,
//! comments, spaces.

use ron::error::Error;

use super::super::scan::{Token, TokenKind};
use super::site::Site;
use super::{Finding, brackets};

pub(super) fn found(site: &Site<'_>) -> Option<Finding> {
    field_name(site)
        .or_else(|| decimal_comma(site))
        .or_else(|| quoted_name(site))
        .or_else(|| equals_sign(site))
        .or_else(|| missing_colon(site))
        .or_else(|| missing_bracket(site))
        .or_else(|| raw_without_quote(site))
        .or_else(|| no_value(site))
        .or_else(|| comma_too_many(site))
}

/// A space or an invisible character that RON does not read over: text pasted
/// from word processors and web pages has some.
pub(super) fn odd_space(site: &Site<'_>) -> Option<Finding> {
    let sign = site.text.get(site.at..)?.chars().next()?;
    let invisible = matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    (invisible || (sign.is_whitespace() && !sign.is_ascii())).then(|| {
        let message = format!("invisible character U+{:04X} outside of a text", u32::from(sign));
        let hint = "delete it and type a space if one is needed; it came in by copying";
        Finding::new(site.at..site.at + sign.len_utf8(), message, hint)
    })
}

/// `# heute`, `-- heute`, `/ heute`, `<!-- heute -->` where none of RON begins.
pub(super) fn comment(site: &Site<'_>) -> Option<Finding> {
    let (start, sign) = comment_sign(site)?;
    let line = site.text.get(..start)?.rsplit('\n').next()?;
    let rest = site.line_from(start + sign.len());
    let apart = rest.is_empty() || rest.starts_with([' ', '\t', '-', '!', '#', '%', ';']);
    let opens = match line.trim_end().chars().next_back() {
        None | Some(',') => true,
        Some('(' | '[' | '{' | '"' | ')' | ']') => sign == "#" && apart,
        Some(_) => false,
    };
    opens.then(|| {
        let message = format!("`{sign}` begins no comment");
        Finding::new(start..start + sign.len(), message, "comments begin with //")
    })
}

/// A sign that begins comments elsewhere, where `ron` stopped.
fn comment_sign<'a>(site: &Site<'a>) -> Option<(usize, &'a str)> {
    // Of a slash `ron` reads the character behind it too.
    let behind = site.text.get(..site.at)?.char_indices().next_back();
    let slash = behind.and_then(|(at, _)| site.text.get(..at)?.strip_suffix('/'));
    if let Some(before) = slash.filter(|_| matches!(site.code, Error::UnexpectedChar(_))) {
        return Some((before.len(), "/"));
    }
    // In a first line it expects an attribute behind the sign.
    if *site.code == Error::ExpectedAttribute {
        let before = site.text.get(..site.at)?.trim_end().strip_suffix('#')?;
        return Some((before.len(), "#"));
    }
    let here = site.here().filter(|here| here.start == site.at)?;
    let written = site.written(here);
    match here.kind {
        TokenKind::Sign('#' | '%' | ';' | '<' | '*') => Some((here.start, written)),
        TokenKind::Word if written.starts_with("--") => Some((here.start, &written[..2])),
        _ => None,
    }
}

/// `editors-note: "..."`, `editors note: "..."`
fn field_name(site: &Site<'_>) -> Option<Finding> {
    let range = match site.code {
        Error::SuggestRawIdentifier(name) if !name.starts_with(|c: char| c.is_ascii_digit()) => {
            site.at..site.at + name.len()
        }
        Error::ExpectedMapColon if site.names_field(site.next) => {
            let (first, last) = (site.before()?, site.here()?);
            let gap = site.between(first, last);
            let one_line = !gap.contains('\n') && first.kind == TokenKind::Word;
            one_line.then_some(first.start..last.end)?
        }
        _ => return None,
    };
    let name = site.text.get(range.clone())?;
    let right = name.split(['-', '.', '+', ' ', '\t']).filter(|part| !part.is_empty());
    let right = right.collect::<Vec<_>>().join("_");
    let message = format!("`{name}` is not the name of a field");
    Some(Finding::new(range, message, format!("names have underscores: `{right}`")))
}

/// `1,5` where a field has only one value.
fn decimal_comma(site: &Site<'_>) -> Option<Finding> {
    let (comma, last) = (site.before()?, site.here()?);
    let first = site.tokens.get(site.next.checked_sub(2)?)?;
    let range = first.start..last.end;
    let written = site.text.get(range.clone())?;
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = written.split_once(',').filter(|_| site.written(comma) == ",")?;
    (figures(whole) && figures(part)).then(|| {
        let message = format!("`{written}` is not a number");
        Finding::new(range, message, format!("write a point: {whole}.{part}"))
    })
}

/// `"headline": "..."` as in JSON.
fn quoted_name(site: &Site<'_>) -> Option<Finding> {
    let colon = if site.is_sign(site.next, ":") { site.next } else { site.next + 1 };
    let name = site.tokens.get(colon.checked_sub(1)?).filter(|token| token.is_text())?;
    let bare = site.written(name).trim_matches('"');
    let is_name = !bare.is_empty() && bare.chars().all(|c| c == '_' || c.is_ascii_lowercase());
    let in_group = site.enclosing(colon - 1).is_some_and(|open| site.is_sign(open, "("));
    (site.is_sign(colon, ":") && is_name && in_group).then(|| {
        let hint = format!("write {bare}: without quotes around the name");
        Finding::new(name.start..name.end, "the name of a field stands in no quotes", hint)
    })
}

/// `headline = "Rat tagt"`, or the wide colon of another keyboard.
fn equals_sign(site: &Site<'_>) -> Option<Finding> {
    let token = site.here().filter(|_| site.is_sign(site.next, "=："))?;
    let name = site.written(site.before()?);
    Some(Finding::new(
        token.start..token.end,
        format!("expected `:`, found `{}`", site.written(token)),
        format!("write {name}: value"),
    ))
}

/// `headline "Rat tagt"`
fn missing_colon(site: &Site<'_>) -> Option<Finding> {
    let (name, value) = (site.before()?, site.here()?);
    let first = site.next.checked_sub(2)?;
    let written = site.written(name);
    // The names of a map are texts.
    let is_name = name.kind == TokenKind::Word || (name.is_text() && !written.contains('\n'));
    let lower = written.chars().all(|c| c == '_' || c.is_ascii_lowercase());
    // A group is one of values until a colon says otherwise.
    let of_group = *site.code == Error::ExpectedComma && site.is_sign(first, "(");
    let missed = *site.code == Error::ExpectedMapColon || (of_group && lower);
    let value = value.is_text() || value.kind == TokenKind::Word || site.is_sign(site.next, "([{");
    (missed && value && is_name).then(|| no_colon(site, name))
}

pub(super) fn no_colon(site: &Site<'_>, name: &Token) -> Finding {
    let written = site.written(name);
    let message = format!("expected `:` after `{written}`");
    Finding::new(name.start..name.end, message, format!("write {written}: and then the value"))
}

/// `embargo: Until "2021-02-19T10:00"`
fn missing_bracket(site: &Site<'_>) -> Option<Finding> {
    let (name, value) = (site.before()?, site.here()?);
    let written = site.written(name);
    let is_variant = name.kind == TokenKind::Word && written.starts_with(char::is_uppercase);
    let same_line = !site.between(name, value).contains('\n');
    let after_colon = site.is_sign(site.next.checked_sub(2)?, ":");
    (is_variant && value.is_text() && same_line && after_colon).then(|| {
        let message = format!("expected `(` after `{written}`");
        let hint = format!("write {written}({})", shortened(site.written(value)));
        Finding::new(name.start..name.end, message, hint)
    })
}

/// A text with its quotes, when it is short.
fn shortened(text: &str) -> &str {
    if text.contains('\n') || text.chars().count() > 40 { "\"...\"" } else { text }
}

/// `body: r#` and then the text.
fn raw_without_quote(site: &Site<'_>) -> Option<Finding> {
    let start = site.text.get(..site.at)?.rfind('r')?;
    let hashes = site.text[start + 1..].bytes().take_while(|byte| *byte == b'#').count();
    let end = start + 1 + hashes;
    (*site.code == Error::ExpectedString && hashes > 0 && site.at <= end).then(|| {
        let opening = &site.text[start..end];
        let message = format!("expected `\"` after `{opening}`");
        Finding::new(start..end, message, format!("a text begins with {opening}\""))
    })
}

/// `"Rat tagt";`, or another sign at the end of a line where a comma belongs.
pub(super) fn no_comma(site: &Site<'_>) -> Option<Finding> {
    let (before, token) = (site.before()?, site.here()?);
    let written = site.written(token);
    let rest = site.line_from(token.end).trim_start();
    let last = rest.is_empty() || rest.starts_with("//");
    let value = before.is_text() || site.is_sign(site.next - 1, ")]}");
    let same_line = !site.between(before, token).contains('\n');
    (["；", "，", ";", "."].contains(&written) && value && last && same_line).then(|| {
        let message = format!("expected `,`, found `{written}`");
        Finding::new(token.start..token.end, message, "values are parted by commas")
    })
}

/// `kicker: ,`
fn no_value(site: &Site<'_>) -> Option<Finding> {
    let name = site.next.checked_sub(2).filter(|&name| site.names_field(name))?;
    site.is_sign(site.next, ",)]}").then(|| lacks_value(site, name))?
}

/// The field of this name has none.
pub(super) fn lacks_value(site: &Site<'_>, name: usize) -> Option<Finding> {
    let name = site.tokens.get(name)?;
    let message = format!("`{}` has no value", site.written(name));
    Some(Finding::new(name.start..name.end, message, "write one, or delete the field"))
}

fn comma_too_many(site: &Site<'_>) -> Option<Finding> {
    let token = site.here().filter(|token| token.kind == TokenKind::Sign(','))?;
    let before = site.next.checked_sub(1)?;
    site.is_sign(before, ",([{").then(|| {
        let message = "a comma with nothing before it";
        let lone = site.between(site.tokens.get(before)?, token).contains('\n');
        let open = site.enclosing(site.next).filter(|_| lone);
        let hint = match open.and_then(|open| site.tokens.get(open)) {
            Some(open) => format!("delete it; {}", brackets::still_open(site, open)),
            None => "delete it".to_owned(),
        };
        Some(Finding::new(token.start..token.end, message, hint))
    })?
}

pub(super) fn missing_comma(site: &Site<'_>) -> Option<Finding> {
    if !matches!(site.code, Error::ExpectedComma | Error::ExpectedStructLikeEnd) {
        return None;
    }
    let (before, next) = (site.before()?, site.here()?);
    let word = site.written(next);
    let starts_a_value = matches!(next.kind, TokenKind::Word | TokenKind::Text { .. })
        || site.is_sign(site.next, "([{");
    let last = site.written(before).chars().next_back().map_or(0, char::len_utf8);
    starts_a_value.then(|| {
        let shown: String = word.lines().next().unwrap_or("").chars().take(24).collect();
        let new_line = site.between(before, next).contains('\n');
        let hint =
            if new_line { "add a comma at the end of this line" } else { "add a comma here" };
        let message = format!("expected `,` before `{shown}`");
        Finding::new(before.end - last..before.end, message, hint)
    })
}
