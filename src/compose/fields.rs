//! What placeholders of templates stand for in one release.

use super::config::Source;
use crate::model::placeholder::{self, Part, Placeholder};
use crate::model::{Text, dates, numbers};

/// Values of the placeholders of one release.
#[derive(Clone, Default, Debug)]
pub(super) struct Fields {
    /// `{organisation}`.
    pub organisation: String,
    /// `{kind}`.
    pub kind: String,
    /// `{number}`.
    pub number: String,
    /// `{date}`.
    pub date: String,
    /// `{place}`.
    pub place: String,
    /// `{headline}`; forced breaks are spaces.
    pub headline: String,
    /// `{embargo}`.
    pub embargo: String,
    /// `{responsible}`.
    pub responsible: String,
}

/// Number of a page and count of pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct PageNumber {
    /// From 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
}

impl PageNumber {
    /// What frames are measured with before pages are counted.
    pub const UNKNOWN: Self = Self { page: 8, pages: 8 };

    /// Whether a template shows it.
    pub fn is_in(template: &Text) -> bool {
        placeholders(template)
            .any(|placeholder| matches!(placeholder, Placeholder::Page | Placeholder::Pages))
    }
}

/// The placeholders of a template in order.
pub(super) fn placeholders(template: &Text) -> impl Iterator<Item = Placeholder> {
    placeholder::parse(template.as_str()).into_iter().filter_map(|part| match part {
        Part::Value { placeholder, .. } => Some(placeholder),
        Part::Literal { .. } => None,
    })
}

impl Fields {
    /// The values of a release in its layout.
    pub fn new(source: Source<'_>) -> Self {
        let Source { release, layout, lang } = source;
        let letterhead = &layout.letterhead;
        let written = |text: &Option<Text>| {
            text.as_ref().map(|text| text.as_str().trim().to_owned()).unwrap_or_default()
        };
        let or = |own: &Option<Text>, house: &Text| {
            own.as_ref().unwrap_or(house).as_str().trim().to_owned()
        };
        let format = layout.formats.number.as_deref();
        let number = release.number.as_ref();
        let responsible = release.responsible.as_ref().or(letterhead.responsible.as_ref());
        let embargo = release.embargo.as_ref().map(|e| dates::embargo(e, layout.zone(), lang));
        Self {
            organisation: or(&release.organisation, &letterhead.organisation),
            kind: or(&release.kind, &letterhead.kind),
            number: number
                .map(|number| numbers::number(number, format, release.date.year()))
                .unwrap_or_default(),
            date: dates::format(release.date, layout.formats.date, lang),
            place: written(&release.place),
            headline: release.headline.as_str().replace('\n', " "),
            embargo: embargo.unwrap_or_default(),
            responsible: written(&responsible.cloned()),
        }
    }

    /// The template with its placeholders filled; `None` when it is blank or
    /// has some and all are empty.
    pub fn fill_page(&self, template: &Text, number: PageNumber) -> Option<Text> {
        if template.is_blank() {
            return None;
        }
        if !template.as_str().contains(['{', '}']) {
            return Some(template.clone());
        }
        let filled = placeholder::expand(template.as_str(), |name| self.value(name, number))?;
        Some(Text::new(filled, template.origin().clone(), Vec::new()))
    }

    /// What a placeholder stands for; empty when there is nothing.
    pub fn value(&self, name: Placeholder, number: PageNumber) -> String {
        match name {
            Placeholder::Organisation => self.organisation.clone(),
            Placeholder::Kind => self.kind.clone(),
            Placeholder::Number => self.number.clone(),
            Placeholder::Date => self.date.clone(),
            Placeholder::Place => self.place.clone(),
            Placeholder::Headline => self.headline.clone(),
            Placeholder::Embargo => self.embargo.clone(),
            Placeholder::Responsible => self.responsible.clone(),
            Placeholder::Page => number.page.to_string(),
            Placeholder::Pages => number.pages.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(template: &str) -> Option<String> {
        let fields = Fields { kind: "Einladung".to_owned(), ..Fields::default() };
        let number = PageNumber { page: 2, pages: 3 };
        fields.fill_page(&Text::synthetic(template), number).map(|text| text.as_str().to_owned())
    }

    #[test]
    fn placeholders_are_filled_and_empty_lines_vanish() {
        assert_eq!(fill("{kind} – Seite {page}/{pages}").as_deref(), Some("Einladung – Seite 2/3"));
        assert_eq!(fill("{number}"), None);
        assert_eq!(fill("  "), None);
    }

    #[test]
    fn page_numbers_are_known_by_their_placeholders() {
        assert!(PageNumber::is_in(&Text::synthetic("Seite {page}")));
        assert!(!PageNumber::is_in(&Text::synthetic("{kind} {{page}}")));
    }
}
