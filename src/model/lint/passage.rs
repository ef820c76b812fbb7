//! The texts of a release with their markup hidden, so that lints see words.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use crate::diag::Origin;
use crate::model::{Lang, Layout, Release, Text};

/// What a passage is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Kicker, headline, subhead.
    Title,
    /// Prose with paragraphs.
    Prose,
    /// A single line: contact, caption, fact.
    Line,
}

/// One text that is set.
pub(super) struct Passage<'a> {
    pub(super) text: &'a Text,
    pub(super) kind: Kind,
    /// The language it is written in.
    pub(super) language: &'a Lang,
    /// As `text`, byte for byte as long, but addresses, code and attributes
    /// are NUL: no letter, no space.
    pub(super) words: Cow<'a, str>,
    /// As `words`, spans in another language hidden too.
    pub(super) own: Cow<'a, str>,
    /// The words of `own`, which several lints look through.
    own_words: Vec<Range<usize>>,
    /// Where in `words` a byte of [`SIGN`] stands.
    signs: Vec<usize>,
}

impl Passage<'_> {
    pub(super) fn origin_of(&self, range: Range<usize>) -> Origin {
        self.text.origin_of(range)
    }

    /// Where in `words` one of these bytes stands: ASCII punctuation, or the
    /// first byte of a character from U+80 on, U+300 or U+2000.
    pub(super) fn signs(&self, of: &[u8]) -> impl Iterator<Item = (usize, u8)> {
        let bytes = self.words.as_bytes();
        let signs = self.signs.iter().map(|&at| (at, bytes[at]));
        signs.filter(|(_, byte)| of.contains(byte))
    }

    /// The same in `own`.
    pub(super) fn own_signs(&self, of: &[u8]) -> impl Iterator<Item = (usize, u8)> {
        self.signs(of).filter(|(at, byte)| self.own.as_bytes()[*at] == *byte)
    }

    pub(super) fn is_german(&self) -> bool {
        self.language.primary() == "de"
    }

    /// The words of `own` with their offsets.
    pub(super) fn own_words(&self) -> impl Iterator<Item = (usize, &str)> {
        self.own_words.iter().map(|range| (range.start, &self.own[range.clone()]))
    }

    /// How many words `own` has.
    pub(super) fn count(&self) -> usize {
        self.own_words.len()
    }

    /// The word of `own` with this index, which must be below
    /// [`count`](Self::count), with its offset.
    pub(super) fn word(&self, index: usize) -> (usize, &str) {
        let range = self.own_words[index].clone();
        (range.start, &self.own[range])
    }

    /// The paragraphs of `own` with their offsets.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = (usize, &str)> {
        paragraphs(&self.own)
    }
}

/// Everything that is set, release first.
pub(super) fn all<'a>(release: &'a Release, layout: &'a Layout) -> Vec<Passage<'a>> {
    let mut found = Collector {
        language: release.language.as_ref().unwrap_or(&layout.language),
        passages: Vec::new(),
    };
    found.add(Kind::Line, [&release.organisation, &release.kind, &release.place]);
    found.add(Kind::Title, [&release.kicker]);
    found.push(Kind::Title, &release.headline);
    found.add(Kind::Title, [&release.subhead]);
    found.add(Kind::Prose, [&release.lead, &release.body]);
    for statement in &release.statements {
        found.push(Kind::Line, &statement.speaker);
        found.add(Kind::Line, [&statement.function, &statement.organisation]);
        let language = statement.language.as_ref().unwrap_or(found.language);
        found.push_in(Kind::Prose, &statement.text, language);
    }
    for fact in &release.event {
        found.push(Kind::Line, &fact.label);
        found.push(Kind::Line, &fact.value);
    }
    found.add(Kind::Prose, [&release.background, &release.editors_note]);
    // What the house wrote is in the language of the house.
    match (&release.boilerplate, &layout.letterhead.boilerplate) {
        (Some(text), _) => found.push(Kind::Prose, text),
        (None, Some(text)) => found.push_in(Kind::Prose, text, &layout.language),
        (None, None) => {}
    }
    for photo in &release.photos {
        found.add(Kind::Line, [&photo.alt, &photo.caption, &photo.credit, &photo.rights]);
    }
    for reference in release.corrects.iter().chain(&release.withdraws) {
        found.add(Kind::Line, [&reference.reason]);
    }
    for attachment in &release.attachments {
        found.add(Kind::Line, [&attachment.title]);
    }
    match &release.contact {
        Some(lines) => lines.iter().for_each(|line| found.push(Kind::Line, line)),
        None => {
            for line in &layout.letterhead.contact {
                found.push_in(Kind::Line, line, &layout.language);
            }
        }
    }
    found.passages
}

