//! Numbers of releases that are given twice in a year.

use std::collections::BTreeMap;

use crate::delivery::hash::Hash;
use crate::delivery::manifest::Entry;
use crate::diag::Diagnostic;

/// The numbers seen so far, as hashes, since an archive has many.
#[derive(Default, Debug)]
pub struct Numbers {
    seen: BTreeMap<Hash, Box<str>>,
}

impl Numbers {
    /// Two releases of one house and year must not have one number;
    /// corrections may repeat the number of what they correct. A file that was
    /// rendered by name may be in its folder a second time and does not count.
    pub fn add(&mut self, stem: &str, entry: &Entry) -> Option<Diagnostic> {
        let card = &entry.card;
        let number = card.number.as_deref().filter(|_| !card.corrects && !entry.root.is_empty())?;
        let year = card.date.split('-').next().unwrap_or_default();
        let key = Hash::of(format!("{}\n{year}\n{number}", card.organisation).as_bytes());
        let first = self.seen.insert(key, stem.into())?;
        let message = format!("{first} and {stem} both have number {number} of {year}");
        let diagnostic = Diagnostic::error("duplicate-number", message);
        Some(diagnostic.hint("give one of them another number"))
    }
}
