//! Brackets without their partners, and fields outside of them.

use ron::error::Error;

use super::super::scan::{Token, TokenKind};
use super::site::Site;
use super::{Finding, signs, values};
use crate::diag::Lines;

pub(super) fn found(site: &Site<'_>) -> Option<Finding> {
    no_beginning(site)
        .or_else(|| closed_early(site))
        .or_else(|| field_in_list(site))
        .or_else(|| value_without_name(site))
        .or_else(|| unbalanced(site))
}

/// `layout: "..."` as the first of a file, or `Release { layout: "..." }`.
fn no_beginning(site: &Site<'_>) -> Option<Finding> {
    let first = site.tokens.first().filter(|_| *site.code == Error::TrailingCharacters)?;
    if site.names_field(0) {
        let message = "fields stand within the brackets of `Release( ... )`";
        let hint = "write Release( before the first field and ) behind the last one; a layout \
                    begins with Layout(";
        return Some(Finding::new(first.start..first.end, message, hint));
    }
    if !(0..site.next).any(|index| site.is_sign(index, "([{")) && !site.is_sign(1, "([{") {
        let message = "the file does not begin with `Release(` or `Layout(`";
        let hint = "`pressblatt new release NAME` writes a starting file";
        return Some(Finding::new(first.start..first.end, message, hint));
    }
    let bracket = site.tokens.get(1).filter(|_| site.is_word(0) && site.is_sign(1, "{["))?;
    let (name, found) = (site.written(first), site.written(bracket));
    let message = format!("expected `(` after `{name}`, found `{found}`");
    let hint = format!("write {name}( ... ) with round brackets");
    Some(Finding::new(bracket.start..bracket.end, message, hint))
}

/// A bracket that closes the whole file although fields follow it.
fn closed_early(site: &Site<'_>) -> Option<Finding> {
    let bracket = site.before().filter(|_| *site.code == Error::TrailingCharacters)?;
    let is_bracket = matches!(bracket.kind, TokenKind::Sign(')' | ']' | '}'));
    let more = (site.next..site.trusted()).any(|index| site.names_field(index));
    (is_bracket && more).then(|| {
        let message = format!("this `{}` closes the file, but more follows", site.written(bracket));
        let hint = "delete it; the last bracket of the file closes what the first one opens";
        Finding::new(bracket.start..bracket.end, message, hint)
    })
}

/// A field where only values may stand: the list or group before it is still
/// open, or the field lacks brackets of its own.
fn field_in_list(site: &Site<'_>) -> Option<Finding> {
    let name = site.next.checked_sub(1).filter(|_| site.is_sign(site.next, ":"))?;
    let open = site.enclosing(name).filter(|_| site.is_word(name) && name > 0)?;
    if *site.code != Error::ExpectedComma {
        return None;
    }
    let (field, opening) = (site.tokens.get(name)?, site.tokens.get(open)?);
    let range = field.start..field.end;
    let name_of = site.written(field);
    // Other groups of the list have this field too.
    let mut before = open + 1..name;
    let of_group = |index| {
        site.names_field(index) && site.tokens.get(index).map(|t| site.written(t)) == Some(name_of)
    };
    if open + 1 == name || before.any(of_group) {
        let message = format!("the field `{name_of}` stands in no group");
        let hint = "write [( ... )]: round brackets around the fields, square ones around the list";
        return site.is_sign(open, "[").then(|| Finding::new(range, message, hint));
    }
    let before = site.tokens.get(name - 1)?;
    if site.is_sign(name - 1, ":") {
        let whole = name.checked_sub(2)?;
        // A field that is not further to the right is the next one.
        let (outer, inner) = (first_of_line(site, whole), first_of_line(site, name));
        if outer.zip(inner).is_some_and(|(outer, inner)| inner <= outer) {
            return signs::lacks_value(site, whole);
        }
        // Names of fields are written small: `kicker: Kultur: Neues Haus`.
        if name_of.starts_with(char::is_uppercase) {
            return values::without_quotes(site, field.start);
        }
        let whole = site.written(site.tokens.get(whole)?);
        let message = format!("expected `(` after `{whole}:`");
        let hint = format!("the fields of `{whole}` stand in brackets: {whole}: ( ... )");
        return Some(Finding::new(before.start..before.end, message, hint));
    }
    // `margins(left: ...)` as the first of a group is a value, as `Until(...)` is.
    let first = site.tokens.get(open + 1)?;
    let lower = site.written(first).starts_with(char::is_lowercase);
    if lower && site.is_sign(open, "(") && site.is_word(open + 1) && site.is_sign(open + 2, "([{") {
        return Some(signs::no_colon(site, first));
    }
    let message = format!("expected `{}` before `{name_of}`", partner(site.written(opening)));
    Some(Finding::new(range, message, still_open(site, opening)))
}