struct Collector<'a> {
    language: &'a Lang,
    passages: Vec<Passage<'a>>,
}

impl<'a> Collector<'a> {
    fn add<const N: usize>(&mut self, kind: Kind, texts: [&'a Option<Text>; N]) {
        for text in texts.into_iter().flatten() {
            self.push(kind, text);
        }
    }

    fn push(&mut self, kind: Kind, text: &'a Text) {
        self.push_in(kind, text, self.language);
    }

    fn push_in(&mut self, kind: Kind, text: &'a Text, language: &'a Lang) {
        let (words, own) = mask(text.as_str());
        let own_words = word_ranges(&own).collect();
        let mut signs = Vec::with_capacity(words.len() / 16);
        signs.extend((0..).zip(words.bytes()).filter(|(_, b)| SIGN[usize::from(*b)]).map(|s| s.0));
        self.passages.push(Passage { text, kind, language, words, own, own_words, signs });
    }
}

/// The bytes that [`Passage::signs`] lists.
const SIGN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let value = byte as u8;
        table[byte] = value.is_ascii_punctuation() || matches!(value, 0xC2 | 0xCC | 0xCD | 0xE2);
        byte += 1;
    }
    table
};

/// The bytes at which [`mask`] has to look closer.
const MARKUP: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < MARKUP_BYTES.len() {
        table[MARKUP_BYTES[at] as usize] = true;
        at += 1;
    }
    table
};

const MARKUP_BYTES: &[u8] = b"\\[]`<hw";

/// The text without addresses, code and attributes, and the same without
/// spans in another language; both as long as the text, and nearly always the
/// text itself.
fn mask(text: &str) -> (Cow<'_, str>, Cow<'_, str>) {
    let bytes = text.as_bytes();
    let mut hidden_parts: Vec<Range<usize>> = Vec::new();
    let mut foreign: Vec<Range<usize>> = Vec::new();
    let mut brackets: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !MARKUP[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let rest = &text[at..];
        let hidden = match bytes[at] {
            b'\\' => {
                at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                continue;
            }
            b'[' => {
                brackets.push(at);
                0
            }
            b']' => {
                let start = brackets.pop().unwrap_or(at);
                let (length, language) = after_bracket(&rest[1..]);
                if language {
                    // What lies within is hidden with it.
                    while foreign.pop_if(|inner| inner.start >= start).is_some() {}
                    foreign.push(start..at);
                }
                if length > 0 {
                    hidden_parts.push(at + 1..at + 1 + length);
                }
                length + 1
            }
            b'`' => rest[1..].find('`').map_or(0, |end| end + 2),
            b'<' => autolink(rest),
            b'h' | b'w' => address(rest, text[..at].chars().next_back()),
            _ => 0,
        };
        if hidden > 0 && bytes[at] != b']' {
            hidden_parts.push(at..at + hidden);
        }
        at += hidden.max(1);
    }
    let words = without(Cow::Borrowed(text), &hidden_parts);
    let own = without(words.clone(), &foreign);
    (words, own)
}

/// The text with these parts hidden, whole characters all of them.
fn without<'a>(text: Cow<'a, str>, parts: &[Range<usize>]) -> Cow<'a, str> {
    if parts.is_empty() {
        return text;
    }
    let mut bytes = text.into_owned().into_bytes();
    for part in parts {
        // Line ends stay, so that paragraphs stay apart.
        let hidden = bytes.get_mut(part.clone()).into_iter().flatten();
        hidden.filter(|byte| **byte != b'\n').for_each(|byte| *byte = 0);
    }
    Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
}

/// Length of `(address)` or `{attributes}` after a bracket, and whether it
/// states a language.
fn after_bracket(rest: &str) -> (usize, bool) {
    match rest.as_bytes() {
        [b'(', ..] => (closed(rest, b')'), false),
        [b'{', ..] => {
            let length = closed(rest, b'}');
            (length, rest[..length].contains("lang"))
        }
        _ => (0, false),
    }
}

