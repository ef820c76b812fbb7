//! Bringing a chunk to the disk: all files complete and synced, then named,
//! then recorded. A crash between any two steps leaves whole files or none,
//! and a manifest that claims nothing that is not there.

use super::plan::{Task, options_hash};
use super::{BatchSettings, Findings, LISTED, Summary};
use crate::delivery::hash::Hash;
use crate::delivery::job::{Outcome, Output, unwritable};
use crate::delivery::manifest::{Entry, Manifest, OutputEntry};
use crate::delivery::write;
use crate::diag::{Diagnostics, Severity};

/// Commits the outcomes of a chunk.
pub fn chunk(
    tasks: &[Task],
    outcomes: Vec<Option<Outcome>>,
    settings: &BatchSettings,
    mut manifest: Option<&mut Manifest>,
    summary: &mut Summary,
    findings: &mut Findings,
) {
    if manifest.is_some() {
        let staged = outcomes.iter().flatten().flat_map(|o| &o.staged).map(|o| &o.file);
        if let Err(error) = write::sync_all(&staged.collect::<Vec<_>>()) {
            findings.add(unwritable(&settings.render.out, &error).into());
            summary.failed += tasks.len();
            return;
        }
    }
    for (task, outcome) in tasks.iter().zip(outcomes) {
        match outcome {
            Some(outcome) if outcome.skipped => summary.skipped += 1,
            Some(outcome) => {
                one(task, outcome, settings, manifest.as_deref_mut(), summary, findings);
            }
            None => summary.stopped = true,
        }
    }
    if let Some(Err(error)) = manifest.map(Manifest::flush) {
        findings.add(unwritable(&settings.render.out, &error).into());
    }
}

fn one(
    task: &Task,
    outcome: Outcome,
    settings: &BatchSettings,
    manifest: Option<&mut Manifest>,
    summary: &mut Summary,
    findings: &mut Findings,
) {
    let Outcome { staged, card, dependencies, layout, layout_hash, mut diags, .. } = outcome;
    let warnings = diags.iter().filter(|d| d.severity == Severity::Warning).count();
    let outputs = name_files(staged, settings, summary, &mut diags);
    let failed = diags.has_errors();
    findings.add(diags);
    if failed {
        summary.failed += 1;
        // Some editions may be new and some old: the entry must not claim them.
        return manifest.map_or((), |m| drop(m.remove(&task.stem)));
    }
    let Some(card) = card else { return };
    summary.rendered += 1;
    summary.pages += card.pages;
    let Some(manifest) = manifest else { return };
    let entry = Entry {
        root: task.found.root.display().to_string(),
        release: task.found.below_root(),
        hash: task.hash,
        layout,
        layout_hash,
        dependencies,
        options: options_hash(&settings.render),
        outputs: kept_outputs(manifest, task, outputs, options_hash(&settings.render)),
        card,
        warnings,
    };
    if let Err(error) = manifest.record(task.stem.clone(), entry) {
        let error = unwritable(&settings.render.out, &error);
        findings.add(Diagnostics::from(error));
    }
}

/// The new outputs, and those of other editions that the last run made from
/// the very same input.
fn kept_outputs(
    manifest: &Manifest,
    task: &Task,
    mut outputs: Vec<OutputEntry>,
    options: Hash,
) -> Vec<OutputEntry> {
    let old = manifest.get(&task.stem).filter(|e| e.hash == task.hash && e.options == options);
    for output in old.into_iter().flat_map(|entry| &entry.outputs) {
        if !outputs.iter().any(|o| o.edition == output.edition) {
            outputs.push(output.clone());
        }
    }
    outputs.sort_by(|a, b| a.edition.cmp(&b.edition));
    outputs
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
        let below = path.strip_prefix(&settings.render.out).unwrap_or(&path);
        outputs.push(OutputEntry {
            edition: output.edition.name().to_owned(),
            file: below.to_string_lossy().replace('\\', "/"),
            size: output.size,
            hash: output.hash,
        });
        summary.files += 1;
        if summary.written.len() < LISTED {
            summary.written.push(path);
        }
    }
    outputs
}
