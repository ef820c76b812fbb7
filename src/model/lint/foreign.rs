//! Phrases in another language without a language span.

use super::passage::{Kind, Passage};
use super::{Context, Report};

/// Frequent English words that are not German ones.
static ENGLISH: List<42> = List::new([
    "the", "of", "and", "for", "with", "from", "your", "our", "are", "is", "this", "that", "we",
    "you", "they", "their", "to", "by", "on", "at", "be", "have", "has", "not", "new", "how",
    "why", "what", "who", "where", "which", "world", "day", "public", "open", "save", "first",
    "city", "cities", "people", "without", "between",
]);

/// Frequent German words that are not English ones.
static GERMAN: List<36> = List::new([
    "der", "das", "und", "ist", "nicht", "mit", "für", "von", "dem", "den", "des", "ein", "eine",
    "einen", "einer", "wir", "sie", "sich", "auf", "im", "zu", "zur", "zum", "auch", "nach", "bei",
    "oder", "wird", "werden", "sind", "haben", "über", "unter", "durch", "vom", "am",
]);

/// `language-span-missing`: three words in a row or more, two of them
/// frequent words of the other language and none of the own.
pub(super) fn spans(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let (other, own, name) = match passage.language.primary() {
            "de" => (ENGLISH.view(), GERMAN.view(), "English"),
            "en" => (GERMAN.view(), ENGLISH.view(), "German"),
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
fn phrases(passage: &Passage<'_>, other: View, own: View) -> Vec<(usize, usize)> {
    let text = &*passage.own;
    // Without two such words nothing is found, and hardly any passage has them.
    let sure = passage.own_words().filter(|(_, word)| other.contains(number(word)));
    if sure.take(2).count() < 2 {
        return Vec::new();
    }
    let english = passage.language.primary() == "en";
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
        let known = own.contains(number);
        let ascii = english || word.bytes().all(|b| b.is_ascii_alphabetic());
        if !joined || known || !ascii {
            finish(&mut run);
        }
        if !known && ascii {
            run.push((at, at + word.len(), other.contains(number)));
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

/// Words with a filter that turns away most others at once.
struct List<const N: usize> {
    numbers: [Short; N],
    filter: Filter,
}

/// A bit for each group of numbers in which there is one.
type Filter = [u64; 4];

/// The word of the filter and the bit in it.
const fn group(number: Short) -> (usize, u64) {
    // Fibonacci hashing (Knuth, TAOCP vol. 3, section 6.4).
    let hash = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

impl<const N: usize> List<N> {
    const fn new(words: [&str; N]) -> Self {
        let (mut numbers, mut filter) = ([0; N], [0; 4]);
        let mut at = 0;
        while at < N {
            numbers[at] = short(words[at].as_bytes());
            let (word, bit) = group(numbers[at]);
            filter[word] |= bit;
            at += 1;
        }
        Self { numbers, filter }
    }

    fn view(&'static self) -> View {
        View { numbers: &self.numbers, filter: &self.filter }
    }
}

/// A list of any length.
#[derive(Clone, Copy)]
struct View {
    numbers: &'static [Short],
    filter: &'static Filter,
}

impl View {
    fn contains(self, number: Short) -> bool {
        let (word, bit) = group(number);
        self.filter[word] & bit != 0 && number != LONG && self.numbers.contains(&number)
    }
}

const fn short(word: &[u8]) -> Short {
    if word.len() > LONGEST {
        return LONG;
    }
    let mut bytes = [0; LONGEST];
    let (filled, _) = bytes.split_at_mut(word.len());
    filled.copy_from_slice(word);
    u64::from_be_bytes(bytes) | u64::from_be_bytes(capitals(bytes))
}

/// The bit in which small letters differ, where there is a capital letter.
const fn capitals(bytes: [u8; LONGEST]) -> [u8; LONGEST] {
    let mut bits = [0; LONGEST];
    let mut at = 0;
    while at < LONGEST {
        bits[at] = (bytes[at].is_ascii_uppercase() as u8) << 5;
        at += 1;
    }
    bits
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
        let all: std::collections::BTreeSet<_> =
            ENGLISH.numbers.iter().chain(&GERMAN.numbers).collect();
        assert_eq!(all.len(), ENGLISH.numbers.len() + GERMAN.numbers.len());
        assert!(!all.contains(&0));
        assert_eq!((number("ÜBER"), number("The")), (short("über".as_bytes()), short(b"the")));
        assert!(!GERMAN.view().contains(number("Städtediplomatie")));
    }
}
