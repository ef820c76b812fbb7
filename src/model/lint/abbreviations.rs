//! Abbreviations that nobody explains.

use std::collections::BTreeSet;

use super::passage::{Kind, words};
use super::{Context, Report};

/// What readers of a newspaper know.
const KNOWN: [&str; 49] = [
    "AG", "AOK", "ARD", "BGB", "BUND", "CD", "CDU", "CSU", "DGB", "DIN", "DNA", "DRK", "DVD",
    "EDV", "EG", "EKD", "EU", "FAQ", "FDP", "GPS", "HIV", "ICE", "ISBN", "ISO", "IT", "KG", "KI",
    "LED", "LKW", "NATO", "NRW", "PC", "PDF", "PKW", "PLZ", "SMS", "SPD", "SV", "TÜV", "TV", "UKW",
    "UNESCO", "UNO", "US", "URL", "USA", "USB", "WDR", "ZDF",
];

/// How many bytes on either side of a bracket are looked at: an abbreviation is short, and
/// reading on to the next bracket each time would take quadratic time where none is closed.
const NEAR: usize = 64;

/// `abbreviation-unexplained`: two to five capitals, neither known nor
/// explained nor in brackets after what they stand for.
pub(super) fn unexplained(cx: &Context<'_>, report: &mut Report<'_>) {
    let stated = cx.release.abbreviations.iter().chain(&cx.layout.abbreviations);
    let mut explained: BTreeSet<&str> = stated.map(|(short, _)| short.as_str()).collect();
    let mut seen = BTreeSet::new();
    let prose = || cx.passages.iter().filter(|passage| passage.kind == Kind::Prose);
    for passage in prose() {
        explained.extend(in_brackets(&passage.own));
    }
    for passage in prose() {
        for (at, word) in passage.own_words() {
            if !is_abbreviation(word) || KNOWN.contains(&word) || explained.contains(word) {
                continue;
            }
            let before = &passage.own[..at];
            let stem = before.trim_end_matches(['*', ':', '_', '/']);
            let joined = stem.len() < before.len() && stem.ends_with(char::is_alphanumeric);
            if !joined && seen.insert(word) {
                let range = at..at + word.len();
                report.at(&passage.origin_of(range), format!("`{word}` is not explained"));
            }
        }
    }
}

fn is_abbreviation(word: &str) -> bool {
    // Nearly all words show by one of their first letters that they are none.
    let mut first = word.bytes().take(2);
    if first.any(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return false;
    }
    let length = word.chars().count();
    // Roman numerals of rulers, centuries and parts.
    let roman = word.bytes().all(|b| b"IVXLCDM".contains(&b));
    (2..=5).contains(&length) && word.chars().all(char::is_uppercase) && !roman
}

/// `Kreisarchiv (KA)` explains KA; so does `KA (Kreisarchiv)`.
fn in_brackets(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('(').flat_map(move |(at, _)| {
        let start = text.ceil_char_boundary(at.saturating_sub(NEAR));
        let end = text.floor_char_boundary(at + 1 + NEAR);
        let inside = text[at + 1..end].split(')').next().unwrap_or("");
        let inside = inside.trim().trim_matches(['„', '“', '*', '"']);
        let before = words(&text[start..at]).last().map(|(_, word)| word);
        [
            Some(inside).filter(|word| is_abbreviation(word)),
            before.filter(|word| is_abbreviation(word)),
        ]
        .into_iter()
        .flatten()
    })
}
