//! What an outside validator says of the outputs: its reports are read, each
//! judgement is bound to the file that it is about, and what no longer holds is
//! left out. Of each judgement 24 bytes are held.

mod bind;
mod findings;
mod verapdf;

use std::collections::BTreeSet;
use std::num::NonZero;

use serde::Serialize;

use super::key;

pub use bind::read;

/// What was found of a file by a profile.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
    /// The file conforms.
    Passed,
    /// It does not.
    Failed,
    /// It does not conform to a standard of a family (PDF/A, PDF/UA) of which
    /// it declares none.
    Undeclared,
    /// The validator came to no end.
    NotJudged,
    /// What was judged is not this file, or not as it is now.
    Stale,
}

/// One verdict on one file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verdict<'a> {
    /// Name and version of the program that judged: `veraPDF 1.28.2`.
    pub validator: &'a str,
    /// What it judged by: `PDF/A-3A`; empty when it came to no profile.
    pub profile: &'a str,
    /// What it found.
    pub outcome: Outcome,
    /// When it judged, if the report tells.
    pub at: Option<jiff::Timestamp>,
}

impl<'a> Verdict<'a> {
    /// Whether the file conforms; `None` when that was not found out.
    pub fn passed(&self) -> Option<bool> {
        match self.outcome {
            Outcome::Passed => Some(true),
            Outcome::Failed | Outcome::Undeclared => Some(false),
            Outcome::NotJudged | Outcome::Stale => None,
        }
    }

    /// As `index.json` has it.
    pub fn listed(&self) -> Listed<'a> {
        Listed { validator: self.validator, profile: self.profile, passed: self.passed() }
    }
}

/// A verdict for programs.
#[derive(Serialize)]
pub struct Listed<'a> {
    validator: &'a str,
    profile: &'a str,
    /// `null`: not judged.
    passed: Option<bool>,
}

/// Verdicts as `index.csv` has them: `veraPDF 1.28.2: PDF/A-3A passed; PDF/UA-1 failed`.
pub fn line(verdicts: &[Verdict<'_>]) -> String {
    let mut text = String::new();
    let mut last = "";
    for verdict in verdicts {
        if !text.is_empty() {
            text.push_str("; ");
        }
        if verdict.validator != last {
            text.push_str(verdict.validator);
            text.push_str(": ");
            last = verdict.validator;
        }
        text.push_str(verdict.profile);
        text.push_str(match verdict.passed() {
            Some(true) => " passed",
            Some(false) => " failed",
            None if verdict.profile.is_empty() => "not judged",
            None => " not judged",
        });
    }
    text
}

/// How many files are what, each counted once: as the worst that holds.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize)]
pub struct Tally {
    /// Conform to all that they were judged by.
    pub passed: usize,
    /// Do not.
    pub failed: usize,
    /// Could not be judged by some profile, or at all.
    pub not_judged: usize,
    /// Were written again since some profile judged them.
    pub stale: usize,
    /// Do not conform to a standard of a family of which they declare none.
    pub undeclared: usize,
}

/// A judgement that was bound to an output.
#[derive(Clone, Copy)]
struct Bound {
    /// [`key`] of the output's path below the folder.
    file: u64,
    /// Milliseconds since 1970.
    at: Option<NonZero<i64>>,
    /// Place of the [`Judge`] among all.
    judge: u32,
    /// Place of the [`Meaning`] among all.
    meaning: u32,
}

/// What a judgement says, whatever the file. There are few different ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Meaning {
    profile: Box<str>,
    outcome: Outcome,
}

/// Who made reports, and in which file they stand. A file may hold many reports,
/// hardly ever of several judges.
#[derive(PartialEq, Eq)]
struct Judge {
    /// Place of the file among those given.
    file: usize,
    /// Name and version of the program.
    validator: String,
}

/// The verdicts of all reports.
#[derive(Default)]
pub struct Verdicts {
    /// Sorted by file, then as people read them.
    bound: Vec<Bound>,
    meanings: Vec<Meaning>,
    judges: Vec<Judge>,
}

