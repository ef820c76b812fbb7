//! Typographic spacing: which spaces of the author become non-breaking or
//! narrow, by the rules of the language they stand in.
//!
//! A space is decided by its two neighbours and, rarely, the word before
//! them. Nothing else of the text is ever altered, and no space is added.

mod de;
mod en;
mod fr;
mod north;
mod phone;
mod place;
mod romance;
mod rules;
mod slavic;
mod south_east;
mod tokens;
mod word;

#[cfg(test)]
mod tests;

use super::flat::Flat;
use super::marks::{Cursor, Marks};
use super::spans::Spans;
use crate::model::Lang;
use place::Place;
use rules::rules;
use tokens::tokens;

/// A space at which no line breaks.
pub(super) const NO_BREAK: char = '\u{A0}';
/// The same, but narrow.
pub(super) const NARROW: char = '\u{202F}';

/// Decides all spaces of a text; telephone numbers become unbreakable.
pub(super) fn mark(flat: &Flat, lang: &Lang, spans: &Spans, marks: &mut Marks) {
    let text = flat.text.as_str();
    let tokens = tokens(text);
    let phones = phone::numbers(text, &tokens);
    let mut phone = Cursor::new(&phones, Clone::clone);
    let mut looks = flat.looks();
    let mut current = (0, rules(lang));
    for (index, token) in tokens.iter().enumerate() {
        if !token.before_space {
            continue;
        }
        let index_of_lang = looks(token.end).lang;
        if index_of_lang != current.0 {
            current = (index_of_lang, rules(spans.lang(index_of_lang).unwrap_or(lang)));
        }
        let becomes = match phone.at(token.end) {
            Some(_) => Some(NO_BREAK),
            None => Place::new(text, &tokens, index, current.1).and_then(|p| p.space()),
        };
        marks.spaces.extend(becomes.map(|with| (token.end, with)));
    }
    marks.unbreakable.extend(phones);
}

/// Whether the no-break space between two words keeps its width in a justified
/// line: within numbers and abbreviations, between a number and its unit or
/// what it numbers (DIN 5008; Duden, „Zahlen und Ziffern“ and „Abkürzungen“).
/// Where names, titles and months keep together it stretches like any other.
pub fn keeps_width(before: &str, after: &str, lang: &Lang) -> bool {
    word::are_figures(before, after) || Place::between(before, after, rules(lang)).keeps_width()
}

/// Whether a word names a month as it stands in a date.
pub(super) fn is_month(word: &str, lang: &Lang) -> bool {
    word::listed(rules(lang).months, word)
}
