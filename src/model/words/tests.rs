//! Nothing is left out, nothing is left in English.

use super::*;

/// Cells that are the English word in the other language too.
const SHARED: &[(&str, &[&str])] = &[
    ("CONTACT", &["fr", "nl"]),
    ("PHOTOS", &["fr"]),
    ("PHOTO", &["fr"]),
    ("PIXELS", &["fr", "nl"]),
];

/// What is put into a word: `{}`, `{d}`, ...
fn inserts(word: &str) -> Vec<&str> {
    let mut inserts: Vec<_> =
        word.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    inserts.sort_unstable();
    inserts
}

#[test]
fn every_language_says_everything() {
    for (name, row) in ALL {
        let german = inserts(row.de);
        for language in Language::ALL {
            let word = row.in_language(*language);
            assert!(!word.trim().is_empty(), "{name} in {language:?}");
            assert_eq!(inserts(word), german, "{name} in {language:?}");
        }
        for (_, own) in row.regions {
            assert_eq!(inserts(own), german, "{name}: {own}");
        }
    }
    assert_eq!(months(Language::Polish)[1], "lutego");
}

#[test]
fn no_language_says_it_in_english() {
    // Signs and patterns are no words.
    let words = ALL.iter().filter(|(name, _)| *name != "COLON");
    for (name, row) in words {
        let shared = SHARED.iter().find(|(shared, _)| shared == name);
        for language in Language::ALL.iter().filter(|l| **l != Language::English) {
            let is_shared = shared.is_some_and(|(_, tags)| tags.contains(&language.tag()));
            let is_english = row.in_language(*language) == row.en;
            assert_eq!(is_english, is_shared, "{name} in {language:?}");
        }
    }
    for row in MONTHS.iter().chain(DAYS) {
        for language in Language::ALL.iter().filter(|l| **l != Language::English) {
            // Some write the names of months alike, but none the capital of days.
            let capital = row.in_language(*language) == row.en;
            assert!(!capital || *language == Language::German, "{} in {language:?}", row.en);
        }
    }
}

#[test]
fn tags_lead_to_their_column() {
    let of = |tag: &str| Language::of(&Lang::new(tag).unwrap());
    for language in Language::ALL {
        assert_eq!(of(language.tag()), Some(*language));
    }
    assert_eq!((of("no"), of("DE-at")), (Some(Language::Norwegian), Some(Language::German)));
    assert_eq!((of("nn"), of("ga"), of("dex")), (None, None, None));
    let contact = |tag: &str| CONTACT.of(&Lang::new(tag).unwrap());
    assert_eq!(
        [contact("pt-BR"), contact("pt-PT"), contact("ga")],
        ["Contatos", "Contactos", "Contact"]
    );
}
