//! A run's findings in order, none of them twice.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::{Diagnostic, Severity};

/// All findings of a run, in the order they were found.
#[derive(Clone, Default, Debug)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    /// Which of them have this [key](Diagnostic::key): looking through all of them for each
    /// new one would take quadratic time in a long text with many findings.
    index: HashMap<u64, Vec<usize>, BuildHasherDefault<DefaultHasher>>,
    /// What [`push_about`](Self::push_about) was told of before.
    subjects: BTreeSet<(&'static str, String)>,
    #[cfg(test)]
    compared: usize,
}

impl Diagnostics {
    /// No findings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one; an exact repetition is dropped.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.insert(diagnostic);
    }

    /// The same; whether it was new.
    pub fn insert(&mut self, diagnostic: Diagnostic) -> bool {
        let alike = self.index.entry(diagnostic.key()).or_default();
        #[cfg(test)]
        {
            self.compared += alike.len();
        }
        let new = !alike.iter().any(|at| self.items.get(*at) == Some(&diagnostic));
        if new {
            alike.push(self.items.len());
            self.items.push(diagnostic);
        }
        new
    }

    /// Adds a finding of which one is enough, wherever it is found again: the
    /// first with its code that is about `subject`.
    pub fn push_about(&mut self, subject: &str, diagnostic: Diagnostic) {
        if self.is_first_about(diagnostic.code, subject) {
            self.push(diagnostic);
        }
    }

    /// Whether nothing with this code was said of `subject` yet; from now on it
    /// was.
    pub fn is_first_about(&mut self, code: &'static str, subject: &str) -> bool {
        self.subjects.insert((code, subject.to_owned()))
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: Self) {
        for item in other.items {
            self.push(item);
        }
        self.subjects.extend(other.subjects);
    }

    /// Whether this very finding is among them.
    pub fn contains(&self, diagnostic: &Diagnostic) -> bool {
        let alike = self.index.get(&diagnostic.key());
        alike.is_some_and(|alike| alike.iter().any(|at| self.items.get(*at) == Some(diagnostic)))
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|d| d.severity == severity).count()
    }

    /// Keeps those for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        let before = self.items.len();
        self.items.retain(keep);
        if self.items.len() < before {
            self.index.clear();
            for (at, item) in self.items.iter().enumerate() {
                self.index.entry(item.key()).or_default().push(at);
            }
        }
    }

    /// The findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }
}

impl Diagnostic {
    /// Equal for equal findings, and hardly ever for others.
    pub fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.code, &self.message).hash(&mut hasher);
        let origin = self.origin.as_ref();
        origin.map(|origin| (&origin.range, &*origin.source.name)).hash(&mut hasher);
        hasher.finish()
    }
}

impl PartialEq for Diagnostics {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        let mut one = Self::new();
        one.push(diagnostic);
        one
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Origin, Source};
    use std::sync::Arc;

    fn at(offset: usize) -> Diagnostic {
        let source = Arc::new(Source { name: "a.ron".to_owned(), text: String::new() });
        let origin = Origin { range: offset..offset + 1, ..Origin::file(&source) };
        Diagnostic::warning("some-code", "the same everywhere").at(&origin)
    }

    #[test]
    fn repetitions_are_dropped_without_comparing_all() {
        let mut diags = Diagnostics::new();
        for offset in (0..1000).chain(0..1000) {
            diags.push(at(offset));
        }
        assert_eq!((diags.len(), diags.compared), (1000, 1000));
    }

    #[test]
    fn what_was_taken_out_may_come_again() {
        let mut diags = Diagnostics::new();
        (0..4).for_each(|offset| diags.push(at(offset)));
        diags.retain(|d| d.origin.as_ref().is_some_and(|origin| origin.range.start % 2 == 1));
        assert_eq!(diags.len(), 2);
        assert!(diags.insert(at(0)) && !diags.insert(at(1)) && !diags.insert(at(3)));
    }

    #[test]
    fn one_finding_about_a_subject_is_enough_over_several_collections() {
        let mut all = Diagnostics::new();
        for offset in 0..3 {
            let mut part = Diagnostics::new();
            part.push_about("x", at(offset));
            all.push_about("x", at(offset + 10));
            all.extend(part);
        }
        let starts = all.iter().filter_map(|d| Some(d.origin.as_ref()?.range.start));
        assert_eq!(starts.collect::<Vec<_>>(), [10, 0, 1, 2]);
    }
}
