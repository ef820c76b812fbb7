//! Where a line may break: Unicode's algorithm (UAX 14) and what a press
//! sheet forbids or allows on top of it.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::breaker::Hyphen;
use super::chars;
use super::hyphenate::Patterns;
use crate::model::Lang;

/// A place in a word where the line may break.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Opportunity {
    /// Byte offset in the word.
    pub at: u32,
    pub hyphen: Hyphen,
    /// Price on top of that of a hyphen.
    pub cost: i32,
}

/// A break that no reader expects, as between a dash and a letter.
const UNUSUAL: i32 = 50;

/// A hyphen in a part of a word that has a hyphen of its own.
const BESIDE_HYPHEN: i32 = 40;

/// A hyphen after two letters.
const SHORT_START: i32 = 20;

/// Letters that stay with a gender sign on either side of it.
const WITH_SIGN: usize = 5;

const SEGMENTER: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// The breaks of a word, ascending. `soft` are the soft hyphens of the
/// author; a run of letters with one is not hyphenated elsewhere. Without
/// `patterns` only written hyphens and the like count.
pub(super) fn in_word(text: &str, soft: &[u32], patterns: Option<&Patterns>) -> Vec<Opportunity> {
    let mut found = Vec::new();
    if !text.chars().all(char::is_alphabetic) || !is_alphabet(text) {
        written(text, &mut found);
    }
    if let Some(patterns) = patterns {
        soft_hyphens(text, soft, &mut found);
        if !looks_like_address(text) {
            hyphenated(text, soft, patterns, &mut found);
        }
    }
    found.sort_by_key(|place| place.at);
    found.dedup_by_key(|place| place.at);
    found
}

/// Whether a word begins in a script in which letters hold together.
fn is_alphabet(text: &str) -> bool {
    text.chars().next().is_none_or(|c| (c as u32) < 0x0600)
}

/// Breaks that need no inserted hyphen.
fn written(text: &str, found: &mut Vec<Opportunity>) {
    for at in SEGMENTER.segment_str(text) {
        let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { continue };
        let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
            continue;
        };
        if let Some((hyphen, cost)) = allowed(before, last, next, after) {
            found.push(Opportunity { at: offset(at), hyphen, cost });
        }
    }
}

/// What the house rules make of a break that UAX 14 allows.
fn allowed(before: &str, last: char, next: char, after: &str) -> Option<(Hyphen, i32)> {
    let beside_sign = chars::is_gender_sign(last) || chars::is_gender_sign(next);
    if chars::is_dash(next) || chars::closes(next) || chars::opens(last) || last == '…' {
        return None;
    }
    if chars::is_hyphen(last) {
        let stem = before.trim_end_matches(last);
        let enough = letters(stem.chars().rev()) >= 2 && letters(after.chars()) >= 2;
        let sign = stem.chars().next_back().is_some_and(chars::is_gender_sign);
        return (enough && !sign).then_some((Hyphen::Written, 0));
    }
    if beside_sign {
        let stem = before.trim_end_matches(chars::is_gender_sign);
        let joins = |c: char| c.is_alphabetic() || chars::is_hyphen(c);
        let joined = stem.chars().next_back().is_some_and(joins) || joins(next);
        return (last == '/' && !joined).then_some((Hyphen::None, UNUSUAL));
    }
    if chars::is_dash(last) {
        let stem = before.trim_end_matches(chars::is_dash);
        let range = next.is_numeric() || stem.chars().next_back().is_none_or(char::is_numeric);
        return (!range).then_some((Hyphen::None, UNUSUAL));
    }
    let usual = last == '\u{200B}' || (last as u32 >= 0x2E80 && next as u32 >= 0x2E80);
    Some((Hyphen::None, if usual { 0 } else { UNUSUAL }))
}

/// How many letters and digits a text begins with.
fn letters(text: impl Iterator<Item = char>) -> usize {
    text.take_while(|c| c.is_alphanumeric()).count()
}

fn soft_hyphens(text: &str, soft: &[u32], found: &mut Vec<Opportunity>) {
    for at in soft {
        let (before, after) = text.split_at_checked(*at as usize).unwrap_or_default();
        let last = before.chars().next_back();
        let next = after.chars().next();
        let sign = |c: Option<char>| c.is_none_or(chars::is_gender_sign);
        if !sign(last) && !sign(next) && !last.is_some_and(chars::is_hyphen) {
            found.push(Opportunity { at: *at, hyphen: Hyphen::Inserted, cost: 0 });
        }
    }
}

