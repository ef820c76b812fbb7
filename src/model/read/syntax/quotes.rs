//! Quotes that end a text too early, of another kind, or too many.

use ron::error::Error;

use super::super::scan::{Token, TokenKind};
use super::site::Site;
use super::unclosed::{ends_a_field, raw_marks, starts_like_a_field, swallows, unclosed_text};
use super::{Finding, values};

/// What people open texts with instead.
const MARKS: &str = "„“”»«‚‘’`´″＂";

/// How a text gets a quote into itself.
const INSIDE: &str = "inside a text write \\\" for a straight quote, use „...“, or enclose the text \
                      in r#\"...\"#";

pub(super) fn found(site: &Site<'_>) -> Option<Finding> {
    typographic_end(site)
        .or_else(|| ended_early(site))
        .or_else(|| values::unopened(site))
        .or_else(|| raw_marks(site))
        .or_else(|| unclosed_text(site))
        .or_else(|| typographic_quote(site))
        .or_else(|| quote_inside(site))
        .or_else(|| single_quotes(site))
}

/// The texts that `ron` began to read, the last one first.
fn texts<'s>(site: &'s Site<'_>) -> impl Iterator<Item = (usize, &'s Token)> {
    let reached = site.tokens.partition_point(|token| token.start <= site.at);
    let reached = site.tokens.iter().take(reached).enumerate();
    reached.rev().filter(|(_, token)| matches!(token.kind, TokenKind::Text { raw: false, .. }))
}

/// `"Rat tagt“,`: a text that goes on, since a typographic quote was meant as
/// its end: one that closes nothing within the text and stands where a field
/// ends.
fn typographic_end(site: &Site<'_>) -> Option<Finding> {
    let (start, mark) = texts(site).take(2).find_map(|(_, token)| {
        let content = site.written(token);
        let mut quotations = Quotations::default();
        let (at, mark) = content.char_indices().find(|&(at, sign)| {
            let ends = quotations.read(sign) || "'’‘´″`".contains(sign);
            ends && ends_a_field(&content[at + sign.len_utf8()..])
        })?;
        Some((token.start + at, mark))
    })?;
    let message = format!("`{mark}` does not end this text");
    let hint = "a text ends with the straight quote that it begins with: write \" here";
    Some(Finding::new(start..start + mark.len_utf8(), message, hint))
}

/// The quotations that are open while a text is read, those of the current
/// paragraph: each paragraph of a long quotation opens it again.
#[derive(Default)]
struct Quotations {
    open: Vec<char>,
    line_end: bool,
}

impl Quotations {
    /// Whether this character is a mark that closes none of them.
    fn read(&mut self, sign: char) -> bool {
        if sign == '\n' && self.line_end {
            self.open.clear();
        }
        self.line_end = sign == '\n' || (self.line_end && sign == '\r');
        let opens =
            "„“”«»".contains(sign) && self.open.pop_if(|open| is_pair(*open, sign)).is_none();
        if opens {
            self.open.push(sign);
        }
        opens
    }
}

fn is_pair(open: char, close: char) -> bool {
    matches!((open, close), ('„', '“') | ('„' | '“' | '”', '”') | ('»', '«') | ('«', '»'))
}

/// The mark of the quotation that is still open at the end of a text.
fn open_quotation(text: &str) -> Option<char> {
    let mut quotations = Quotations::default();
    for sign in text.chars() {
        quotations.read(sign);
    }
    quotations.open.pop()
}

/// The mark that closes what this one opens.
fn partner(mark: char) -> char {
    match mark {
        '„' => '“',
        '»' => '«',
        '«' => '»',
        _ => '”',
    }
}

