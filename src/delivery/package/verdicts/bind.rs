//! Binding judgements to outputs: by path and by size, and only if the file was
//! not written after it was judged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::BufReader;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::verapdf::{self, Head, Job, Told};
use super::{Bound, Judge, Meaning, Outcome, Tally, Verdicts, findings, key};
use crate::delivery::job::stem_of;
use crate::delivery::manifest::{Manifest, OutputEntry};
use crate::delivery::package::index::declares;
use crate::diag::Diagnostics;

/// Reads reports on what lies in `out`. Tells what is wrong with the reports
/// and which files did not pass.
pub fn read(
    out: &Path,
    manifest: &Manifest,
    reports: &[PathBuf],
    diags: &mut Diagnostics,
) -> (Verdicts, Tally) {
    let mut reading = Reading {
        out,
        manifest,
        folders: Folders::of(out),
        verdicts: Verdicts::default(),
        meanings: BTreeMap::new(),
        to_tell: BTreeSet::new(),
    };
    for (place, report) in reports.iter().enumerate() {
        reading.file(place, report, diags);
    }
    reading.finish(reports, diags)
}

/// Reports while they are read.
struct Reading<'a> {
    out: &'a Path,
    manifest: &'a Manifest,
    folders: Folders,
    verdicts: Verdicts,
    /// Places in the list of meanings.
    meanings: BTreeMap<Meaning, u32>,
    /// Outputs that there may be something to tell of.
    to_tell: BTreeSet<String>,
}

/// What a file of reports is about.
#[derive(Default)]
struct Share {
    /// How many of its jobs are about outputs.
    ours: usize,
    /// How many are about other files of the folder.
    others: usize,
    first_other: String,
    /// Judgements of the reports that have ended.
    ended: usize,
    /// Jobs that do not say when they were; what follows them may.
    undated: Vec<Job>,
}

/// What the manifest says of a release, as far as it is wanted here.
#[derive(Deserialize)]
struct Outputs {
    outputs: Vec<OutputEntry>,
}

