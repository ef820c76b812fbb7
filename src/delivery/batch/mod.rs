//! Many releases in one run: plan, render in chunks, bring each chunk to the
//! disk, record it.
//!
//! Memory grows with the number of releases by their paths, their hashes and the
//! places of their manifest entries only: 240 bytes a release, measured by
//! `benches/scale/run --synthetic` between 1,000 and 100,000. Numbers given
//! twice are looked for at the end, when the paths are free again. Findings are
//! capped.

mod commit;
mod denied;
mod findings;
mod numbers;
mod plan;
mod shard;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

pub use findings::Findings;
pub use numbers::Numbers;
pub use shard::{Record, Shard, Whole};

use super::find::Search;
use super::job::{Engine, Hashes, Outcome, Settings, deny_warnings};
use super::lock::FolderLock;
use super::manifest::Manifest;
use super::write;
use crate::diag::{Diagnostic, Diagnostics};
use crate::text::Scratch;
use commit::Books;
use plan::{Plan, Task};

/// Releases rendered before the first visit to the disk; each later chunk is
/// twice as large, and the last ones are smaller again. A crash loses little
/// of a short run and nothing that matters of a long one, and nothing much is
/// left to be brought to the disk when all is rendered.
const FIRST_CHUNK: usize = 16;
/// Releases rendered between two visits to the disk at most: one sync is cheap
/// beside rendering so many.
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
    /// Output stems of a shard that failed or were left undone.
    missing: Vec<String>,
    /// Output stems of a shard that `--since` leaves out.
    left_out: Vec<String>,
}

/// How many written files are listed.
const LISTED: usize = 16;

/// Renders all releases. `stop` is looked at between releases; what is in hand
/// is finished, so that a stopped run can be resumed. A full disk stops it too.
pub fn run(
    engine: &Engine,
    search: Search,
    settings: &BatchSettings,
    progress: &dyn Progress,
    stop: &AtomicBool,
    findings: &mut Findings,
) -> Summary {
    let out = &settings.render.out;
    let tracked = is_tracked(&search, out);
    let _lock = match tracked.then(|| FolderLock::take(out)).transpose() {
        Ok(lock) => lock,
        Err(diagnostic) => {
            findings.add(diagnostic.into());
            return Summary::default();
        }
    };
    let manifest = tracked.then(|| Manifest::load(out));
    if let Some(diagnostic) = manifest.as_ref().and_then(Manifest::newer) {
        findings.add(diagnostic.into());
        return Summary::default();
    }
    if manifest.as_ref().is_some_and(Manifest::is_spoilt) {
        findings.add(spoilt(settings));
    }
    let (summary, named, kept) = (Summary::default(), Numbers::default(), Vec::new());
    let mut books = Books { manifest, summary, findings, named, kept, refused: false };
    let plan = plan::plan(engine, search, settings, books.manifest.as_ref(), books.findings);
    books.summary.unchanged = plan.unchanged;
    books.summary.skipped = plan.left_out.len();
    books.summary.failed = plan.denied.len();
    if settings.fail_fast && books.summary.failed > 0 {
        stop.store(true, Ordering::Relaxed);
    }
    progress.planned(plan.tasks.len());
    if let Err(error) = begin(&mut books, &plan, settings) {
        books.findings.add(write::unwritable(out, &error).into());
        return books.summary;
    }
    let undone = render_all(engine, &plan.tasks, settings, progress, stop, &mut books);
    for task in undone {
        books.summary.stopped = true;
        books.missing(task, settings);
    }
    end(books, plan, settings)
}

/// What a manifest that cannot be read costs.
fn spoilt(settings: &BatchSettings) -> Diagnostics {
    let message = format!("the manifest of {} cannot be read", settings.render.out.display());
    let hint = "everything is rendered again; nothing is known of releases that are gone";
    let mut told = plain(Diagnostic::warning("spoilt-manifest", message), hint);
    if settings.render.deny_warnings {
        deny_warnings(&mut told);
    }
    told
}

/// A single named file needs no manifest: it always renders. But what a
/// manifest says of it must stay true.
fn is_tracked(search: &Search, out: &Path) -> bool {
    let wide = search.is_wide() && (!search.found.is_empty() || out.is_dir());
    wide || Manifest::is_in(out)
}

/// Clears up after a run that was cut off, and says that one is under way.
fn begin(books: &mut Books<'_>, plan: &Plan, settings: &BatchSettings) -> io::Result<()> {
    let out = &settings.render.out;
    let Some(manifest) = &mut books.manifest else { return Ok(()) };
    if manifest.was_cut_off() {
        write::remove_temporaries(out);
    }
    Record::remove(out)?;
    if plan.tasks.is_empty() { Ok(()) } else { manifest.begin() }
}

