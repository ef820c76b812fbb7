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

/// A hyphen elsewhere in a German compound that shows a joint.
const BESIDE_JOINT: i32 = 25;

/// Letters that stay with a gender sign on either side of it.
const WITH_SIGN: usize = 5;

const SEGMENTER: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// The breaks of a word, ascending. `soft` are the soft hyphens of the
/// author; a run of letters with one is not hyphenated elsewhere. Without
/// `patterns` only written hyphens and the like count.
pub(super) fn in_word(
    text: &str,
    soft: &[u32],
    patterns: Option<&Patterns>,
    repeat: Repeat,
) -> Vec<Opportunity> {
    let mut found = Vec::new();
    if !holds_together(text) {
        written(text, repeat, &mut found);
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

/// Whether Unicode's algorithm need not be asked: in a word of letters, also
/// before the mark that ends a Latin one, it finds no break.
fn holds_together(text: &str) -> bool {
    let letters = text.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    if letters.len() == text.len() {
        return text.chars().all(char::is_alphabetic) && is_alphabet(text);
    }
    letters.chars().all(|c| c.is_alphabetic() && c < '\u{250}')
}

/// Whether a word begins in a script in which letters hold together.
fn is_alphabet(text: &str) -> bool {
    text.chars().next().is_none_or(|c| (c as u32) < 0x0600)
}

/// Breaks that need no inserted hyphen.
fn written(text: &str, repeat: Repeat, found: &mut Vec<Opportunity>) {
    for at in SEGMENTER.segment_str(text) {
        let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { continue };
        let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
            continue;
        };
        if let Some((hyphen, cost)) = allowed(before, last, next, after) {
            if hyphen == Hyphen::Written && repeat.before(next) {
                // The hyphen of the text starts the next line; the one at the
                // end of this line is added and extracts as none.
                let at = offset(at - last.len_utf8());
                found.push(Opportunity { at, hyphen: Hyphen::Inserted, cost });
                continue;
            }
            found.push(Opportunity { at: offset(at), hyphen, cost });
        }
    }
}

/// What the house rules make of a break that UAX 14 allows.
fn allowed(before: &str, last: char, next: char, after: &str) -> Option<(Hyphen, i32)> {
    if before.ends_with("://") {
        return None;
    }
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
    // Only few words have one of these signs.
    let signs = text.bytes().any(|b| matches!(b, b'@' | b'\\' | b':' | b'.'));
    text.chars().any(char::is_numeric)
        || signs
            && (text.contains(['@', '\\'])
                || text.contains("://")
                || text.match_indices('.').any(dot))
}

/// Hyphenation points of all runs of letters.
fn hyphenated(text: &str, soft: &[u32], patterns: &Patterns, found: &mut Vec<Opportunity>) {
    let other = |c: char| !c.is_alphabetic() && !is_mark(c);
    let mut start = 0;
    for run in text.split_inclusive(other) {
        let letters = run.trim_end_matches(other);
        let range = offset(start)..=offset(start + letters.len());
        if !letters.is_empty() && !soft.iter().any(|at| range.contains(at)) {
            let (left, right, cost) = surroundings(text, start, start + letters.len());
            let joint = |at: usize| patterns.is_german() && is_joint(letters, at);
            let mut points = Vec::new();
            patterns.points(letters, left, right, |at| points.push(at));
            let jointed = points.iter().any(|at| joint(*at));
            for at in points {
                let short = letters.get(..at).is_some_and(|start| start.chars().nth(2).is_none());
                let cost = cost + if short { SHORT_START } else { 0 };
                let cost = cost + if jointed && !joint(at) { BESIDE_JOINT } else { 0 };
                found.push(Opportunity { at: offset(start + at), hyphen: Hyphen::Inserted, cost });
            }
        }
        start += run.len();
    }
}

/// Whether a hyphenation point of a German word is surely the joint of a
/// compound: the letters before it are one of the suffixes after which the
/// joining s always stands (Duden, Die Grammatik, „Fugenelement“).
fn is_joint(letters: &str, at: usize) -> bool {
    const BEFORE: [&str; 8] =
        ["heits", "ions", "keits", "lings", "schafts", "täts", "tums", "ungs"];
    let (before, after) = letters.split_at_checked(at).unwrap_or_default();
    before.ends_with('s')
        && BEFORE.iter().any(|end| before.ends_with(end))
        && after.chars().nth(2).is_some()
}

/// How many letters at least a run of letters keeps at its start and its end
/// because of what stands beside it, and what its hyphens cost more.
fn surroundings(text: &str, start: usize, end: usize) -> (usize, usize, i32) {
    let mut before = text.get(..start).unwrap_or_default().chars().rev();
    let mut after = text.get(end..).unwrap_or_default().chars();
    let (before, outer) = (before.next(), before.next());
    let (after, next) = (after.next(), after.next());
    let sign = |c: Option<char>| c.is_some_and(chars::is_gender_sign);
    let hyphen = |c: Option<char>| c.is_some_and(chars::is_hyphen);
    let follows_sign = sign(before) || hyphen(before) && sign(outer);
    // A colon after the last letter is a colon.
    let joined = hyphen(next) || next.is_some_and(char::is_alphabetic);
    let precedes_sign = sign(after) && joined;
    let margin = |sign: bool| if sign { WITH_SIGN } else { 0 };
    let cost = if hyphen(before) || hyphen(after) { BESIDE_HYPHEN } else { 0 };
    (margin(follows_sign), margin(precedes_sign), cost)
}

/// Combining diacritical marks belong to the letter before them.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// The breaks of an address: after `/ . - @ ? & = _`, never between two of
/// these, never within three characters of either end or between `https://`
/// and the host.
pub(super) fn in_address(text: &str) -> Vec<Opportunity> {
    let separator = |c: char| matches!(c, '/' | '.' | '-' | '@' | '?' | '&' | '=' | '_');
    let mut found = Vec::new();
    let count = text.chars().count();
    let mut previous = None;
    for (index, (at, c)) in text.char_indices().enumerate() {
        let before = text.get(..at).unwrap_or_default();
        let host = before.strip_suffix("www.").unwrap_or(before);
        let parted = !host.is_empty() && !host.ends_with("://");
        let after_separator = previous.is_some_and(separator) && c.is_alphanumeric() && parted;
        if after_separator && index >= 3 && count - index >= 3 {
            let cost = if previous == Some('/') { 0 } else { UNUSUAL };
            found.push(Opportunity { at: offset(at), hyphen: Hyphen::None, cost });
        }
        previous = Some(c);
    }
    found
}

/// Whether the line may break at a word space between these words.
pub(super) fn at_space(before: &str, after: &str, guillemets: &Guillemets) -> bool {
    let Some(last) = before.chars().next_back() else { return true };
    let Some(first) = after.chars().next() else { return true };
    let (opening, closing) = guillemets;
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

/// Whether a written hyphen that a line ends at is repeated on the next one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Repeat {
    Never,
    /// Not before a capital.
    BeforeSmall,
    Always,
}

impl Repeat {
    /// What a language does. Lower Sorbian: dolnoserbski.de, ortografija K3.
    /// Czech: prirucka.ujc.cas.cz, 164. Croatian: pravopis.hr, spojnica.
    /// Polish: ortograf.pl, łącznik. Portuguese: Acordo Ortográfico 1990, base
    /// XX, 6. Slovak: Pravidlá slovenského pravopisu, rozdeľovanie slov.
    /// Spanish: Ortografía de la lengua española, 4.1.1.1.2 e. The list and its
    /// sources are those that Typst's line breaker cites.
    pub fn of(lang: &Lang) -> Self {
        match lang.primary() {
            "dsb" | "cs" | "hr" | "pl" | "pt" | "sk" => Self::Always,
            "es" => Self::BeforeSmall,
            _ => Self::Never,
        }
    }

    fn before(self, next: char) -> bool {
        match self {
            Self::Never => false,
            Self::BeforeSmall => !next.is_uppercase(),
            Self::Always => true,
        }
    }
}

/// Opening and closing guillemets, double and single.
pub(super) type Guillemets = ([char; 2], [char; 2]);

/// Which guillemets open and close a quotation in a language.
pub(super) fn guillemets(lang: &Lang) -> Guillemets {
    match lang.primary() {
        "de" | "da" | "cs" | "sk" | "hr" | "sl" | "sr" | "hu" => (['»', '›'], ['«', '‹']),
        "sv" | "fi" => (['\0', '\0'], ['\0', '\0']),
        _ => (['«', '‹'], ['»', '›']),
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of a word, each with what its hyphen costs more.
    fn parts(lang: &str, word: &str) -> String {
        let patterns = Patterns::of(&Lang::new(lang).unwrap());
        let mut out = word.to_owned();
        for place in in_word(word, &[], Some(&patterns), Repeat::Never).iter().rev() {
            out.insert_str(place.at as usize, &format!("-{}-", place.cost));
        }
        out
    }

    #[test]
    fn german_compounds_part_best_at_the_joint_that_shows() {
        assert_eq!(parts("de", "Entscheidungsträger"), "Ent-25-schei-25-dungs-0-trä-25-ger");
        assert_eq!(parts("de", "Informationsabend"), "In-45-for-25-ma-25-ti-25-ons-0-abend");
        // Nothing shows a joint here, and in no other language.
        assert_eq!(parts("de", "Haushalt"), "Haus-0-halt");
        assert_eq!(parts("en", "stations"), "sta-0-tions");
    }

    #[test]
    fn nothing_breaks_before_marks_at_the_end() {
        for letters in ["a", "Rat", "Straße", "ǅ", "Œuvre"] {
            for marks in [".", ",", ";", ":", "!", "?", "...", "?!", "!?", ".:", ";,"] {
                let word = [letters, marks].concat();
                let mut found = Vec::new();
                written(&word, Repeat::Never, &mut found);
                assert!(holds_together(&word) && found.is_empty(), "{word}: {found:?}");
            }
        }
        assert!(!holds_together("a中.") && !holds_together("a.b") && !holds_together("„a.“"));
    }

    #[test]
    fn scheme_and_host_of_an_address_stay_together() {
        let places = |text: &str| -> Vec<String> {
            in_address(text).iter().map(|place| text[..place.at as usize].to_owned()).collect()
        };
        assert_eq!(places("https://stadt.example/a/bcd")[0], "https://stadt.");
        assert_eq!(places("https://www.stadt.de/rat")[0], "https://www.stadt.");
        let unlinked = in_word("https://stadt/rathaus", &[], None, Repeat::Never);
        assert!(unlinked.iter().all(|place| place.at > 8), "{unlinked:?}");
    }
}
