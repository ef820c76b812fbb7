//! Phrases in another language without a language span.

use super::passage::{Kind, Passage};
use super::{Context, Report};

/// Frequent English words that are not German ones.
const ENGLISH: [&str; 42] = [
    "the", "of", "and", "for", "with", "from", "your", "our", "are", "is", "this", "that", "we",
    "you", "they", "their", "to", "by", "on", "at", "be", "have", "has", "not", "new", "how",
    "why", "what", "who", "where", "which", "world", "day", "public", "open", "save", "first",
    "city", "cities", "people", "without", "between",
];

/// Frequent German words that are not English ones.
const GERMAN: [&str; 36] = [
    "der", "das", "und", "ist", "nicht", "mit", "für", "von", "dem", "den", "des", "ein", "eine",
    "einen", "einer", "wir", "sie", "sich", "auf", "im", "zu", "zur", "zum", "auch", "nach", "bei",
    "oder", "wird", "werden", "sind", "haben", "über", "unter", "durch", "vom", "am",
];

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
fn phrases(passage: &Passage<'_>, other: &[&str], own: &[&str]) -> Vec<(usize, usize)> {
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
        let frequent = Frequent::of(word);
        let gap = run.last().map(|(_, end, _)| &text[*end..at]);
        let joined = gap.is_none_or(|gap| {
            gap.chars().count() <= 2 && !gap.contains(['.', '\n', '\0', '„', '“'])
        });
        let known = frequent.is_in(own);
        let ascii =
            word.bytes().all(|b| b.is_ascii_alphabetic()) || passage.language.primary() == "en";
        if !joined || known || !ascii {
            finish(&mut run);
        }
        if !known && ascii {
            run.push((at, at + word.len(), frequent.is_in(other)));
        }
    }
    finish(&mut run);
    found
}

/// A word in small letters, unless it is longer than every word of the lists.
struct Frequent(Option<String>);

impl Frequent {
    /// Bytes of the longest word of the lists.
    const LONGEST: usize = 7;

    fn of(word: &str) -> Self {
        Self((word.len() <= Self::LONGEST).then(|| word.to_lowercase()))
    }

    fn is_in(&self, list: &[&str]) -> bool {
        self.0.as_deref().is_some_and(|word| list.contains(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_listed_word_is_longer_than_looked_up() {
        assert!(ENGLISH.iter().chain(&GERMAN).all(|word| word.len() <= Frequent::LONGEST));
    }
}
