//! What reading a field needs to know about its release and house.

use std::sync::Arc;

use super::lexicon::{Entry, Lexicon};
use crate::model::{Lang, Text};

/// How deep lists and quotes may nest unless a caller says otherwise.
const DEFAULT_NESTING: usize = 8;

/// Language, word lists and limits of the fields of one release.
///
/// Build one per release and read all fields with it: the word lists are
/// indexed once. Both the house's and the release's lists may be added.
#[derive(Clone, Debug)]
pub struct Context {
    lang: Lang,
    lexicon: Arc<Lexicon>,
    max_nesting: usize,
}

impl Context {
    /// No word lists yet.
    pub fn new(lang: &Lang) -> Self {
        Self {
            lang: lang.clone(),
            lexicon: Arc::new(Lexicon::default()),
            max_nesting: DEFAULT_NESTING,
        }
    }

    /// The same lists and limits for a field in another language.
    #[must_use]
    pub fn with_lang(&self, lang: &Lang) -> Self {
        Self { lang: lang.clone(), ..self.clone() }
    }

    /// Adds abbreviations and what they stand for.
    #[must_use]
    pub fn abbreviations(self, list: &[(Text, Text)]) -> Self {
        self.add(
            list.iter()
                .filter_map(|(short, long)| Entry::expansion(short.as_str(), long.as_str().trim())),
        )
    }

    /// Adds names that must not be broken over lines.
    #[must_use]
    pub fn keep_together(self, list: &[Text]) -> Self {
        self.add(list.iter().filter_map(|name| Entry::keep(name.as_str())))
    }

    /// Adds words with their hyphenation points marked `\-`; a word without
    /// any is never hyphenated.
    #[must_use]
    pub fn hyphenation(self, list: &[Text]) -> Self {
        self.add(list.iter().flat_map(|word| Entry::hyphenation(word.as_str())))
    }

    /// Limits how many lists and quotes may stand inside each other.
    #[must_use]
    pub fn max_nesting(mut self, levels: usize) -> Self {
        self.max_nesting = levels.max(1);
        self
    }

    /// The language of the field.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    pub(super) fn nesting_limit(&self) -> usize {
        self.max_nesting
    }

    fn add(mut self, entries: impl Iterator<Item = Entry>) -> Self {
        Arc::make_mut(&mut self.lexicon).extend(entries);
        self
    }
}
