//! Numbers of releases that are given twice in a year.

use std::collections::BTreeMap;
use std::fs;

use crate::delivery::hash::Hash;
use crate::delivery::job::Card;
use crate::diag::Diagnostic;

/// The numbers seen so far, as short hashes, and the files that have them, one
/// after the other, since an archive has many.
#[derive(Default, Debug)]
pub struct Numbers {
    /// Where in `files` the file begins that has a number.
    seen: BTreeMap<u64, u32>,
    /// Names with a NUL behind each, which no name has.
    files: String,
}

impl Numbers {
    /// Two releases of one house and year must not have one number;
    /// corrections may repeat the number of what they correct. `root` is the
    /// folder that was named and `release` the file below it. A file that was
    /// named itself (`root` is empty) may be in its folder a second time: it is
    /// compared with other named files.
    pub fn add(&mut self, root: &str, release: &str, card: &Card) -> Option<Diagnostic> {
        let number = card.number.as_deref().filter(|_| !card.corrects)?;
        let year = card.date.split('-').next().unwrap_or_default();
        let named = root.is_empty();
        let key = format!("{named}\n{}\n{year}\n{number}", card.organisation);
        let key = Hash::of(key.as_bytes());
        let file = match root {
            "" => release.to_owned(),
            root => format!("{}/{release}", root.trim_end_matches('/')),
        };
        let start = u32::try_from(self.files.len()).ok()?;
        let first = self.seen.insert(key.to_u64(), start);
        self.files.push_str(&file);
        self.files.push('\0');
        let first = self.file(first?).filter(|first| **first != *file)?;
        if named && is_same_file(first, &file) {
            return None;
        }
        // The house's form may say the year.
        let of = if number.contains(year) { String::new() } else { format!(" of {year}") };
        let message = format!("{first} and {file} both have number {number}{of}");
        let diagnostic = Diagnostic::error("duplicate-number", message);
        Some(diagnostic.hint("give one of them another number"))
    }

    fn file(&self, start: u32) -> Option<&str> {
        self.files.get(start as usize..)?.split('\0').next()
    }
}

/// Whether two names are of one file.
fn is_same_file(a: &str, b: &str) -> bool {
    fs::canonicalize(a).is_ok_and(|a| fs::canonicalize(b).is_ok_and(|b| a == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_given_twice_names_both_files_and_the_year_once() {
        let card = |number: &str| Card {
            number: Some(number.to_owned()),
            date: "2026-05-03".to_owned(),
            ..Card::default()
        };
        let mut numbers = Numbers::default();
        let mut told = |root, release, number| {
            numbers.add(root, release, &card(number)).map(|diagnostic| diagnostic.message)
        };
        assert_eq!(told("in", "a.ron", "1/2026"), None);
        assert_eq!(
            told("in/", "x/b.ron", "1/2026").as_deref(),
            Some("in/a.ron and in/x/b.ron both have number 1/2026")
        );
        assert_eq!(told("in", "c.ron", "2."), None);
        assert_eq!(told("", "d.ron", "2."), None);
        assert_eq!(
            told("", "f.ron", "2.").as_deref(),
            Some("d.ron and f.ron both have number 2. of 2026")
        );
        assert_eq!(
            told("in", "e.ron", "2.").as_deref(),
            Some("in/c.ron and in/e.ron both have number 2. of 2026")
        );
    }

    #[test]
    fn a_file_named_with_a_line_end_is_one_file() {
        let card = Card { number: Some("1".to_owned()), ..Card::default() };
        for name in ["a\nb.ron", "a.ron\r", "a.ron\n", "\n", "\r\n.ron"] {
            let mut numbers = Numbers::default();
            assert_eq!(numbers.add("in", name, &card), None);
            assert_eq!(numbers.add("in", name, &card), None, "{name:?}");
            let message = numbers.add("in", "c.ron", &card).map(|diagnostic| diagnostic.message);
            let told = format!("in/{name} and in/c.ron both have number 1");
            assert_eq!(message, Some(told));
        }
    }
}
