//! Phrases in another language without a language span.

use super::passage::{Kind, Passage};
use super::{Context, Report};

/// Frequent English words that are not German ones.
const ENGLISH: [Short; 42] = shorts([
    "the", "of", "and", "for", "with", "from", "your", "our", "are", "is", "this", "that", "we",
    "you", "they", "their", "to", "by", "on", "at", "be", "have", "has", "not", "new", "how",
    "why", "what", "who", "where", "which", "world", "day", "public", "open", "save", "first",
    "city", "cities", "people", "without", "between",
]);

/// Frequent German words that are not English ones.
const GERMAN: [Short; 36] = shorts([
    "der", "das", "und", "ist", "nicht", "mit", "für", "von", "dem", "den", "des", "ein", "eine",
    "einen", "einer", "wir", "sie", "sich", "auf", "im", "zu", "zur", "zum", "auch", "nach", "bei",
    "oder", "wird", "werden", "sind", "haben", "über", "unter", "durch", "vom", "am",
]);

/// `language-span-missing`: three words in a row or more, two of them
/// frequent words of the other language and none of the own.
pub(super) fn spans(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let (other, own, name) = match passage.language.primary() {
            "de" => (&ENGLISH[..], &GERMAN[..], "English"),
            "en" => (&GERMAN[..], &ENGLISH[..], "German"),
            _ => continue,
        };
        if passage.kind == Kind::Line && passage.text.as_str().contains('@') {
            continue;
        }
        for (start, end) in phrases(passage, other, own) {
            report.at(&passage.origin_of(start..end), format!("this looks {name}"));
        }
    }
}

/// Ranges of words that belong together and look foreign.
fn phrases(passage: &Passage<'_>, other: &[Short], own: &[Short]) -> Vec<(usize, usize)> {
    let text = passage.own.as_str();
    let mut found = Vec::new();
    let mut run: Vec<(usize, usize, bool)> = Vec::new();
    let mut finish = |run: &mut Vec<(usize, usize, bool)>| {
        // Only what lies between the first and the last sure word, one more
        // on either side, is surely foreign.
        let sure = |(_, _, sure): &(usize, usize, bool)| *sure;
        let count = run.iter().filter(|word| sure(word)).count();
        if count >= 2
            && let (Some(first), Some(last)) =
                (run.iter().position(sure), run.iter().rposition(sure))
            && last - first >= 1
            && last - first < 4 * count
        {
            let last = (last + 1).min(run.len() - 1);
            if last > first + 1 {
                found.push((run[first].0, run[last].1));
            }
        }
        run.clear();
    };
    for (at, word) in passage.own_words() {
        let number = number(word);
        let gap = run.last().map(|(_, end, _)| &text[*end..at]);
        let joined = gap.is_none_or(|gap| {
            gap == " " || gap.chars().count() <= 2 && !gap.contains(['.', '\n', '\0', '„', '“'])
        });
        let known = number != LONG && own.contains(&number);
        let ascii =
            word.bytes().all(|b| b.is_ascii_alphabetic()) || passage.language.primary() == "en";
        if !joined || known || !ascii {
            finish(&mut run);
        }
        if !known && ascii {
            run.push((at, at + word.len(), number != LONG && other.contains(&number)));
        }
    }
    finish(&mut run);
    found
}

/// A word of a list in one number: its bytes in small letters, the first
/// ones highest, zeros after them.
type Short = u64;

/// The number of a longer word.
const LONG: Short = 0;

/// Bytes of the longest word that has a number.
const LONGEST: usize = 8;

/// The numbers of a list.
const fn shorts<const N: usize>(list: [&str; N]) -> [Short; N] {
    let mut numbers = [0; N];
    let mut at = 0;
    while at < N {
        numbers[at] = short(list[at].as_bytes());
        at += 1;
    }
    numbers
}

const fn short(word: &[u8]) -> Short {
    if word.len() > LONGEST {
        return LONG;
    }
    let (mut number, mut at) = (0, 0);
    while at < LONGEST {
        let byte = if at < word.len() { word[at].to_ascii_lowercase() } else { 0 };
        number = number << 8 | byte as u64;
        at += 1;
    }
    number
}

/// The number of a word as it stands in a text.
fn number(word: &str) -> Short {
    match word.len() <= LONGEST && !word.is_ascii() {
        true => short(word.to_lowercase().as_bytes()),
        false => short(word.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_listed_words_have_a_number_of_their_own() {
        let all: std::collections::BTreeSet<_> = ENGLISH.iter().chain(&GERMAN).collect();
        assert_eq!(all.len(), ENGLISH.len() + GERMAN.len());
        assert!(!all.contains(&0));
        assert_eq!((number("ÜBER"), number("The")), (short("über".as_bytes()), short(b"the")));
        assert!(!GERMAN.contains(&number("Städtediplomatie")));
    }
}