/// Length up to a closing sign or a line end. The next bracket of this kind is
/// not looked beyond, so a row of them is read once.
fn closed(rest: &str, closing: u8) -> usize {
    let bytes = rest.as_bytes();
    let ends = |(at, byte): (usize, &u8)| {
        let next = *byte == b']' && matches!(bytes.get(at + 1), Some(b'(' | b'{'));
        let length = (*byte == closing || *byte == b'\n').then_some(at + 1);
        length.or(next.then_some(0))
    };
    bytes.iter().enumerate().find_map(ends).unwrap_or(0)
}

/// Length of `<https://...>` or `<name@host>`. It has no `<` within, so a row
/// of them is read once.
fn autolink(rest: &str) -> usize {
    let end = rest[1..].find(['>', ' ', '\n', '<']).map(|end| end + 1);
    let end = end.filter(|end| rest[*end..].starts_with('>'));
    end.filter(|end| rest[..*end].contains([':', '@'])).map_or(0, |end| end + 1)
}

/// Length of a bare address at a word start.
fn address(rest: &str, before: Option<char>) -> usize {
    let may = matches!(rest.as_bytes(), [b'h', b't', ..] | [b'w', b'w', ..]);
    let starts = may && ["https://", "http://", "www."].iter().any(|s| rest.starts_with(s));
    if !starts || before.is_some_and(char::is_alphanumeric) {
        return 0;
    }
    let end = rest.find(|c: char| c.is_whitespace() || ")]>\"".contains(c));
    rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?']).len()
}

/// Blocks between blank lines, with their offsets.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = Some(0);
    let blocks = std::iter::from_fn(move || {
        let start = next?;
        let blank = memmem::find(&text.as_bytes()[start..], b"\n\n");
        next = blank.map(|length| start + length + 2);
        Some((start, &text[start..blank.map_or(text.len(), |length| start + length)]))
    });
    blocks.filter(|(_, block)| !block.trim_start().is_empty())
}

/// The lines of a text with their offsets.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

/// The line of a text that holds an offset, with its own offset.
pub(super) fn line_at(text: &str, at: usize) -> (usize, &str) {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    (start, text[start..].split('\n').next().unwrap_or_default())
}

/// The words of a text with their offsets: runs of letters, digits and what
/// joins them inside a word.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    word_ranges(text).map(|range| (range.start, &text[range]))
}

fn word_ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = skip(text, at, false);
        at = skip(text, start, true);
        (at > start).then_some(start..at)
    })
}

/// The end of the characters from `at` on that are letters or digits, or of
/// those that are neither.
fn skip(text: &str, mut at: usize, alphanumeric: bool) -> usize {
    let bytes = text.as_bytes();
    let wanted = if alphanumeric { Class::Alphanumeric } else { Class::Other };
    loop {
        // Nearly all are ASCII, which one small table knows.
        while bytes.get(at).is_some_and(|byte| CLASS[usize::from(*byte)] == wanted) {
            at += 1;
        }
        match bytes.get(at).and_then(|byte| (!byte.is_ascii()).then(|| text[at..].chars().next())) {
            Some(Some(c)) if c.is_alphanumeric() == alphanumeric => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// What a byte says of its character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Alphanumeric,
    Other,
    /// Part of a longer character.
    Unknown,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Unknown; 256];
    let mut byte = 0;
    while byte < 128 {
        let letter = (byte as u8).is_ascii_alphanumeric();
        table[byte] = if letter { Class::Alphanumeric } else { Class::Other };
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masks_keep_the_length_and_hide_markup() {
        let text = "„[Urban *ü*]{lang=en}“ [hier](https://a.b/c) <x@y.z> `c d` www.a.b, ä@b \\[";
        let (words, own) = mask(text);
        assert_eq!((words.len(), own.len()), (text.len(), text.len()));
        let shown = |masked: &str| masked.replace('\0', "");
        assert_eq!(shown(&words), "„[Urban *ü*]“ [hier]   , ä@b \\[");
        assert!(!own.contains("Urban") && own.contains("hier"));
    }

    proptest! {
        #[test]
        fn masks_of_any_text_keep_its_length(text in "[\\[\\](){}<>`\\\\ äa\n.:/h@wl-]*") {
            let (words, own) = mask(&text);
            prop_assert_eq!((words.len(), own.len()), (text.len(), text.len()));
        }
    }

    #[test]
    fn words_and_paragraphs_have_offsets() {
        let found: Vec<_> = words("Ä b–c9").collect();
        assert_eq!(found, [(0, "Ä"), (3, "b"), (7, "c9")]);
        let found: Vec<_> = paragraphs("\na\nb\n\n\n\nc").collect();
        assert_eq!(found, [(0, "\na\nb"), (8, "c")]);
    }
}
