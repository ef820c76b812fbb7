//! Bringing a chunk to the disk: all files complete and synced, then named,
//! then recorded. A crash between any two steps leaves whole files or none,
//! and a manifest that claims nothing that is not there.

use std::io;
use std::path::Path;

use super::numbers::Numbers;
use super::plan::{Task, options_hash};
use super::{BatchSettings, Findings, LISTED, Summary};
use crate::delivery::job::{Outcome, Output};
use crate::delivery::manifest::{Entry, Manifest, OutputEntry};
use crate::delivery::write::{self, Staged, unwritable};
use crate::diag::Diagnostics;

/// What a run writes down.
pub struct Books<'a> {
    /// What the output folder holds, unless only a file was named.
    pub manifest: Option<Manifest>,
    /// What the run did.
    pub summary: Summary,
    /// What it found.
    pub findings: &'a mut Findings,
    /// The numbers of files that were named themselves.
    pub named: Numbers,
    /// Output stems of releases that failed while the manifest keeps what it
    /// knows of their last good editions, sorted.
    pub kept: Vec<String>,
    /// The disk did not take a chunk.
    pub refused: bool,
}

impl Books<'_> {
    /// A release that could not be rendered or was left undone.
    pub fn missing(&mut self, task: &Task, settings: &BatchSettings) {
        if settings.shard.is_some() {
            self.summary.missing.push(task.stem());
        }
    }
}

/// Commits the outcomes of a chunk.
pub fn chunk(
    tasks: &[Task],
    outcomes: Vec<Option<Outcome>>,
    settings: &BatchSettings,
    books: &mut Books<'_>,
) {
    let out = &settings.render.out;
    let old = match prepare(tasks, &outcomes, out, books.manifest.as_mut()) {
        Ok(old) => old,
        Err(error) => {
            books.findings.add(unwritable(out, &error).into());
            books.refused = true;
            books.summary.failed += outcomes.iter().flatten().filter(|o| !o.skipped).count();
            books.summary.stopped |= outcomes.iter().any(Option::is_none);
            return tasks.iter().for_each(|task| books.missing(task, settings));
        }
    };
    for ((task, outcome), old) in tasks.iter().zip(outcomes).zip(old) {
        match outcome {
            Some(outcome) if outcome.skipped => {
                books.summary.skipped += 1;
                if settings.shard.is_some() {
                    books.summary.left_out.push(task.stem());
                }
            }
            Some(outcome) => one(task, outcome, old, settings, books),
            None => {
                books.summary.stopped = true;
                books.missing(task, settings);
            }
        }
    }
}

/// Makes it safe to give the files of a chunk their names, and returns what
/// the manifest knew of each release. Nothing is claimed of them any more and
/// they are whole on the disk; so are the names that the last chunk gave,
/// which is why its claims are written now and not before. What failed before
/// it had a file to name keeps its claims.
fn prepare(
    tasks: &[Task],
    outcomes: &[Option<Outcome>],
    out: &Path,
    manifest: Option<&mut Manifest>,
) -> io::Result<Vec<Option<Entry>>> {
    let Some(manifest) = manifest else { return Ok(tasks.iter().map(|_| None).collect()) };
    let stems: Vec<String> = tasks.iter().map(Task::stem).collect();
    let old: Vec<Option<Entry>> = stems.iter().map(|stem| manifest.get(stem)).collect();
    let touched = outcomes.iter().zip(&old).map(|(outcome, old)| {
        let done = outcome.as_ref().filter(|outcome| !outcome.skipped);
        done.is_some_and(|outcome| !still_holds(outcome, old.as_ref(), out))
    });
    let touched = stems.iter().zip(touched).filter(|(_, touched)| *touched);
    manifest.retract(touched.map(|(stem, _)| stem.as_str()))?;
    let staged = outcomes.iter().flatten().flat_map(|o| &o.staged);
    let staged: Vec<&Staged> =
        staged.flat_map(|o| std::iter::once(&o.file).chain(&o.beside)).collect();
    if !staged.is_empty() {
        if !cfg!(target_os = "linux") {
            manifest.sync()?;
        }
        write::sync_all(&staged)?;
        manifest.confirm()?;
    }
    Ok(old)
}

/// Whether what is known of a release is true after it failed: there is no new
/// file of it, and those of its last good run are there. They came of another
/// input, so that it is rendered again next time.
fn still_holds(outcome: &Outcome, old: Option<&Entry>, out: &Path) -> bool {
    let untouched = outcome.staged.is_empty() && outcome.diags.has_errors();
    untouched && old.is_some_and(|old| old.is_there(out))
}

