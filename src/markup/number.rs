//! Numbers as tables hold them.

use crate::model::Lang;

/// Where the fraction of a number begins: the byte offset of its decimal
/// separator, or of the end of its digits when it has none. `None` when the
/// text is no number.
///
/// A sign, thousands separators (space, full stop, comma, apostrophe) and a
/// percent or currency sign around it are part of the number. Where comma or
/// full stop could be either, the language decides.
pub fn decimal_point(text: &str, lang: &Lang) -> Option<usize> {
    let (start, end) = digits(text)?;
    let body = text.get(start..end)?;
    let marks: Vec<(usize, char)> = body.match_indices(['.', ',']).map(char_at).collect();
    let spaced = body.contains([' ', '\u{A0}', '\u{202F}', '\'', '’']);
    let point = match marks.as_slice() {
        [] => None,
        [.., (at, last)] => {
            let once = marks.iter().filter(|(_, c)| c == last).count() == 1;
            let mixed = marks.iter().any(|(_, c)| c != last);
            let grouped = groups_of_three(body, *last);
            let decimal = mixed || spaced || !grouped || *last == decimal_mark(lang);
            match (once, decimal) {
                (true, true) => Some((*at, *last)),
                (true, false) => None,
                (false, _) if grouped && !mixed => None,
                _ => return None,
            }
        }
    };
    let whole = body.get(..point.map_or(body.len(), |(at, _)| at))?;
    let fraction = point.and_then(|(at, mark)| body.get(at + mark.len_utf8()..)).unwrap_or("0");
    let fits = is_grouped(whole) && fraction.bytes().all(|b| b.is_ascii_digit());
    (fits && !fraction.is_empty()).then(|| start + whole.len())
}

fn char_at((at, text): (usize, &str)) -> (usize, char) {
    (at, text.chars().next().unwrap_or('.'))
}

/// The part of a number from its first to its last digit, when only signs
/// stand around it.
fn digits(text: &str) -> Option<(usize, usize)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let sign = |c: char| "+-−±~ \u{A0}\u{202F}%‰€$£¥".contains(c);
    let around = text.get(..start)?.chars().chain(text.get(end..)?.chars()).all(sign);
    around.then_some((start, end))
}

/// English writes 1,234.5, the other languages 1.234,5 or 1 234,5.
fn decimal_mark(lang: &Lang) -> char {
    let point = lang.primary() == "en" || matches!(lang.as_str(), "de-CH" | "de-LI" | "it-CH");
    if point { '.' } else { ',' }
}

/// Whether each part behind `mark` has three digits.
fn groups_of_three(body: &str, mark: char) -> bool {
    let mut parts = body.split(mark);
    let first = parts.next().unwrap_or("");
    (1..=3).contains(&first.len()) && first != "0" && parts.all(|p| p.len() == 3)
}

/// Whether a whole number is plain digits, or groups of three.
fn is_grouped(whole: &str) -> bool {
    let separator = whole.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator else { return !whole.is_empty() };
    let known = ".,'’ \u{A0}\u{202F}".contains(separator);
    let digits = whole.split(separator).all(|p| p.bytes().all(|b| b.is_ascii_digit()));
    known && digits && groups_of_three(whole, separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_points() {
        let cases = [
            ("12", "de", Some(2)),
            ("1.234,5", "de", Some(5)),
            ("1,234.5", "de", Some(5)),
            ("1.234", "de", Some(5)),
            ("1.234", "en", Some(1)),
            ("1,234", "en", Some(5)),
            ("1,234", "de", Some(1)),
            ("0.5", "de", Some(1)),
            ("-3,25 %", "de", Some(2)),
            ("−1\u{202F}000\u{202F}000", "de", Some(16)),
            ("1.000.000", "de", Some(9)),
            ("1’000.50", "de-CH", Some(7)),
            ("€ 5", "de", Some(5)),
            ("1.2.3", "de", None),
            ("17.2.2021", "de", None),
            ("1,2,3", "en", None),
            ("12 34", "de", None),
            ("5 km", "de", None),
            ("zwölf", "de", None),
            ("", "de", None),
        ];
        for (text, lang, expected) in cases {
            let lang = Lang::new(lang).expect("a tag");
            assert_eq!(decimal_point(text, &lang), expected, "{text} in {lang}");
        }
    }
}
