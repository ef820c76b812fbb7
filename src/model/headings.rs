//! Headings of the sections by language, and which one a release gets.

use super::layout::{Layout, Section};
use super::{Lang, Release, Text};

/// One row per language: background, editors' note, boilerplate, contact,
/// photos, attachments, event.
const TABLE: &[(&str, [&str; 7])] = &[
    (
        "de",
        [
            "Hintergrund",
            "Redaktionshinweis",
            "Über uns",
            "Kontakt",
            "Fotos zur Meldung",
            "Anlagen",
            "Termin",
        ],
    ),
    (
        "en",
        ["Background", "Notes to editors", "About us", "Contact", "Photos", "Attachments", "Event"],
    ),
    (
        "fr",
        [
            "Contexte",
            "Note aux rédactions",
            "À propos",
            "Contact",
            "Photos",
            "Pièces jointes",
            "Rendez-vous",
        ],
    ),
    (
        "nl",
        [
            "Achtergrond",
            "Noot voor de redactie",
            "Over ons",
            "Contact",
            "Foto’s",
            "Bijlagen",
            "Afspraak",
        ],
    ),
    (
        "it",
        [
            "Contesto",
            "Nota per le redazioni",
            "Chi siamo",
            "Contatti",
            "Foto",
            "Allegati",
            "Appuntamento",
        ],
    ),
    (
        "es",
        [
            "Contexto",
            "Nota para la redacción",
            "Quiénes somos",
            "Contacto",
            "Fotos",
            "Anexos",
            "Convocatoria",
        ],
    ),
    (
        "pl",
        [
            "Kontekst",
            "Informacja dla redakcji",
            "O nas",
            "Kontakt",
            "Zdjęcia",
            "Załączniki",
            "Termin",
        ],
    ),
];

/// Whether there are headings in a language.
pub fn knows(language: &Lang) -> bool {
    TABLE.iter().any(|(known, _)| *known == language.primary())
}

/// The heading of a section in a language; English where we know no better.
pub fn default(section: Section, language: &Lang) -> &'static str {
    let find = |primary: &str| TABLE.iter().find(|(known, _)| *known == primary);
    let row = find(language.primary()).or_else(|| find("en"));
    let column = match section {
        Section::Background => 0,
        Section::EditorsNote => 1,
        Section::Boilerplate => 2,
        Section::Contact => 3,
        Section::Photos => 4,
        Section::Attachments => 5,
        Section::Event => 6,
    };
    row.map_or("", |(_, headings)| headings[column])
}

/// The heading that a release gets: its own, the house's when both speak the
/// same language, or that of its language.
pub fn heading(section: Section, release: &Release, layout: &Layout) -> Text {
    let own = release.overrides.headings.iter().find(|(known, _)| *known == section);
    if let Some((_, text)) = own {
        return text.clone();
    }
    let language = release.language.as_ref().unwrap_or(&layout.language);
    let same = language.primary() == layout.language.primary();
    let house = layout.headings.get(&section).filter(|_| same);
    house.cloned().unwrap_or_else(|| Text::synthetic(default(section, language)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_follow_the_language() {
        let lang = |tag| Lang::new(tag).unwrap();
        assert_eq!(default(Section::Background, &lang("de-AT")), "Hintergrund");
        assert_eq!(default(Section::EditorsNote, &lang("en-GB")), "Notes to editors");
        assert_eq!(default(Section::Photos, &lang("tlh")), "Photos");
    }
}
