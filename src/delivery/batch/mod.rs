//! Many releases in one run: plan, render in chunks, bring each chunk to the
//! disk, record it.
//!
//! Memory does not grow with the number of releases beyond their names and
//! manifest entries; findings are capped.

mod commit;
mod findings;
mod plan;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

pub use findings::Findings;
pub use plan::Shard;

use super::find::Found;
use super::job::{Engine, Outcome, Settings};
use super::lock::FolderLock;
use super::manifest::Manifest;
use crate::diag::{Diagnostic, Diagnostics};
use crate::text::Scratch;
use plan::Task;

/// Releases rendered between two visits to the disk. Large enough that one
/// sync is cheap beside rendering, small enough that a crash loses little.
const CHUNK: usize = 256;

/// How a batch is run.
#[derive(Clone, Debug)]
pub struct BatchSettings {
    /// How each release is rendered.
    pub render: Settings,
    /// Threads.
    pub jobs: usize,
    /// Render even what is up to date.
    pub force: bool,
    /// Remove the output of releases that are gone.
    pub prune: bool,
    /// Stop at the first release that fails.
    pub fail_fast: bool,
    /// Only this part of the releases.
    pub shard: Option<Shard>,
}

/// Told of every finished release, from any thread.
pub trait Progress: Sync {
    /// So many releases are to be rendered.
    fn planned(&self, count: usize);
    /// One release is done.
    fn finished(&self);
}

/// What a run did.
#[derive(Default, Debug)]
pub struct Summary {
    /// Releases rendered.
    pub rendered: usize,
    /// Releases that were up to date.
    pub unchanged: usize,
    /// Releases left out by `--since`.
    pub skipped: usize,
    /// Releases that failed.
    pub failed: usize,
    /// Pages of the rendered sheets.
    pub pages: usize,
    /// Files written; listed only while they are few.
    pub written: Vec<PathBuf>,
    /// How many files were written.
    pub files: usize,
    /// Whether the run was stopped before its end.
    pub stopped: bool,
}

/// How many written files are listed.
const LISTED: usize = 16;

/// Renders all releases. `stop` is looked at between releases; what is in hand
/// is finished, so that a stopped run can be resumed.
pub fn run(
    engine: &Engine,
    found: Vec<Found>,
    settings: &BatchSettings,
    progress: &dyn Progress,
    stop: &AtomicBool,
    findings: &mut Findings,
) -> Summary {
    let mut summary = Summary::default();
    let out = &settings.render.out;
    // A single named file needs no manifest: it always renders.
    let tracked = found.iter().any(|f| !f.by_name);
    let _lock = match tracked.then(|| FolderLock::take(out)).transpose() {
        Ok(lock) => lock,
        Err(diagnostic) => {
            findings.add(diagnostic.into());
            return summary;
        }
    };
    let mut manifest = tracked.then(|| Manifest::load(out));
    let plan = plan::plan(engine, found, settings, manifest.as_ref(), findings);
    summary.unchanged = plan.unchanged;
    summary.skipped = plan.skipped;
    progress.planned(plan.tasks.len());
    let pool = pool(settings.jobs, plan.tasks.len());
    for chunk in plan.tasks.chunks(CHUNK) {
        if stop.load(Ordering::Relaxed) {
            summary.stopped = true;
            break;
        }
        let outcomes = render(engine, chunk, settings, pool.as_ref(), progress, stop);
        commit::chunk(chunk, outcomes, settings, manifest.as_mut(), &mut summary, findings);
        if settings.fail_fast && summary.failed > 0 {
            summary.stopped = true;
            break;
        }
    }
    if let Some(mut manifest) = manifest {
        plan::report_gone(&plan.gone, settings, &mut manifest, findings);
        plan::report_duplicate_numbers(&manifest, findings);
        if let Err(error) = manifest.save() {
            findings.add(super::job::unwritable(out, &error).into());
        }
    }
    summary
}

/// Threads, unless one is enough: starting them costs more than one sheet.
fn pool(jobs: usize, tasks: usize) -> Option<rayon::ThreadPool> {
    if jobs.min(tasks) <= 1 {
        return None;
    }
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build().ok()
}

/// Renders a chunk; `None` for releases that a stop left undone.
fn render(
    engine: &Engine,
    chunk: &[Task],
    settings: &BatchSettings,
    pool: Option<&rayon::ThreadPool>,
    progress: &dyn Progress,
    stop: &AtomicBool,
) -> Vec<Option<Outcome>> {
    let one = |scratch: &mut Scratch, task: &Task| {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let outcome = engine.render(&task.found, &settings.render, scratch);
        if settings.fail_fast && outcome.diags.has_errors() {
            stop.store(true, Ordering::Relaxed);
        }
        progress.finished();
        Some(outcome)
    };
    match pool {
        None => {
            let mut scratch = Scratch::default();
            chunk.iter().map(|task| one(&mut scratch, task)).collect()
        }
        Some(pool) => pool.install(|| chunk.par_iter().map_init(Scratch::default, one).collect()),
    }
}

/// A finding without a place in a file.
fn plain(diagnostic: Diagnostic, hint: &str) -> Diagnostics {
    diagnostic.hint(hint).into()
}