/// Renders all tasks but those that a stop leaves undone, which it returns.
/// While a chunk is brought to the disk, the next one is being rendered.
fn render_all<'a>(
    engine: &Engine,
    tasks: &'a [Task],
    settings: &BatchSettings,
    progress: &dyn Progress,
    stop: &AtomicBool,
    books: &mut Books<'_>,
) -> &'a [Task] {
    let pool = pool(settings.jobs, tasks.len());
    let hashes = if books.manifest.is_some() { Hashes::Wanted } else { Hashes::Unused };
    let one = |scratch: &mut Scratch, task: &Task| {
        engine.render(&task.found, &settings.render, hashes, scratch)
    };
    let chunk = |tasks: &[Task]| render(&one, tasks, settings, pool.as_ref(), progress, stop);
    let (mut rest, mut size) = (tasks, FIRST_CHUNK);
    let mut done: Option<(&[Task], Vec<Option<Outcome>>)> = None;
    while !rest.is_empty() && !stop.load(Ordering::Relaxed) && !books.refused {
        let most = rest.len().div_ceil(2).max(FIRST_CHUNK).min(rest.len());
        let (next, others) = rest.split_at(size.min(most));
        let outcomes = match done.take() {
            Some((tasks, outcomes)) if pool.is_some() => std::thread::scope(|scope| {
                let rendering = scope.spawn(|| chunk(next));
                commit::chunk(tasks, outcomes, settings, books);
                rendering.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }),
            Some((tasks, outcomes)) => {
                commit::chunk(tasks, outcomes, settings, books);
                chunk(next)
            }
            None => chunk(next),
        };
        (rest, size) = (others, CHUNK.min(2 * size));
        if settings.fail_fast && books.summary.failed > 0 {
            // What has no name yet is as if it had not been rendered.
            return tasks.get(tasks.len() - rest.len() - next.len()..).unwrap_or_default();
        }
        done = Some((next, outcomes));
    }
    if let Some((tasks, outcomes)) = done {
        commit::chunk(tasks, outcomes, settings, books);
    }
    rest
}

/// Writes down what the folder holds now.
fn end(mut books: Books<'_>, mut plan: Plan, settings: &BatchSettings) -> Summary {
    let out = &settings.render.out;
    books.findings.add(books.named.report());
    let Some(mut manifest) = books.manifest.take() else { return books.summary };
    plan.tasks = Vec::new();
    let confirmed = manifest.confirm_synced();
    plan::report_gone(&plan.gone, settings, &mut manifest, books.findings);
    plan::report_duplicate_numbers(&manifest, [&plan.gone, &books.kept], books.findings);
    let mut saved = confirmed.and_then(|()| manifest.save());
    if let (Ok(()), Some(shard)) = (&saved, settings.shard) {
        books.summary.missing.append(&mut plan.contested);
        books.summary.missing.append(&mut plan.denied);
        books.summary.left_out.append(&mut plan.left_out);
        let record = Record::new(shard, plan.whole, plan.mine, settings, &mut books.summary);
        saved = record.save(out);
    }
    if let Err(error) = saved {
        books.findings.add(write::unwritable(out, &error).into());
    }
    books.summary
}

/// Threads, unless one is enough: starting them costs more than one sheet.
fn pool(jobs: usize, tasks: usize) -> Option<rayon::ThreadPool> {
    let threads = jobs.min(tasks);
    if threads <= 1 {
        return None;
    }
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()
}

/// Renders a chunk; `None` for releases that a stop left undone. Where one
/// could not be written for want of room, the others need not be tried.
fn render(
    job: &(impl Fn(&mut Scratch, &Task) -> Outcome + Sync),
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
        let outcome = job(scratch, task);
        if outcome.no_room || settings.fail_fast && outcome.diags.has_errors() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::find::Found;

    struct Unseen;

    impl Progress for Unseen {
        fn planned(&self, _: usize) {}
        fn finished(&self) {}
    }

    /// Trying the others would take as long as rendering them.
    #[test]
    fn a_full_disk_stops_the_run() {
        let tasks = ["a", "b", "c"].map(|name| Task { found: Found::named(name.into()) });
        let settings = BatchSettings {
            render: Settings {
                editions: Vec::new(),
                layout: None,
                out: PathBuf::new(),
                deny_warnings: false,
                export: crate::export::Options::default(),
                report: false,
                since: None,
            },
            jobs: 1,
            force: false,
            prune: false,
            fail_fast: false,
            shard: None,
        };
        let job = |_: &mut Scratch, task: &Task| {
            let no_room = *task.found.path == *Path::new("b");
            Outcome { no_room, ..Outcome::default() }
        };
        let stop = AtomicBool::new(false);
        let outcomes = render(&job, &tasks, &settings, None, &Unseen, &stop);
        assert_eq!(outcomes.iter().map(Option::is_some).collect::<Vec<_>>(), [true, true, false]);
        assert!(stop.into_inner());
    }
}
