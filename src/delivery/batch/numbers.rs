//! Numbers of releases that are given twice in a year.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::delivery::hash::Hash;
use crate::delivery::job::{Card, read_source};
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::model;

/// Files that are named before the rest is only counted.
const NAMED: usize = 3;

/// The numbers seen so far, as short hashes, and the files that have them, one
/// after the other, since an archive has many.
#[derive(Default, Debug)]
pub struct Numbers {
    /// Where in `files` the first file begins that has a number.
    seen: BTreeMap<u64, u32>,
    /// Numbers that were seen more than once.
    twice: BTreeMap<u64, Twice>,
    /// Names with a NUL behind each, which no name has.
    files: String,
}

/// A number that was given twice, as far as its files are different ones.
#[derive(Debug)]
struct Twice {
    number: String,
    year: String,
    /// Whether its files were named themselves.
    named: bool,
    /// Where in `files` the names begin.
    starts: Vec<u32>,
}

impl Numbers {
    /// Two releases of one house and year must not have one number;
    /// corrections may repeat the number of what they correct. `root` is the
    /// folder that was named and `release` the file below it. A file that was
    /// named itself (`root` is empty) may be in its folder a second time: it is
    /// compared with other named files.
    pub fn add(&mut self, root: &str, release: &str, card: &Card) {
        let Some(number) = card.number.as_deref().filter(|_| !card.corrects) else { return };
        let Ok(start) = u32::try_from(self.files.len()) else { return };
        let year = card.date.split('-').next().unwrap_or_default();
        let named = root.is_empty();
        let key = format!("{named}\n{}\n{year}\n{number}", card.organisation);
        let key = Hash::of(key.as_bytes()).to_u64();
        if !named {
            self.files.push_str(root.trim_end_matches('/'));
            self.files.push('/');
        }
        self.files.push_str(release);
        self.files.push('\0');
        let first = *self.seen.entry(key).or_insert(start);
        if first != start {
            let (number, year) = (number.to_owned(), year.to_owned());
            let new = || Twice { number, year, named, starts: vec![first] };
            self.twice.entry(key).or_insert_with(new).starts.push(start);
        }
    }

    /// One finding a number that several files have, in the order of the files.
    pub fn report(&self) -> Diagnostics {
        let mut twice: Vec<&Twice> = self.twice.values().collect();
        twice.sort_by_key(|twice| twice.starts.first());
        let mut diags = Diagnostics::new();
        let findings = twice.into_iter().filter_map(|twice| self.finding(twice));
        findings.for_each(|finding| diags.push(finding));
        diags
    }

    fn finding(&self, twice: &Twice) -> Option<Diagnostic> {
        let mut seen = BTreeSet::new();
        let names = twice.starts.iter().filter_map(|start| self.file(*start));
        let files: Vec<&str> = names.filter(|file| seen.insert(identity(file, twice))).collect();
        let [first, second, ..] = files[..] else { return None };
        let Twice { number, year, .. } = twice;
        let who = match files.len() - files.len().min(NAMED) {
            0 if files.len() == 2 => format!("{first} and {second} both"),
            0 => format!("{first}, {second} and {} all", files[2]),
            more => format!("{} and {more} more all", files[..NAMED].join(", ")),
        };
        // The house's form may say the year.
        let of = if number.contains(year) { String::new() } else { format!(" of {year}") };
        let message = format!("{who} have number {number}{of}");
        let mut diagnostic = Diagnostic::error("duplicate-number", message);
        diagnostic.origin = place(second, number);
        Some(diagnostic.hint(match files.len() {
            2 => "give one of them another number",
            _ => "give each of them a number of its own",
        }))
    }

    fn file(&self, start: u32) -> Option<&str> {
        self.files.get(start as usize..)?.split('\0').next()
    }
}

/// What tells files apart: one may be named by hand in two ways.
fn identity(file: &str, twice: &Twice) -> PathBuf {
    let real = twice.named.then(|| fs::canonicalize(file).ok()).flatten();
    real.unwrap_or_else(|| PathBuf::from(file))
}

/// Where a file states its number, if it still does. It is read again, which
/// costs less than to remember the place in every release.
fn place(file: &str, number: &str) -> Option<Origin> {
    let mut unheard = Diagnostics::new();
    let source = read_source(Path::new(file), &mut unheard)?;
    let stated = model::draft_release(&source, &mut unheard)?.number?.text;
    // The house's form may add to it.
    let still = number.contains(stated.as_str().trim_end_matches('.'));
    still.then(|| stated.origin().clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(files: &[(&str, &str, &str)]) -> Vec<String> {
        let mut numbers = Numbers::default();
        for (root, release, number) in files {
            let number = Some((*number).to_owned());
            let card = Card { number, date: "2026-05-03".to_owned(), ..Card::default() };
            numbers.add(root, release, &card);
        }
        numbers.report().into_iter().map(|diagnostic| diagnostic.message).collect()
    }

    #[test]
    fn a_number_given_twice_names_both_files_and_the_year_once() {
        let found = told(&[
            ("in", "a.ron", "1/2026"),
            ("in/", "x/b.ron", "1/2026"),
            ("in", "c.ron", "2."),
            ("", "d.ron", "2."),
            ("", "f.ron", "2."),
            ("in", "e.ron", "2."),
        ]);
        let wanted = [
            "in/a.ron and in/x/b.ron both have number 1/2026",
            "in/c.ron and in/e.ron both have number 2. of 2026",
            "d.ron and f.ron both have number 2. of 2026",
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn many_files_of_one_number_are_one_finding() {
        let names: Vec<String> = (1..=50).map(|n| format!("{n}.ron")).collect();
        let files: Vec<_> = names.iter().map(|name| ("in", name.as_str(), "2.")).collect();
        let three = "in/1.ron, in/2.ron and in/3.ron all have number 2. of 2026";
        assert_eq!(told(&files[..3]), [three]);
        let all = "in/1.ron, in/2.ron, in/3.ron and 47 more all have number 2. of 2026";
        assert_eq!(told(&files), [all]);
    }

    #[test]
    fn a_file_named_with_a_line_end_is_one_file() {
        for name in ["a\nb.ron", "a.ron\r", "a.ron\n", "\n", "\r\n.ron"] {
            let twice = [("in", name, "1"), ("in", name, "1")];
            assert_eq!(told(&twice), [""; 0], "{name:?}");
            let more = [twice[0], twice[1], ("in", "c.ron", "1")];
            let message = format!("in/{name} and in/c.ron both have number 1 of 2026");
            assert_eq!(told(&more), [message]);
        }
    }
}
