//! Telephone numbers, which stay on one line (DIN 5008 and older forms).

use std::ops::Range;

use super::tokens::Token;
use super::word::bare;

/// Fewest digits of a number without a word that announces it.
const MIN_DIGITS: usize = 7;
/// Most digits (ITU-T E.164 allows 15, an extension and a bracketed 0 apart).
const MAX_DIGITS: usize = 20;
/// Fewest digits of an international number in groups of three; shorter ones
/// are numbers with a plus sign.
const MIN_GROUPED: usize = 10;

/// Words that announce a number.
const LABELS: &[&str] = &[
    "Telefon",
    "Tel",
    "Telefax",
    "Fax",
    "Mobil",
    "Handy",
    "Ruf",
    "Durchwahl",
    "Hotline",
    "Phone",
    "Telephone",
    "Mobile",
    "Cell",
    "Tél",
    "Téléphone",
    "Télécopie",
    "Telefono",
    "Teléfono",
    "Telefoon",
    "Puhelin",
    "Телефон",
    "Тел",
    "Τηλ",
    "Τηλέφωνο",
    "T",
    "F",
    "M",
];

/// Where the telephone numbers of a text stand.
pub(super) fn numbers(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let done = out.last().is_some_and(|range| token.start < range.end);
        if token.digit && !done {
            let before = index.checked_sub(1).filter(|_| token.joined);
            let announced = before
                .and_then(|i| tokens.get(i))
                .is_some_and(|t| LABELS.contains(&bare(t.text(text).trim_start_matches('('))));
            out.extend(number(text, tokens, index, announced));
        }
    }
    out
}

/// The number that starts with the token at `index`.
fn number(text: &str, tokens: &[Token], index: usize, announced: bool) -> Option<Range<usize>> {
    let token = tokens.get(index)?;
    let first = token.text(text);
    let quoted = first.len() - first.trim_start_matches(['„', '“', '"', '«']).len();
    let start = token.start + quoted;
    let mut groups = Groups::default();
    for (offset, token) in tokens.iter().skip(index).enumerate() {
        let from = if offset == 0 { start } else { token.start };
        let word = text.get(from..token.end)?;
        if (offset > 0 && !token.joined) || !groups.add(word, from) {
            break;
        }
        if groups.ends {
            break;
        }
    }
    let plus = text.get(start..).is_some_and(|t| t.starts_with('+') || t.starts_with("(+"));
    let zero = text.get(start..).is_some_and(|t| {
        let mut digits = t.trim_start_matches('(').bytes();
        digits.next() == Some(b'0') && digits.next().is_some_and(|b| b.is_ascii_digit())
    });
    let least = match (plus, announced) {
        (true, _) if groups.of_three => MIN_GROUPED,
        (_, true) => 3,
        _ => MIN_DIGITS,
    };
    let known = plus || zero || announced;
    (known && (least..=MAX_DIGITS).contains(&groups.digits)).then_some(start..groups.end)
}

/// The groups of digits read so far.
struct Groups {
    digits: usize,
    end: usize,
    count: usize,
    /// All groups behind the first have three digits and nothing else.
    of_three: bool,
    /// Punctuation ended the number.
    ends: bool,
}

impl Default for Groups {
    fn default() -> Self {
        Self { digits: 0, end: 0, count: 0, of_three: true, ends: false }
    }
}

impl Groups {
    /// Adds a word; false when it does not belong to a telephone number.
    fn add(&mut self, word: &str, start: usize) -> bool {
        let core = core(word);
        let part = |c: char| c.is_ascii_digit() || "+()/-–\u{2011}".contains(c);
        let digits = core.bytes().filter(u8::is_ascii_digit).count();
        let lone_sign = matches!(core, "/" | "-") && self.count > 0;
        let plus_inside = self.count > 0 && core.contains('+');
        if core.is_empty() || !core.chars().all(part) || plus_inside {
            return false;
        }
        if (digits == 0 && !lone_sign) || self.digits + digits > MAX_DIGITS {
            return false;
        }
        if self.count > 0 {
            self.of_three &= digits == 3 && core.len() == 3;
        }
        self.count += 1;
        self.digits += digits;
        self.ends = core.len() < word.len();
        if digits > 0 {
            self.end = start + core.len();
        }
        true
    }
}

/// A word without the punctuation behind it; a bracket that it opened stays.
fn core(word: &str) -> &str {
    let core = word.trim_end_matches(['.', ',', ';', ':', '!', '?', '“', '”', '"', '»', '«']);
    let unpaired = core.matches(')').count() > core.matches('(').count();
    if unpaired { core.strip_suffix(')').unwrap_or(core) } else { core }
}
