//! Language tags (BCP 47) as written, with the primary subtag at hand.

use std::fmt;
use std::sync::Arc;

/// A BCP 47 language tag such as `de`, `de-AT` or `en-GB`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

impl Lang {
    /// A tag of 2 or 3 letters and further subtags of 1 to 8 letters or
    /// digits, separated by hyphens. `None` when it is not of that form.
    pub fn new(tag: &str) -> Option<Self> {
        let mut subtags = tag.split('-');
        let primary = subtags.next()?;
        let letters = primary.bytes().all(|b| b.is_ascii_alphabetic());
        let fits = (2..=3).contains(&primary.len()) && letters && tag.len() <= 35;
        let rest = subtags
            .all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()));
        (fits && rest).then(|| Self(tag.into()))
    }

    /// German, the default of this program.
    pub fn german() -> Self {
        Self("de".into())
    }

    /// The whole tag as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language subtag, e.g. `de` of `de-AT`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_language_tags_are_taken() {
        for tag in ["de", "de-AT", "en-GB", "gsw", "zh-Hant-TW"] {
            assert_eq!(Lang::new(tag).map(|l| l.as_str().to_owned()), Some(tag.to_owned()));
        }
        for tag in ["", "d", "deutsch", "de_AT", "de-", "-de", "de-123456789", "dé", "de AT"] {
            assert_eq!(Lang::new(tag), None, "{tag}");
        }
    }
}
