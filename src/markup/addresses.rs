//! Web and mail addresses that are written without any markup.

use std::ops::Range;

use memchr::memchr3_iter;

use super::flat::Flat;
use super::links;
use super::marks::Marks;
use crate::model::Lang;

/// Makes links of the bare addresses in a text.
pub(super) fn mark(flat: &Flat, lang: &Lang, marks: &mut Marks) {
    let mut looks = flat.looks();
    let mut from = 0;
    while let Some(word) = next_word(&flat.text, from) {
        from = word.end;
        let Some((range, target)) = flat.text.get(word.clone()).and_then(bare_address) else {
            continue;
        };
        let range = word.start + range.start..word.start + range.end;
        let linked = looks(range.start).link != 0;
        if let (false, Ok(link)) = (linked, links::link(&target, lang)) {
            marks.links.push((range, link));
        }
    }
}

/// The next word from `from` on that may hold an address.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut signs = memchr3_iter(b'@', b':', b'.', bytes.get(from..)?).map(|at| from + at);
    let sign = signs.find(|at| match bytes.get(*at) {
        Some(b':') => bytes.get(*at..).is_some_and(|b| b.starts_with(b"://")),
        Some(b'.') => bytes.get(..*at).is_some_and(|b| b.ends_with(b"www")),
        _ => true,
    })?;
    let space = |c: char| matches!(c, ' ' | '\n' | '\u{A0}' | '\u{202F}');
    let before = text.get(from..sign)?.rfind(space);
    let after = text.get(sign..)?.find(space);
    let start = before.map_or(from, |i| {
        from + i + text.get(from + i..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8)
    });
    Some(start..after.map_or(text.len(), |i| sign + i))
}

/// Punctuation that does not belong to an address it follows.
const TRAILING: &[char] = &[
    '.', ',', ';', ':', '!', '?', '"', '\'', '“', '”', '„', '‘', '’', '‚', '«', '»', '‹', '›', '*',
    '…', ']', '}', '>',
];

/// The address within one word of the text, if it is one: its range in the
/// word and its target.
pub(super) fn bare_address(word: &str) -> Option<(Range<usize>, String)> {
    let start = word.find(|c: char| c.is_ascii_alphanumeric())?;
    let end = start + address_len(word.get(start..)?);
    if let Some(scheme) = word.find("://") {
        let start = scheme
            - ["https", "http"]
                .iter()
                .find(|s| {
                    word.get(..scheme).is_some_and(|w| w.to_ascii_lowercase().ends_with(**s))
                })?
                .len();
        let end = start + address_len(word.get(start..)?);
        let target = word.get(start..end)?;
        return (end > scheme + 3).then(|| (start..end, target.to_owned()));
    }
    let text = word.get(start..end)?;
    if text.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("www.")) {
        let host = text.split(['/', '?', '#']).next()?;
        return is_host(host).then(|| (start..end, format!("https://{text}")));
    }
    mail_address(word)
}

/// How much of a text belongs to the address it starts with: no punctuation
/// at its end, and no closing bracket that was opened before it.
fn address_len(text: &str) -> usize {
    let count = |wanted: u8| text.bytes().filter(|b| *b == wanted).count();
    let mut unpaired = count(b')').saturating_sub(count(b'('));
    let mut length = text.len();
    for c in text.chars().rev() {
        if c == ')' && unpaired > 0 {
            unpaired -= 1;
        } else if !TRAILING.contains(&c) {
            break;
        }
        length -= c.len_utf8();
    }
    length
}

/// A mail address in a word.
fn mail_address(word: &str) -> Option<(Range<usize>, String)> {
    let at = word.find('@')?;
    let local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let start = word
        .get(..at)?
        .rfind(|c| !local(c))
        .map_or(0, |i| i + word.get(i..).and_then(|w| w.chars().next()).map_or(1, char::len_utf8));
    let rest = word.get(at + 1..)?;
    let host = rest.find(|c: char| !c.is_alphanumeric() && !".-".contains(c));
    let host = rest.get(..host.unwrap_or(rest.len()))?.trim_end_matches(['.', '-']);
    let end = at + 1 + host.len();
    let ends_there = !word.get(end..).is_some_and(|w| w.starts_with('@'));
    let name = word.get(start..at)?;
    (!name.is_empty() && !name.starts_with('.') && is_host(host) && ends_there)
        .then(|| (start..end, format!("mailto:{}", word.get(start..end).unwrap_or(""))))
}

/// Whether it looks like the name of a host: labels with dots between them,
/// the last one letters.
fn is_host(name: &str) -> bool {
    let mut labels = name.split('.');
    let top = labels.next_back().unwrap_or("");
    top.chars().count() >= 2
        && top.chars().all(char::is_alphabetic)
        && name.contains('.')
        && labels.all(|l| {
            !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(word: &str) -> Option<(&str, String)> {
        bare_address(word).map(|(range, target)| (&word[range], target))
    }

    #[test]
    fn bare_addresses() {
        let cases = [
            ("https://dortmund.de/presse.", "https://dortmund.de/presse", ""),
            ("(http://a.de/b_(c))", "http://a.de/b_(c)", ""),
            ("„www.dortmund.de“,", "www.dortmund.de", "https://"),
            ("www.dortmund.de/a?b=c", "www.dortmund.de/a?b=c", "https://"),
            ("pressestelle@stadtdo.de.", "pressestelle@stadtdo.de", "mailto:"),
            ("(a.b-c@x-y.example.org)", "a.b-c@x-y.example.org", "mailto:"),
        ];
        for (word, text, prefix) in cases {
            assert_eq!(found(word), Some((text, format!("{prefix}{text}"))), "{word}");
        }
    }

    #[test]
    fn what_is_no_address() {
        for word in
            ["://", "http://", "ftp://a.de", "www.", "wwwx", "@a.de", "a@b", "a@b@c.de", "z.B."]
        {
            assert_eq!(found(word), None, "{word}");
        }
    }
}
