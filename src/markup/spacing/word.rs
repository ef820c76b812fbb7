//! What a word is: a number, an initial, an abbreviation, listed somewhere.

use crate::model::words::{self, Language};

/// Punctuation that may stand before a word.
const OPENING: &[char] =
    &['„', '“', '”', '"', '\'', '«', '»', '‚', '‘', '‹', '›', '(', '[', '{', '–', '—', '¿', '¡'];
/// Punctuation that may stand behind a word, full stops apart.
const CLOSING: &[char] = &[
    ',', ';', ':', '!', '?', '…', ')', ']', '}', '“', '”', '„', '"', '’', '\'', '‘', '»', '«', '›',
    '‹', '*', '/',
];

/// The word without punctuation before it.
pub(super) fn opened(word: &str) -> &str {
    match word.bytes().next() {
        Some(first) if first.is_ascii_alphanumeric() => word,
        _ => word.trim_start_matches(OPENING),
    }
}

/// The word without punctuation behind it, full stops included.
pub(super) fn bare(word: &str) -> &str {
    match word.bytes().next_back() {
        Some(last) if last.is_ascii_alphanumeric() => word,
        _ => word.trim_end_matches(|c| c == '.' || CLOSING.contains(&c)),
    }
}

/// The word without punctuation behind it, but with one full stop if it
/// follows directly.
pub(super) fn dotted(word: &str) -> &str {
    let length = bare(word).len();
    word.get(..length + 1).filter(|w| w.ends_with('.')).unwrap_or(bare(word))
}

/// A list of words that can tell at once that most words are not in it.
#[derive(Clone, Copy)]
pub(super) struct Words {
    list: &'static [&'static str],
    /// Lengths in bytes that occur, as a bit set.
    lengths: u64,
    /// Last bytes that occur, modulo 64, as a bit set.
    endings: u64,
}

/// A list of words of less than 64 bytes.
pub(super) const fn words(list: &'static [&'static str]) -> Words {
    let mut lengths = 0;
    let mut endings = 0;
    let mut index = 0;
    while index < list.len() {
        let word = list[index].as_bytes();
        lengths |= 1 << word.len();
        endings |= 1 << (word[word.len() - 1] & 63);
        index += 1;
    }
    Words { list, lengths, endings }
}

/// The months of a language as they stand in dates, and what else they are
/// called; `N` is how many words that makes.
pub(super) const fn months<const N: usize>(
    language: Language,
    more: &[&'static str],
) -> [&'static str; N] {
    let names = words::months(language);
    assert!(names.len() + more.len() == N, "N is not the number of words");
    let mut all = [""; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < names.len() { names[at] } else { more[at - names.len()] };
        at += 1;
    }
    all
}

/// Whether a word is in a list, as it stands or with an initial capital.
pub(super) fn listed(words: Words, word: &str) -> bool {
    let length = word.len();
    let Some(last) = word.bytes().next_back() else { return false };
    // In a word of one letter the last may be the initial.
    let may = length < 64
        && words.lengths & (1 << length) != 0
        && (length <= 2 || words.endings & (1 << (last & 63)) != 0);
    let ends = |entry: &str| length <= 2 || entry.bytes().next_back() == Some(last);
    let candidate = |entry: &str| entry.len() == length && ends(entry);
    may && words.list.iter().any(|entry| candidate(entry) && same(entry, word))
}

fn same(entry: &str, word: &str) -> bool {
    if entry == word {
        return true;
    }
    let (mut entry, mut word) = (entry.chars(), word.chars());
    let (Some(first), Some(found)) = (entry.next(), word.next()) else { return false };
    entry.as_str() == word.as_str() && first.to_uppercase().eq(std::iter::once(found))
}

/// Whether a word with its punctuation is in a list, with its full stop or
/// without.
pub(super) fn listed_dotted(words: Words, word: &str) -> bool {
    listed(words, dotted(word)) || listed(words, bare(word))
}

/// How many digits a text of nothing but digits has; `None` for others.
pub(super) fn digits(word: &str) -> Option<usize> {
    (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())).then_some(word.len())
}

/// Whether a word is a number, a range or a time, with a sign or currency
/// before it perhaps.
pub(super) fn is_number(word: &str) -> bool {
    if word.bytes().next().is_none_or(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let body = word.trim_start_matches(['+', '-', '−', '±', '~', '≈', '<', '>', '€', '$', '£']);
    let part = |c: char| c.is_ascii_digit() || ".,:-–/×’'½¼¾".contains(c);
    body.starts_with(|c: char| c.is_ascii_digit() || "½¼¾".contains(c)) && body.chars().all(part)
}

/// Whether two words are groups of one number, as of a telephone.
pub(super) fn are_figures(left: &str, right: &str) -> bool {
    let figures = |word: &str| {
        let part = |c: char| c.is_ascii_digit() || "+()/-–\u{2011}".contains(c);
        word.chars().all(part) && word.bytes().any(|b| b.is_ascii_digit())
    };
    figures(opened_figures(left)) && figures(bare(right))
}

/// A word without quotation marks before it.
fn opened_figures(word: &str) -> &str {
    word.trim_start_matches(['„', '“', '"', '«', '»'])
}

/// Whether a word starts with a digit.
pub(super) fn starts_with_digit(word: &str) -> bool {
    word.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

/// Whether a word starts with a capital.
pub(super) fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word starts with a small letter.
pub(super) fn starts_lower(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// The letter of a text of one letter.
pub(super) fn single_letter(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|c| c.is_alphabetic() && chars.next().is_none())
}

/// Whether a word is initials with full stops: `J.`, `J.W.`
pub(super) fn is_initials(word: &str) -> bool {
    let letter = |part: &str| single_letter(part).is_some_and(char::is_uppercase);
    word.strip_suffix('.').is_some_and(|stem| stem.split('.').all(letter))
}

/// Whether a word is the part of an abbreviation: one to three letters and a
/// full stop.
pub(super) fn is_abbreviation_part(word: &str) -> bool {
    dotted(word).strip_suffix('.').is_some_and(|stem| {
        stem.chars().all(char::is_alphabetic) && (1..=3).contains(&stem.chars().count())
    })
}

/// Whether a word is a Roman number as names have it: `II.`, `XIV`. A single
/// letter counts only with a full stop.
pub(super) fn is_roman(word: &str) -> bool {
    if !word.starts_with(['I', 'V', 'X']) {
        return false;
    }
    let bare = bare(word);
    let numerals = !bare.is_empty() && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    numerals && (bare.len() > 1 || dotted(word).len() > bare.len())
}