fn one(
    task: &Task,
    outcome: Outcome,
    old: Option<Entry>,
    settings: &BatchSettings,
    books: &mut Books<'_>,
) {
    let Outcome { staged, card, dependencies, layout, layout_hash, warnings, told, .. } = outcome;
    let mut diags = outcome.diags;
    let outputs = name_files(staged, settings, &mut books.summary, &mut diags);
    let failed = diags.has_errors();
    books.findings.add(diags);
    if failed {
        books.summary.failed += 1;
        // Where some editions are new and some old, nothing is claimed of them.
        let stem = task.stem();
        if books.manifest.as_ref().is_some_and(|manifest| manifest.holds(&stem)) {
            books.kept.push(stem);
        }
        return books.missing(task, settings);
    }
    let Some(card) = card else { return };
    if task.found.is_by_name() {
        books.named.add("", &task.found.below_root(), &card);
    }
    books.summary.rendered += 1;
    books.summary.pages += card.pages;
    let Some(manifest) = &mut books.manifest else { return };
    let options = options_hash(&settings.render);
    let (root, release) = origin(task, old.as_ref());
    let old = old.filter(|old| {
        (old.hash, old.layout_hash, old.options) == (task.found.hash, layout_hash, options)
            && old.dependencies == dependencies
    });
    let entry = Entry {
        root,
        release,
        hash: task.found.hash,
        layout,
        layout_hash,
        dependencies,
        options,
        outputs,
        card,
        warnings,
        told,
    };
    let entry = with_others(entry, old);
    manifest.record(&task.stem(), &entry);
}

/// The folder a release belongs to and its path below. A file that is named
/// by hand may be known from a run over its folder.
fn origin(task: &Task, old: Option<&Entry>) -> (String, String) {
    let known = old.filter(|old| {
        task.found.is_by_name() && Path::new(&old.root).join(&old.release) == *task.found.path
    });
    match known {
        Some(old) => (old.root.clone(), old.release.clone()),
        None => (task.found.root.display().to_string(), task.found.below_root()),
    }
}

/// An entry with the outputs of other editions that an earlier run made from
/// the very same input.
fn with_others(mut entry: Entry, old: Option<Entry>) -> Entry {
    let mut untold = entry.untold();
    if let Some(old) = old {
        let known = old.untold();
        let is_made =
            |output: &OutputEntry| entry.outputs.iter().any(|o| o.edition == output.edition);
        let others: Vec<_> = old.outputs.into_iter().filter(|output| !is_made(output)).collect();
        // Which edition they were of is not known.
        untold = if others.is_empty() { untold } else { untold.max(known) };
        entry.outputs.extend(others);
        entry.outputs.sort_by(|a, b| a.edition.cmp(&b.edition));
    }
    entry.warnings = entry.kept() + untold;
    entry
}

fn name_files(
    staged: Vec<Output>,
    settings: &BatchSettings,
    summary: &mut Summary,
    diags: &mut Diagnostics,
) -> Vec<OutputEntry> {
    let mut outputs = Vec::with_capacity(staged.len());
    for output in staged {
        let place = output.file.path().to_owned();
        let path = match output.file.commit() {
            Ok(path) => path,
            Err(error) => {
                diags.push(unwritable(&place, &error));
                continue;
            }
        };
        summary.files += 1;
        if summary.written.len() < LISTED {
            summary.written.push(path.clone());
        }
        commit_beside(output.beside, summary, diags);
        let below = path.strip_prefix(&settings.render.out).unwrap_or(&path);
        outputs.push(OutputEntry {
            edition: output.edition.name().to_owned(),
            file: below.to_string_lossy().replace('\\', "/"),
            size: output.size,
            hash: output.hash,
            told: output.told,
        });
    }
    outputs
}

/// Names what lies beside a file that has its name by now: a dossier never
/// speaks of a file that is not there.
fn commit_beside(beside: Vec<Staged>, summary: &mut Summary, diags: &mut Diagnostics) {
    for file in beside {
        let place = file.path().to_owned();
        match file.commit() {
            Ok(path) => {
                summary.files += 1;
                if summary.written.len() < LISTED {
                    summary.written.push(path);
                }
            }
            Err(error) => diags.push(unwritable(&place, &error)),
        }
    }
}