/// `"Rat sagt „Ja", heißt es"`: the straight quote that was typed for the
/// closing mark ends the text.
fn ended_early(site: &Site<'_>) -> Option<Finding> {
    let (index, token) = texts(site).find(|(_, token)| token.end <= site.at)?;
    let here = site.here()?;
    if swallows(site, index) || site.is_sign(site.next, ")]}") {
        return None;
    }
    let gap = site.between(token, here);
    // Up to a comma or bracket and the word behind it all may be in order.
    let line_of = |next: usize| site.tokens.get(next).map(|next| site.between(token, next));
    let on_line = |next: usize| line_of(next).is_some_and(|gap| !gap.contains('\n'));
    let goes_on = match site.next - index {
        1 => !is_field_after(site, gap) && (on_line(index + 1) || !site.names_field(site.next)),
        behind => behind <= 3 && on_line(index + 2),
    };
    let mark = open_quotation(site.written(token)).filter(|_| goes_on)?;
    let message =
        format!("the text ends at this straight quote, which seems meant to close `{mark}`");
    let hint = format!(
        "close the quotation with {}; for a straight quote write \\\", or enclose the text in \
         r#\"...\"#",
        partner(mark)
    );
    Some(Finding::new(token.end - 1..token.end, message, hint))
}

/// Whether the place is that of a field that only lacks a comma before it.
fn is_field_after(site: &Site<'_>, gap: &str) -> bool {
    let here = site.here().map_or("", |here| site.line_from(here.start));
    !gap.is_empty() && site.names_field(site.next) && starts_like_a_field(here)
}

/// `headline: „Rat tagt“`: where a text should begin.
fn typographic_quote(site: &Site<'_>) -> Option<Finding> {
    let quote = site.here().filter(|token| token.start == site.at)?;
    let first = site.next.checked_sub(1).is_none_or(|before| site.is_sign(before, ":,([{"));
    (site.is_sign(site.next, MARKS) && first).then(|| {
        let message = match site.written(quote) {
            "`" => "a backtick outside of a text".to_owned(),
            mark => format!("`{mark}` outside of a text"),
        };
        let hint = match quoted(site.line_from(quote.end)) {
            Some(words) => format!(
                "texts are enclosed in straight quotes: write \"{words}\"; typographic ones go \
                 inside"
            ),
            None => "texts are enclosed in straight quotes \"...\"; typographic ones go inside"
                .to_owned(),
        };
        Finding::new(quote.start..quote.end, message, hint)
    })
}

/// The words up to a quote that ends a field, when they are few and have no
/// other quotes among them.
fn quoted(line: &str) -> Option<&str> {
    let (words, rest) = line.split_once(|c| MARKS.contains(c) || matches!(c, '"' | '\''))?;
    let ends = rest.trim_start();
    let ends = ends.is_empty() || ends.starts_with([',', ')', ']', '}']);
    let plain = !words.trim().is_empty() && !words.contains('\\') && words.chars().count() <= 60;
    (ends && plain).then_some(words)
}

/// `"Er sagte "Hallo" und ging"`: a text directly followed by a word, or by
/// another text or a sign that follows none.
fn quote_inside(site: &Site<'_>) -> Option<Finding> {
    let (before, after) = (site.before()?, site.here()?);
    let TokenKind::Text { raw: false, .. } = before.kind else { return None };
    let gap = site.between(before, after);
    let goes_on = match after.kind {
        TokenKind::Word => true,
        TokenKind::Text { .. } => gap.is_empty(),
        TokenKind::Sign(sign) => !",)]}:=([{;/".contains(sign),
    };
    (goes_on && !gap.contains('\n') && !is_field_after(site, gap)).then(|| {
        let message = "the text ends at this quote, but more follows";
        Finding::new(before.end - 1..before.end, message, INSIDE)
    })
}

/// `headline: 'Rat tagt'`: `ron` takes it for one character.
fn single_quotes(site: &Site<'_>) -> Option<Finding> {
    if *site.code != Error::ExpectedChar {
        return None;
    }
    let quote = site.text.get(..site.at)?.rfind('\'')?;
    let hint = match quoted(site.line_from(quote + 1)) {
        Some(words) => format!("texts are enclosed in double quotes: write \"{words}\""),
        None => "texts are enclosed in double quotes: write \"...\"".to_owned(),
    };
    Some(Finding::new(quote..quote + 1, "a single quote does not open a text", hint))
}