/// Words that patterns would spell wrongly: addresses, and everything with
/// digits in it.
fn looks_like_address(text: &str) -> bool {
    let dot = |(at, _): (usize, &str)| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let ends = before.chars().next_back().is_some_and(char::is_alphanumeric);
        ends && after.chars().nth(1).is_some_and(char::is_alphanumeric)
    };
    text.contains(['@', '\\'])
        || text.contains("://")
        || text.chars().any(char::is_numeric)
        || text.match_indices('.').any(dot)
}

fn hyphenated(text: &str, soft: &[u32], patterns: &Patterns, found: &mut Vec<Opportunity>) {
    let mut start = 0;
    for run in text.split_inclusive(|c: char| !c.is_alphabetic() && !is_mark(c)) {
        let letters = run.trim_end_matches(|c: char| !c.is_alphabetic() && !is_mark(c));
        let end = start + letters.len();
        let range = offset(start)..=offset(end);
        let marked = soft.iter().any(|at| range.contains(at));
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = text.get(end..).and_then(|text| text.chars().next());
        if !marked {
            let keep = |c: Option<char>| c.is_some_and(chars::is_gender_sign);
            let compound =
                before.is_some_and(chars::is_hyphen) || after.is_some_and(chars::is_hyphen);
            let margin = |sign: bool| if sign { WITH_SIGN } else { 0 };
            patterns.points(
                letters,
                margin(keep(before)),
                margin(keep(after) && joined(text, end)),
                |at| {
                    let short = letters.get(..at).is_some_and(|l| l.chars().nth(2).is_none());
                    let beside = if compound { BESIDE_HYPHEN } else { 0 };
                    let cost = beside + if short { SHORT_START } else { 0 };
                    found.push(Opportunity {
                        at: offset(start + at),
                        hyphen: Hyphen::Inserted,
                        cost,
                    });
                },
            );
        }
        start += run.len();
    }
}

/// Whether a letter follows the sign at `end`, with or without a hyphen; a
/// colon at the end of a word is a colon.
fn joined(text: &str, end: usize) -> bool {
    let mut after = text.get(end..).unwrap_or_default().chars().skip(1);
    after.next().is_some_and(|c| c.is_alphabetic() || chars::is_hyphen(c))
}

/// Combining diacritical marks belong to the letter before them.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// The breaks of an address: after `/ . - @ ? & = _`, never between two of
/// these, never within three characters of either end.
pub(super) fn in_address(text: &str) -> Vec<Opportunity> {
    let separator = |c: char| matches!(c, '/' | '.' | '-' | '@' | '?' | '&' | '=' | '_');
    let mut found = Vec::new();
    let count = text.chars().count();
    let mut previous = None;
    for (index, (at, c)) in text.char_indices().enumerate() {
        let after_separator = previous.is_some_and(separator) && c.is_alphanumeric();
        if after_separator && index >= 3 && count - index >= 3 {
            let cost = if previous == Some('/') { 0 } else { UNUSUAL };
            found.push(Opportunity { at: offset(at), hyphen: Hyphen::None, cost });
        }
        previous = Some(c);
    }
    found
}

/// Whether the line may break at a word space between these words.
pub(super) fn at_space(before: &str, after: &str, lang: &Lang) -> bool {
    let Some(last) = before.chars().next_back() else { return true };
    let Some(first) = after.chars().next() else { return true };
    let (opening, closing) = guillemets(lang);
    let starts_badly = chars::is_dash(first)
        || after == "-"
        || chars::closes(first) && !starts_word(after)
        || closing.contains(&first);
    let ends_badly = chars::opens(last) && !before.ends_with(":)") || opening.contains(&last);
    !starts_badly && !ends_badly
}

/// `.NET`, `:innen` and `/admin` start a word in spite of their first sign.
fn starts_word(text: &str) -> bool {
    text.chars().nth(1).is_some_and(char::is_alphanumeric)
        && !text.starts_with(['!', '?', ',', ';'])
}

/// Which guillemets open and close a quotation in a language.
fn guillemets(lang: &Lang) -> ([char; 2], [char; 2]) {
    match lang.primary() {
        "de" | "da" | "cs" | "sk" | "hr" | "sl" | "sr" | "hu" => (['»', '›'], ['«', '‹']),
        "sv" | "fi" => (['\0', '\0'], ['\0', '\0']),
        _ => (['«', '‹'], ['»', '›']),
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
