//! What the house wrote, when it speaks another language than the release.

use super::config::Config;
use super::fields::PageNumber;
use crate::markup::Context;
use crate::model::placeholder::{self, Part, Placeholder};
use crate::model::{Lang, Layout, Text};

/// The language of a house that is not that of the release.
#[derive(Clone, Debug)]
pub(super) struct House {
    /// The language.
    pub lang: Lang,
    /// For reading markup in it.
    pub context: Context,
}

/// Who chose the words that a placeholder stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Author {
    House,
    /// The release, or the program in its language.
    Release,
    /// Nobody: numbers are of no language.
    Nobody,
}

/// A template with its placeholders filled.
pub(super) struct Filled {
    /// The line.
    pub text: Text,
    /// Whether it is to be read as the house's.
    pub house: bool,
}

impl House {
    /// The house, when it differs from the release. Variants of one language
    /// are the same here: they are hyphenated alike, and nobody reads a de-AT
    /// sheet with other rules for an address in de.
    pub fn beside(lang: &Lang, layout: &Layout, context: &Context) -> Option<Self> {
        let own = &layout.language;
        (own.primary() != lang.primary())
            .then(|| Self { lang: own.clone(), context: context.with_lang(own) })
    }
}

impl Config<'_> {
    /// The language of the house when it differs from that of the release and
    /// the text is `of_house`.
    pub fn house_of(&self, of_house: bool) -> Option<&House> {
        self.house.as_ref().filter(|_| of_house)
    }

    /// Whether a text of the layout has words: marks and digits are of no
    /// language and stay in that of the release.
    pub fn says_words(text: &Text) -> bool {
        text.as_str().contains(char::is_alphabetic)
    }

    /// A template of the layout with its placeholders filled; `None` as
    /// [`Fields::fill_page`](super::fields::Fields::fill_page).
    ///
    /// A line is the house's as soon as the house has a word in it, be it its
    /// own ("Seite {page}") or what a placeholder takes from the letterhead
    /// ("{kind} {number}"): it was planned in that language. What the release
    /// puts into it ("vom {date}") becomes a language span. All other lines
    /// are the release's.
    pub fn fill(&self, template: &Text, number: PageNumber) -> Option<Filled> {
        let plain = |text| Filled { text, house: false };
        if self.house.is_none() || !self.is_of_house(template) {
            return self.fields.fill_page(template, number).map(plain);
        }
        let filled = placeholder::expand(template.as_str(), |name| {
            let value = self.fields.value(name, number);
            match self.author(name) {
                Author::Release => self.spoken(value),
                Author::House | Author::Nobody => value,
            }
        })?;
        let text = Text::new(filled, template.origin().clone(), Vec::new());
        Some(Filled { text, house: true })
    }

    fn is_of_house(&self, template: &Text) -> bool {
        placeholder::parse(template.as_str()).into_iter().any(|part| match part {
            Part::Literal { text, .. } => text.contains(char::is_alphabetic),
            Part::Value { placeholder, .. } => self.author(placeholder) == Author::House,
        })
    }

    fn author(&self, placeholder: Placeholder) -> Author {
        let chosen = |own: &Option<Text>| match own {
            Some(_) => Author::Release,
            None => Author::House,
        };
        match placeholder {
            Placeholder::Organisation => chosen(&self.release.organisation),
            Placeholder::Kind => chosen(&self.release.kind),
            Placeholder::Responsible => chosen(&self.release.responsible),
            // The form of the house may have a word: "Nr. {n}".
            Placeholder::Number => {
                let format = self.layout.formats.number.as_deref().unwrap_or_default();
                let format = format.replace("{n}", "").replace("{yyyy}", "");
                let wordy = format.contains(char::is_alphabetic) && self.release.number.is_some();
                if wordy { Author::House } else { Author::Nobody }
            }
            Placeholder::Page | Placeholder::Pages => Author::Nobody,
            Placeholder::Date
            | Placeholder::Place
            | Placeholder::Headline
            | Placeholder::Embargo => Author::Release,
        }
    }

    /// A value as a span in the language of the release. One with brackets of
    /// its own could end the span early and stays as it is.
    fn spoken(&self, value: String) -> String {
        let simple = !value.contains(['[', ']', '\\', '`']);
        match simple && value.contains(char::is_alphabetic) {
            true => format!("[{value}]{{lang={}}}", self.lang),
            false => value,
        }
    }
}
