//! Phone numbers as in DIN 5008.

use super::passage::Passage;
use super::{Context, Report};

/// Words that announce a phone number.
const WORDS: [&str; 9] =
    ["Telefon", "Telefax", "Tel.", "Tel", "Fax", "Mobil", "Handy", "Phone", "Durchwahl"];

/// `phone-not-din-5008`
pub(super) fn din_5008(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in cx.passages.iter().filter(|passage| passage.is_german()) {
        let text = &*passage.own;
        for after in announcements(passage) {
            let rest = text[after..].trim_start_matches([':', '.', ' ', '\u{a0}', '*']);
            let start = text.len() - rest.len();
            let number = number(rest);
            if digits(number) < 5 || is_din(number) {
                continue;
            }
            let message = format!("`{number}` would be `{}`", rewritten(number));
            report.at(&passage.origin_of(start..start + number.len()), message);
        }
    }
}

/// The end of each word that announces a phone number.
fn announcements(passage: &Passage<'_>) -> impl Iterator<Item = usize> {
    let capital =
        |word: &str| matches!(word.as_bytes(), [b'T' | b'F' | b'M' | b'H' | b'P' | b'D', ..]);
    let words = passage.own_words().filter(move |(_, word)| capital(word));
    words.filter_map(|(at, _)| {
        let word = WORDS.iter().find(|word| passage.own[at..].starts_with(**word))?;
        Some(at + word.len())
    })
}

/// The phone number at the start of a text.
fn number(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !" +-–/()\u{a0}\u{202f}\u{2011}".contains(c))
        .unwrap_or(text.len());
    text[..end].trim_end_matches([' ', '-', '–', '/', '(', '\u{a0}'])
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// `0231 274870`, `0231 27487-03`, `+49 231 123456-2020`, `0180 5 995823`:
/// groups of figures, one extension after a hyphen.
fn is_din(number: &str) -> bool {
    let national = number.strip_prefix('+').unwrap_or(number);
    let (main, extension) = match national.split_once(['-', '\u{2011}']) {
        Some((main, extension)) => (main, Some(extension)),
        None => (national, None),
    };
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = main.split([' ', '\u{a0}', '\u{202f}']).collect();
    let most = if number.starts_with('+') { 4 } else { 3 };
    groups.len() <= most && groups.into_iter().all(figures) && extension.is_none_or(figures)
}

/// The number as DIN 5008 has it: country, area, the rest in one piece.
fn rewritten(number: &str) -> String {
    let number = number.replace("(0)", " ").replace(['(', ')', '\u{a0}', '\u{202f}'], " ");
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (main, extension) = match number.rsplit_once(['-', '–', '\u{2011}']) {
        Some((main, extension)) => (main.to_owned(), format!("-{}", figures(extension))),
        None => (number, String::new()),
    };
    let groups: Vec<String> = main.split([' ', '/', '-', '–']).map(figures).collect();
    let mut groups = groups.into_iter().filter(|group| !group.is_empty());
    let country = main.trim_start().starts_with('+').then(|| groups.next()).flatten();
    let area = groups.next().unwrap_or_default();
    let rest: String = groups.collect();
    let country = country.map(|country| format!("+{country} ")).unwrap_or_default();
    format!("{country}{area} {rest}{extension}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_examples_pass() {
        for right in [
            "0231 274870",
            "0231 27487-03",
            "+49 231 123456-2020",
            "0180 5 995823",
            "03012 345-678",
        ] {
            assert!(is_din(right), "{right}");
        }
    }

    #[test]
    fn others_are_rewritten() {
        for (written, din) in [
            ("+49 (0)231/50-2 21 34", "+49 231 50-22134"),
            ("0231/50-22134", "0231 50-22134"),
            ("(0231) 27 48 70", "0231 274870"),
            ("030 123 45 67", "030 1234567"),
        ] {
            assert!(!is_din(written), "{written}");
            assert_eq!(rewritten(written), din);
            assert!(is_din(din), "{din}");
        }
    }
}
