//! Whether a release and a photo contradict each other.
//!
//! A release in another language than that of the house has its own words for
//! what a photo shows and may be used for: those differ and are no
//! contradiction. Names are the same in all languages, or nearly: those of
//! organisations are translated in part (`Stadt Dortmund`, `City of Dortmund`).

use crate::model::Lang;

/// What a photo says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Its words.
    pub text: String,
    /// Their language, where the photo states it.
    pub language: Option<Lang>,
}

/// The languages of a release and of the house it comes from. Photos that do
/// not say theirs are taken to be described in that of the house.
#[derive(Clone, Copy)]
pub(super) struct Languages<'a> {
    pub(super) release: &'a Lang,
    pub(super) house: &'a Lang,
}

/// What kind of text is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Alt,
    Credit,
    Rights,
}

impl Field {
    pub(super) const ALL: [Self; 3] = [Self::Alt, Self::Credit, Self::Rights];

    /// As releases name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Alt => "alt",
            Self::Credit => "credit",
            Self::Rights => "rights",
        }
    }
}

/// Whether the release says something else than its photo.
pub(super) fn differ(field: Field, ours: &str, said: &Said, languages: Languages<'_>) -> bool {
    let theirs = said.language.as_ref().unwrap_or(languages.house);
    let one_language = theirs.primary().eq_ignore_ascii_case(languages.release.primary());
    let are_names = match field {
        Field::Alt => false,
        Field::Credit => true,
        Field::Rights => is_notice(ours) && is_notice(&said.text),
    };
    match one_language {
        true => !same(ours, &said.text),
        false => are_names && !same(ours, &said.text) && !share_a_word(ours, &said.text),
    }
}

/// Whether a text is a copyright notice, which names somebody; terms of use
/// are sentences.
fn is_notice(text: &str) -> bool {
    let text = text.to_lowercase();
    ["©", "(c)", COPYRIGHT].iter().any(|sign| text.contains(sign))
}

const COPYRIGHT: &str = "copyright";

/// Words of fewer letters are articles and the like.
const SHORT: usize = 3;

/// Whether a word of one, in the spelling of this language, is one of the other.
fn share_a_word(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        words.filter(|word| word.chars().count() >= SHORT && word != COPYRIGHT).collect()
    };
    let (a, b) = (words(a), words(b));
    a.iter().any(|word| b.contains(word))
}

/// Whether two texts have the same letters and figures, or one holds the other.
fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (letters(a), letters(b));
    a.contains(&b) || b.contains(&a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_in_another_language_is_no_contradiction() {
        let lang = |tag: &str| Lang::new(tag).unwrap();
        let (de, en) = (lang("de"), lang("en-GB"));
        for (field, ours, theirs, stated, expected) in [
            (Field::Alt, "A bridge", "Eine Brücke", None, false),
            (Field::Alt, "A bridge", "Eine Brücke", Some("de"), false),
            (Field::Alt, "A bridge", "A tunnel", Some("en"), true),
            (Field::Alt, "A bridge", "a bridge.", Some("en"), false),
            (Field::Credit, "City of Dortmund / A. B.", "Stadt Dortmund", None, false),
            (Field::Credit, "City of Dortmund", "Agentur Nord", None, true),
            (Field::Credit, "City of Dortmund", "Stadt Dortmund", Some("en"), true),
            (Field::Rights, "free for press use", "honorarfrei für die Presse", None, false),
            (Field::Rights, "© City of Dortmund", "alle Rechte vorbehalten", None, false),
            (Field::Rights, "© City of Dortmund", "(c) 2026 Stadt Dortmund", None, false),
            (Field::Rights, "Copyright City", "Copyright Agentur Nord", None, true),
        ] {
            let said = Said { text: theirs.to_owned(), language: stated.map(lang) };
            let languages = Languages { release: &en, house: &de };
            assert_eq!(differ(field, ours, &said, languages), expected, "{ours}, {theirs}");
            // Where both speak one language, all of these are compared.
            if stated.is_none() {
                let languages = Languages { release: &de, house: &de };
                assert_eq!(differ(field, ours, &said, languages), !same(ours, theirs), "{ours}");
            }
        }
    }
}
