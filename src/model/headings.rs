//! Headings of the sections by language, and which one a release gets.

use super::layout::{Layout, Section};
use super::{Lang, Release, Text, words};

/// The heading of a section in a language; English where we know no better.
pub fn default(section: Section, language: &Lang) -> &'static str {
    let row = match section {
        Section::Background => &words::BACKGROUND,
        Section::EditorsNote => &words::EDITORS_NOTE,
        Section::Boilerplate => &words::ABOUT_US,
        Section::Contact => &words::CONTACT,
        Section::Photos => &words::PHOTOS,
        Section::Attachments => &words::ATTACHMENTS,
        Section::Event => &words::EVENT,
    };
    row.of(language)
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
        assert_eq!(default(Section::Contact, &lang("pt-BR")), "Contatos");
        assert_eq!(default(Section::Photos, &lang("tlh")), "Photos");
    }
}
