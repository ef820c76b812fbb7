//! The words that the program itself contributes to a sheet, a message or what
//! a screen reader says: one row a word, one column a language.
//!
//! A row without one of the languages does not compile, so that no sheet mixes
//! two. Where the words around an insert would have to be inflected with it,
//! they are worded so that they need not be: with a colon, a noun, brackets.

/// All languages with words of their own: variant, column, other primary tags.
macro_rules! languages {
    ($($name:ident $column:ident $($other:literal)?;)*) => {
        /// A language with words of its own.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Language {
            $(#[doc = concat!("The column `", stringify!($column), "`.")] $name,)*
        }

        /// One word in every language.
        pub struct Row {
            $($column: &'static str,)*
            /// Whole tags of regions that say it otherwise, and how.
            regions: &'static [(&'static str, &'static str)],
        }

        impl Language {
            /// All of them, in the order of the columns.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The language of a tag; `None` for one without words.
            pub fn of(lang: &Lang) -> Option<Self> {
                let primary = lang.primary();
                let is = |tag: &str| primary.eq_ignore_ascii_case(tag);
                $(if is(stringify!($column)) $(|| is($other))? {
                    return Some(Self::$name);
                })*
                None
            }

            /// Its primary tag.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$name => stringify!($column),)* }
            }
        }

        impl Row {
            /// The word in a language, without regard to regions.
            pub const fn in_language(&self, language: Language) -> &'static str {
                match language { $(Language::$name => self.$column,)* }
            }
        }
    };
}

languages! {
    German de;
    English en;
    French fr;
    Dutch nl;
    Italian it;
    Spanish es;
    Portuguese pt;
    Polish pl;
    Czech cs;
    Slovak sk;
    Danish da;
    Swedish sv;
    // The macrolanguage is written as Bokmål nearly everywhere.
    Norwegian nb "no";
    Finnish fi;
    Turkish tr;
    Ukrainian uk;
    Greek el;
    Hungarian hu;
}

/// `de: "…", en: "…", …` and, behind them, `"pt-BR": "…"` where a region differs.
macro_rules! row {
    ($($column:ident: $word:literal,)* $($region:literal: $own:literal,)*) => {
        Row { $($column: $word,)* regions: &[$(($region, $own)),*] }
    };
}

/// Rows with their names, and all of them for tests.
macro_rules! table {
    ($all:ident; $($(#[$doc:meta])* $name:ident { $($cells:tt)* })*) => {
        $($(#[$doc])* pub static $name: Row = row! { $($cells)* };)*

        #[cfg(test)]
        pub(super) static $all: &[(&str, &Row)] = &[$((stringify!($name), &$name)),*];
    };
}

mod calendar;
mod table;
#[cfg(test)]
mod tests;

use super::Lang;

#[cfg(test)]
use calendar::ALL_PATTERNS;
pub use calendar::*;
#[cfg(test)]
use table::ALL;
pub use table::*;

/// Everything that is ever said, region by region.
#[cfg(test)]
pub(crate) fn everything() -> impl Iterator<Item = &'static str> {
    let named = ALL.iter().chain(ALL_PATTERNS).map(|(_, row)| *row);
    named.chain(MONTHS).chain(DAYS).flat_map(|row| {
        let columns = Language::ALL.iter().map(|language| row.in_language(*language));
        columns.chain(row.regions.iter().map(|(_, own)| *own))
    })
}

impl Row {
    /// The word for a tag: its region's, its language's, or the English one.
    pub fn of(&self, lang: &Lang) -> &'static str {
        let is = |tag: &str| lang.as_str().eq_ignore_ascii_case(tag);
        let region = self.regions.iter().find(|(tag, _)| is(tag));
        let language = Language::of(lang).unwrap_or(Language::English);
        region.map_or(self.in_language(language), |(_, own)| own)
    }
}