impl Reading<'_> {
    /// Reads the reports of one file.
    fn file(&mut self, place: usize, path: &Path, diags: &mut Diagnostics) {
        let file = match fs::File::open(path) {
            Ok(file) => BufReader::with_capacity(1 << 16, file),
            Err(error) => return diags.push(findings::unreadable(path, self.out, &error)),
        };
        let before = self.verdicts.bound.len();
        let mut share = Share { ended: before, ..Share::default() };
        let read = verapdf::read(file, |told| match told {
            Told::Job(job) if job.started().is_none() => share.undated.push(job),
            Told::Job(job) => self.bind(&job, None, &mut share),
            Told::End(head) => self.end(place, head, &mut share),
        });
        if let Err(error) = read {
            // Half a report says nothing.
            self.verdicts.bound.truncate(before);
            diags.push(findings::unusable(path, self.out, &error));
        } else if share.ours == 0 {
            diags.push(findings::foreign(path, self.out));
        } else if share.others > 0 {
            diags.push(findings::others(path, self.out, share.others, &share.first_other));
        }
    }

    /// Who judged, and when it began, is known at the end of a report.
    fn end(&mut self, place: usize, head: Head, share: &mut Share) {
        for job in std::mem::take(&mut share.undated) {
            self.bind(&job, head.started, share);
        }
        let judge = Judge { file: place, validator: head.validator };
        let judges = &mut self.verdicts.judges;
        let known = judges.iter().position(|known| *known == judge);
        let index = known.unwrap_or_else(|| {
            judges.push(judge);
            judges.len() - 1
        });
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        self.verdicts.bound[share.ended..].iter_mut().for_each(|bound| bound.judge = index);
        share.ended = self.verdicts.bound.len();
    }

    /// Binds what a job says to the output that it is about.
    fn bind(&mut self, job: &Job, started: Option<i64>, share: &mut Share) {
        let Some(file) = self.folders.below(&job.item.name) else { return };
        let Some(output) = self.output(&file) else {
            share.others += 1;
            if share.others == 1 {
                share.first_other = file;
            }
            return;
        };
        share.ours += 1;
        let started = job.started().or(started);
        let stale = job.item.size.and_then(|size| size.try_into().ok()) != Some(output.size)
            || self.written_after(&file, started);
        let mut note = |profile: String, outcome: Outcome| {
            let outcome = if stale { Outcome::Stale } else { outcome };
            if !matches!(outcome, Outcome::Passed | Outcome::Undeclared) {
                self.to_tell.insert(file.clone());
            }
            let meaning = self.meaning(Meaning { profile: profile.into(), outcome });
            self.verdicts.bound.push(Bound {
                file: key(&file),
                at: started.and_then(NonZero::new),
                judge: u32::MAX,
                meaning,
            });
        };
        for result in job.results() {
            let profile = result.profile();
            let outcome = match result.passed() {
                Some(true) => Outcome::Passed,
                Some(false) if is_claimed(&profile, &output.edition) => Outcome::Failed,
                Some(false) => Outcome::Undeclared,
                None => Outcome::NotJudged,
            };
            note(profile, outcome);
        }
        if job.results().is_empty() {
            note(String::new(), Outcome::NotJudged);
        }
    }

    fn output(&self, file: &str) -> Option<OutputEntry> {
        let outputs = self.manifest.get_part::<Outputs>(stem_of(file)?)?.outputs;
        outputs.into_iter().find(|output| output.file == file)
    }

    /// Whether an output was written after a time. What cannot be looked at is
    /// taken for written.
    fn written_after(&self, file: &str, time: Option<i64>) -> bool {
        let Some(time) = time else { return false };
        let written = fs::metadata(self.out.join(file)).and_then(|found| found.modified());
        let written = written.ok().and_then(|at| jiff::Timestamp::try_from(at).ok());
        written.is_none_or(|at| at.as_millisecond() > time)
    }

    fn meaning(&mut self, meaning: Meaning) -> u32 {
        let next = self.verdicts.meanings.len() as u32;
        *self.meanings.entry(meaning).or_insert_with_key(|meaning| {
            self.verdicts.meanings.push(meaning.clone());
            next
        })
    }

    fn finish(self, reports: &[PathBuf], diags: &mut Diagnostics) -> (Verdicts, Tally) {
        let Self { mut verdicts, to_tell, out, .. } = self;
        verdicts.keep_last();
        for file in &to_tell {
            findings::of_file(&verdicts, file, out, reports, diags);
        }
        let tally = verdicts.tally();
        verdicts.keep_current();
        (verdicts, tally)
    }
}

/// Whether a fault by a profile is a fault of an edition. A print sheet is no
/// PDF/A and does not say that it were; who has a whole folder judged does not
/// want to hear of it. Profiles of other families were asked for by name.
fn is_claimed(profile: &str, edition: &str) -> bool {
    let family = ["PDF/A-", "PDF/UA-"].into_iter().find(|family| profile.starts_with(family));
    family.is_none_or(|family| declares(edition).contains(family))
}

/// Finds paths below a folder, whatever links lead there.
struct Folders {
    out: Option<PathBuf>,
    /// The folder looked up last and what it is below `out`: files of one
    /// folder follow each other.
    last: PathBuf,
    below: Option<PathBuf>,
}

impl Folders {
    fn of(out: &Path) -> Self {
        Self { out: out.canonicalize().ok(), last: PathBuf::new(), below: None }
    }

    /// A file's path below the folder, with `/`; `None` for one elsewhere.
    fn below(&mut self, file: &str) -> Option<String> {
        let file = Path::new(file);
        let (folder, name) = (file.parent()?, file.file_name()?);
        if folder != self.last {
            let real = folder.canonicalize().ok();
            let below = real.as_deref().zip(self.out.as_deref());
            self.below = below.and_then(|(real, out)| Some(real.strip_prefix(out).ok()?.into()));
            self.last = folder.to_owned();
        }
        Some(self.below.as_ref()?.join(name).to_string_lossy().replace('\\', "/"))
    }
}