impl Verdicts {
    /// The verdicts on an output, named by its path below the output folder.
    pub fn of(&self, file: &str) -> Vec<Verdict<'_>> {
        self.group(file).iter().map(|bound| self.verdict(bound)).collect()
    }

    fn group(&self, file: &str) -> &[Bound] {
        let file = key(file);
        let start = self.bound.partition_point(|bound| bound.file < file);
        let from = &self.bound[start..];
        &from[..from.partition_point(|bound| bound.file == file)]
    }

    fn verdict(&self, bound: &Bound) -> Verdict<'_> {
        let meaning = self.meaning(bound);
        Verdict {
            validator: &self.judge(bound).validator,
            profile: &meaning.profile,
            outcome: meaning.outcome,
            at: bound.at.and_then(|at| jiff::Timestamp::from_millisecond(at.get()).ok()),
        }
    }

    fn meaning(&self, bound: &Bound) -> &Meaning {
        &self.meanings[bound.meaning as usize]
    }

    fn judge(&self, bound: &Bound) -> &Judge {
        &self.judges[bound.judge as usize]
    }

    /// Keeps one judgement of each file by each profile: one of the file as it
    /// is before one of another, then the newest, then that of the report named
    /// last.
    fn keep_last(&mut self) {
        let mut bound = std::mem::take(&mut self.bound);
        let rank = |bound: &Bound| {
            let meaning = self.meaning(bound);
            let current = meaning.outcome != Outcome::Stale;
            (bound.file, &*meaning.profile, current, bound.at, bound.judge)
        };
        bound.sort_unstable_by(|a, b| rank(b).cmp(&rank(a)));
        let profile = |bound: &Bound| &*self.meaning(bound).profile;
        bound.dedup_by(|a, b| a.file == b.file && profile(a) == profile(b));
        bound.reverse();
        let outdated = self.outdated(&bound);
        bound.retain(|bound| !profile(bound).is_empty() || !outdated.contains(&bound.file));
        bound.shrink_to_fit();
        self.bound = bound;
    }

    /// Files of which a job without results speaks as they no longer are, and
    /// another job as they are. What came to nothing with a file as it is stays:
    /// which profile it was that failed, the report does not say.
    fn outdated(&self, bound: &[Bound]) -> BTreeSet<u64> {
        let is_stale = |bound: &Bound| self.meaning(bound).outcome == Outcome::Stale;
        let is_empty = |bound: &Bound| self.meaning(bound).profile.is_empty();
        let mut files = BTreeSet::new();
        for file in bound.chunk_by(|a, b| a.file == b.file) {
            let nothing = file.iter().find(|bound| is_empty(bound) && is_stale(bound));
            if let Some(nothing) = nothing.filter(|_| !file.iter().all(is_stale)) {
                files.insert(nothing.file);
            }
        }
        files
    }

    /// Forgets what was said of files that are others now, and sorts the rest
    /// as people read it.
    fn keep_current(&mut self) {
        let mut bound = std::mem::take(&mut self.bound);
        bound.retain(|bound| self.meaning(bound).outcome != Outcome::Stale);
        bound.sort_unstable_by_key(|bound| {
            (bound.file, &*self.judge(bound).validator, &*self.meaning(bound).profile)
        });
        self.bound = bound;
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for file in self.bound.chunk_by(|a, b| a.file == b.file) {
            let is = |outcome| file.iter().any(|bound| self.meaning(bound).outcome == outcome);
            let count = if is(Outcome::Failed) {
                &mut tally.failed
            } else if is(Outcome::NotJudged) {
                &mut tally.not_judged
            } else if is(Outcome::Stale) {
                &mut tally.stale
            } else if is(Outcome::Undeclared) {
                &mut tally.undeclared
            } else {
                &mut tally.passed
            };
            *count += 1;
        }
        tally
    }
}

#[cfg(test)]
mod tests;