/// A value where a field should begin: several values, but no list.
fn value_without_name(site: &Site<'_>) -> Option<Finding> {
    let here = site.here().filter(|_| *site.code == Error::ExpectedIdentifier)?;
    if !here.is_text() && !site.is_sign(site.next, "([{") {
        return None;
    }
    // The field before it in the same group.
    let mut depth = 0;
    let field = (0..site.next).rev().find(|&index| {
        depth += i32::from(site.is_sign(index, ")]}")) - i32::from(site.is_sign(index, "([{"));
        depth < 0 || (depth == 0 && site.names_field(index))
    });
    let field = site.written(site.tokens.get(field.filter(|_| depth == 0)?)?);
    let message = "a value where the name of a field should stand";
    let hint = format!(
        "if it belongs to `{field}`, write {field}: [ ... ] around all its values; comments \
         begin with //"
    );
    let line = site.line_from(here.start).len().min(here.end - here.start);
    Some(Finding::new(here.start..here.start + line, message, hint))
}

fn partner(bracket: &str) -> &'static str {
    match bracket {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

/// A bracket that is open, and how far its line is indented.
#[derive(Clone, Copy)]
struct Open<'s> {
    bracket: &'s Token,
    indent: usize,
}

/// The first bracket without its partner.
fn unbalanced(site: &Site<'_>) -> Option<Finding> {
    let trusted = site.trusted();
    let mut open: Vec<Open<'_>> = Vec::new();
    // A field as far to the left as the line of the bracket it stands in.
    let mut outdented: Option<(&Token, &Token)> = None;
    let mut indent = 0;
    for (index, token) in site.tokens.iter().enumerate().take(trusted) {
        let first = first_of_line(site, index);
        indent = first.unwrap_or(indent);
        match (token.kind, open.last()) {
            (TokenKind::Sign('(' | '[' | '{'), _) => open.push(Open { bracket: token, indent }),
            (TokenKind::Sign(')' | ']' | '}'), Some(Open { bracket, .. })) => {
                let found = site.written(token);
                if partner(site.written(bracket)) != found {
                    let opened = |open: &Open<'_>| partner(site.written(open.bracket)) == found;
                    return Some(match open.iter().any(opened) {
                        true => crossed(site, token, bracket),
                        false => closes_nothing(site, token),
                    });
                }
                open.pop();
            }
            (TokenKind::Sign(')' | ']' | '}'), None) => return Some(closes_nothing(site, token)),
            (TokenKind::Word, Some(last)) if outdented.is_none() && site.names_field(index) => {
                let out = first.is_some_and(|column| column > 0 && column <= last.indent);
                outdented = out.then_some((last.bracket, token));
            }
            _ => {}
        }
    }
    if trusted < site.tokens.len() { None } else { left_open(site, &open, outdented) }
}

/// The bracket that is open at the end of a file. When only the first one is,
/// an outdented field shows which one lacks its partner.
fn left_open(
    site: &Site<'_>,
    open: &[Open<'_>],
    outdented: Option<(&Token, &Token)>,
) -> Option<Finding> {
    let (last, is_outer) = (open.last()?.bracket, open.len() == 1);
    let (bracket, place) = match outdented {
        Some((bracket, field)) if is_outer => {
            (bracket, format!(" before `{}`", site.written(field)))
        }
        _ if is_outer => (last, " at the end of the file".to_owned()),
        _ => (last, String::new()),
    };
    let written = site.written(bracket);
    let message = format!("this `{written}` is never closed");
    let hint = format!("add `{}`{place}", partner(written));
    Some(Finding::new(bracket.start..bracket.end, message, hint))
}

/// The indent of a token that nothing but a comment precedes on its line.
fn first_of_line(site: &Site<'_>, index: usize) -> Option<usize> {
    let start = site.tokens.get(index)?.start;
    let before = index.checked_sub(1).and_then(|before| site.tokens.get(before));
    let gap = site.text.get(before.map_or(0, |before| before.end)..start)?;
    let line = match (gap.rsplit_once('\n'), before) {
        (Some((_, line)), _) => line,
        (None, None) => gap,
        (None, Some(_)) => return None,
    };
    Some(line.len() - line.trim_start().len())
}

fn closes_nothing(site: &Site<'_>, token: &Token) -> Finding {
    let message = format!("`{}` closes nothing", site.written(token));
    let hint = "delete it, or add the opening bracket";
    Finding::new(token.start..token.end, message, hint)
}

/// The shorter edit is at the opening bracket when that is the odd one out,
/// but what was meant is unknown: both are named.
fn crossed(site: &Site<'_>, token: &Token, opening: &Token) -> Finding {
    let (expected, found) = (partner(site.written(opening)), site.written(token));
    let message = format!("expected `{expected}`, found `{found}`");
    Finding::new(token.start..token.end, message, still_open(site, opening))
}

pub(super) fn still_open(site: &Site<'_>, opening: &Token) -> String {
    let (line, column) = Lines::of(site.text).line_column(site.text, opening.start);
    format!("the `{}` opened at {line}:{column} is still open", site.written(opening))
}
