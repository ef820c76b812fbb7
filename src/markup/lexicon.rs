//! The word lists of house and release: abbreviations with their meaning,
//! names that stay on one line, hyphenation exceptions.

use std::sync::Arc;

use super::marks::Marks;

/// U+00AD, the mark of a hyphenation point.
pub(super) const SOFT_HYPHEN: char = '\u{AD}';

/// All word lists, indexed by the first word of each entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    /// Sorted by first word, longer keys before shorter ones.
    entries: Vec<Entry>,
    /// First bytes that any entry has, as a bit set.
    first_bytes: [u64; 4],
}

/// One entry of a word list.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    key: String,
    /// Length of the first word of the key, in bytes.
    first: usize,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// What an abbreviation stands for.
    Expansion(Arc<str>),
    /// A name, or a word that is never hyphenated.
    Keep,
    /// Byte offsets in the key where the word may be hyphenated.
    Points(Vec<usize>),
}

impl Entry {
    /// An abbreviation; `None` when either side is empty.
    pub(super) fn expansion(short: &str, long: &str) -> Option<Self> {
        let long = (!long.is_empty()).then(|| Arc::from(long))?;
        Self::new(&unmarked(short), Kind::Expansion(long))
    }

    /// A name; `None` when it is empty.
    pub(super) fn keep(name: &str) -> Option<Self> {
        Self::new(&unmarked(name), Kind::Keep)
    }

    /// A hyphenation exception, and the same word with an initial capital.
    pub(super) fn hyphenation(word: &str) -> Vec<Self> {
        let marked = word.trim().replace("\\-", "\u{AD}");
        let mut key = String::with_capacity(marked.len());
        let mut points = Vec::new();
        for c in marked.chars() {
            match c {
                SOFT_HYPHEN => points.push(key.len()),
                _ => key.push(c),
            }
        }
        let capital = capitalised(&key);
        let kind = if points.is_empty() { Kind::Keep } else { Kind::Points(points) };
        // Offsets hold for both spellings only when the capital is as long.
        let second = capital
            .filter(|c| c.len() == key.len() && *c != key)
            .and_then(|c| Self::new(&c, kind.clone()));
        Self::new(&key, kind).into_iter().chain(second).collect()
    }

    fn new(key: &str, kind: Kind) -> Option<Self> {
        let key = key.trim();
        let first = word_len(key);
        (first > 0).then(|| Self { key: key.to_owned(), first, kind })
    }

    fn first_word(&self) -> &str {
        self.key.get(..self.first).unwrap_or("")
    }
}

fn unmarked(word: &str) -> String {
    word.replace("\\-", "").replace(SOFT_HYPHEN, "")
}

fn capitalised(word: &str) -> Option<String> {
    let mut chars = word.chars();
    let first = chars.next()?;
    Some(first.to_uppercase().chain(chars).collect())
}

/// Length of the word a text starts with: letters and digits, or one other
/// character that is not white space.
fn word_len(text: &str) -> usize {
    let letters = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    match text.chars().next() {
        Some(c) if letters == 0 && !c.is_whitespace() => c.len_utf8(),
        _ => letters,
    }
}

impl Lexicon {
    pub(super) fn extend(&mut self, entries: impl Iterator<Item = Entry>) {
        self.entries.extend(entries);
        self.entries.sort_by(|a, b| {
            (a.first_word(), b.key.len(), &a.key).cmp(&(b.first_word(), a.key.len(), &b.key))
        });
        self.first_bytes = [0; 4];
        for byte in self.entries.iter().filter_map(|e| e.key.bytes().next()) {
            if let Some(word) = self.first_bytes.get_mut(usize::from(byte >> 6)) {
                *word |= 1 << (byte & 63);
            }
        }
    }

    fn may_start(&self, byte: u8) -> bool {
        self.first_bytes.get(usize::from(byte >> 6)).is_some_and(|w| w & (1 << (byte & 63)) != 0)
    }

    /// Marks every whole-word occurrence of every entry in `text`.
    pub(super) fn mark(&self, text: &str, marks: &mut Marks) {
        if self.entries.is_empty() {
            return;
        }
        let mut at = 0;
        let mut taken = Taken::default();
        while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
            let word = word_len(rest);
            let step = word.max(rest.chars().next().map_or(1, char::len_utf8));
            if word > 0 && rest.bytes().next().is_some_and(|b| self.may_start(b)) {
                self.mark_at(text, at, word, &mut taken, marks);
                if rest.as_bytes().get(word - 1) == Some(&b's') {
                    // A name in the genitive.
                    self.mark_at(text, at, word - 1, &mut taken, marks);
                }
            }
            at += step;
        }
    }

    /// Marks the longest match of each kind at one word.
    fn mark_at(&self, text: &str, at: usize, word: usize, taken: &mut Taken, marks: &mut Marks) {
        let Some(first) = text.get(at..at + word) else { return };
        let from = self.entries.partition_point(|e| e.first_word() < first);
        let bucket = self.entries.iter().skip(from).take_while(|e| e.first_word() == first);
        for entry in bucket {
            let Some(end) = match_at(text, at, &entry.key) else { continue };
            let whole = ends_word(text, end);
            match &entry.kind {
                Kind::Expansion(long) if whole && at >= taken.expansion => {
                    taken.expansion = end;
                    marks.expansions.push((at..end, Arc::clone(long)));
                }
                Kind::Keep if at >= taken.keep => {
                    let Some(end) = name_end(text, end) else { continue };
                    taken.keep = end;
                    marks.unbreakable.push(at..end);
                }
                Kind::Points(points)
                    if whole && at >= taken.points && end - at == entry.key.len() =>
                {
                    taken.points = end;
                    marks.points.extend(points.iter().map(|p| at + p));
                }
                _ => {}
            }
        }
    }
}

/// Up to where the text is already marked, by kind of mark.
#[derive(Default)]
struct Taken {
    expansion: usize,
    keep: usize,
    points: usize,
}

/// Where the occurrence of `key` that starts at `at` ends, when there is one.
/// A space of the key stands for any space on a line; hyphenation points of
/// the text do not count.
fn match_at(text: &str, at: usize, key: &str) -> Option<usize> {
    let mut rest = text.get(at..)?.char_indices();
    let mut end = at;
    for wanted in key.chars() {
        let (offset, found) = rest.find(|(_, c)| *c != SOFT_HYPHEN || wanted == SOFT_HYPHEN)?;
        let same = found == wanted || (wanted == ' ' && matches!(found, '\u{A0}' | '\u{202F}'));
        if !same {
            return None;
        }
        end = at + offset + found.len_utf8();
    }
    Some(end)
}

/// Whether a word that ends at `end` is a whole one.
fn ends_word(text: &str, end: usize) -> bool {
    let before = text.get(..end).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == SOFT_HYPHEN);
    !(letter(before) && letter(after))
}

/// Ends of a name when followed by nothing, `s`, `’s` or `'s`.
const GENITIVES: [&str; 4] = ["", "s", "’s", "'s"];

/// The end of a name including its genitive ending, when it is a whole word.
fn name_end(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    GENITIVES
        .iter()
        .rev()
        .filter(|g| rest.starts_with(**g))
        .map(|g| end + g.len())
        .find(|end| ends_word(text, *end))
}
