//! What a run has to do: which releases changed, which are somebody else's
//! shard, which are gone, which get in each other's way.

use std::path::Path;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::Deserialize;

use super::denied::Denied;
use super::numbers::Numbers;
use super::shard::Whole;
use super::{BatchSettings, Findings, plain};
use crate::delivery::assets::read_limited;
use crate::delivery::dossier;
use crate::delivery::find::{Found, Search};
use crate::delivery::hash::Hash;
use crate::delivery::job::{Card, Engine, Settings, deny_warnings, output_stem};
use crate::delivery::manifest::{Entry, Manifest};
use crate::delivery::told::Codes;
use crate::delivery::write::unwritable;
use crate::diag::Diagnostic;
use crate::export::Edition;

/// A release to render.
pub struct Task {
    /// The release, with the hash of its file where there is a manifest.
    pub found: Found,
}

impl Task {
    /// Its output below the output folder, without edition and extension.
    pub fn stem(&self) -> String {
        output_stem(&self.found)
    }
}

/// The work of a run.
pub struct Plan {
    /// In the order of their output.
    pub tasks: Vec<Task>,
    /// How many are up to date.
    pub unchanged: usize,
    /// Output stems of those that are, but have warnings, which are denied.
    pub denied: Vec<String>,
    /// Output stems that `--since` leaves out, by what the manifest knows.
    pub left_out: Vec<String>,
    /// Output stems that cannot be rendered, since two releases want them.
    pub contested: Vec<String>,
    /// Output stems whose release is gone.
    pub gone: Vec<String>,
    /// Output stems of this shard; empty when there are no shards.
    pub mine: Vec<String>,
    /// All releases, those of other shards too.
    pub whole: Whole,
}

/// What became of looking at one release.
enum Look {
    Render(Task),
    Unchanged,
    Denied(Denied),
    LeftOut(String),
}

/// Plans a run.
pub fn plan(
    engine: &Engine,
    mut search: Search,
    settings: &BatchSettings,
    manifest: Option<&Manifest>,
    findings: &mut Findings,
) -> Plan {
    let is_mine = |stem: &str| settings.shard.is_none_or(|shard| shard.holds(stem));
    // Nearly in this order already: a stable sort compares each once or twice.
    search.found.sort_by_key(output_stem);
    let mut plan = Plan {
        tasks: Vec::new(),
        unchanged: 0,
        denied: Vec::new(),
        left_out: Vec::new(),
        contested: Vec::new(),
        gone: gone(&search, manifest, is_mine),
        mine: Vec::new(),
        whole: Whole::default(),
    };
    if settings.shard.is_some() {
        plan.whole = Whole::of(stems(&search.found));
        plan.mine = stems(&search.found).filter(|stem| is_mine(stem)).collect();
    }
    let (alone, contested) = without_collisions(search.found, findings);
    plan.contested = contested.into_iter().filter(|stem| is_mine(stem)).collect();
    let known = manifest.map(|manifest| (manifest, options_hash(&settings.render)));
    let look = |found: Found| match known {
        Some((manifest, options)) => look_at(engine, found, settings, manifest, options),
        None => Look::Render(Task { found }),
    };
    let mut codes = Codes::default();
    let mut to_see = alone.into_iter().filter(|found| is_mine(&output_stem(found)));
    loop {
        let some: Vec<Found> = to_see.by_ref().take(AT_A_TIME).collect();
        let looks: Vec<Look> = match some.len() {
            0 => return plan,
            1 => some.into_iter().map(look).collect(),
            _ => some.into_par_iter().map(look).collect(),
        };
        for look in looks {
            match look {
                Look::Render(task) => plan.tasks.push(task),
                Look::Unchanged => plan.unchanged += 1,
                Look::Denied(denied) => {
                    findings.add(denied.tell(engine, &mut codes));
                    plan.denied.push(denied.stem());
                }
                Look::LeftOut(stem) => plan.left_out.push(stem),
            }
        }
    }
}

/// Releases looked at together; what was found of them is kept so long.
const AT_A_TIME: usize = 4096;

/// The output stems of releases in that order, each once.
fn stems(found: &[Found]) -> impl Iterator<Item = String> {
    found.chunk_by(|a, b| output_stem(a) == output_stem(b)).map(|same| output_stem(&same[0]))
}

fn look_at(
    engine: &Engine,
    mut found: Found,
    settings: &BatchSettings,
    manifest: &Manifest,
    options: Hash,
) -> Look {
    let stem = output_stem(&found);
    let entry = manifest.get(&stem);
    // Those of folders were read when they were found. An unreadable file is a
    // task, so that rendering it reports why.
    if found.is_by_name() {
        found.hash = read_limited(&found.path).map(|bytes| Hash::of(&bytes)).unwrap_or_default();
    }
    if let Some(entry) = entry.filter(|e| e.hash == found.hash) {
        let since = settings.render.since.map(|day| day.to_string());
        if since.is_some_and(|day| entry.card.date < day) {
            return Look::LeftOut(stem);
        }
        let wanted = !settings.force && !found.is_by_name() && entry.options == options;
        if wanted && is_current(engine, &entry, &found, &settings.render) {
            let denied = settings
                .render
                .deny_warnings
                .then(|| Denied::new(&found, entry, &settings.render.editions));
            return denied.flatten().map_or(Look::Unchanged, Look::Denied);
        }
    }
    Look::Render(Task { found })
}

/// Whether everything an entry was made from is as it was, and everything
/// that was made is still there.
fn is_current(engine: &Engine, entry: &Entry, found: &Found, settings: &Settings) -> bool {
    let Ok(layout) = engine.layouts.load(&entry.layout, &found.path) else { return false };
    if layout.hash() != entry.layout_hash {
        return false;
    }
    let assets = engine.assets(&found.path, &layout);
    let same_files = entry.dependencies.iter().all(|dependency| {
        assets
            .read_hashed(dependency.root.into(), &dependency.name)
            .is_ok_and(|(_, hash)| hash == dependency.hash)
    });
    let all_editions = settings
        .editions
        .iter()
        .all(|edition| entry.outputs.iter().any(|output| output.edition == edition.name()));
    let all_dossiers = !settings.report
        || entry.outputs.iter().filter(|o| !is_printed(&o.edition)).all(|output| {
            let unasked = !settings.editions.iter().any(|e| e.name() == output.edition);
            unasked || dossier::is_beside(&settings.out.join(&output.file), output.hash)
        });
    same_files && all_editions && entry.is_there(&settings.out) && all_dossiers
}

/// Whether an edition has no dossier.
fn is_printed(name: &str) -> bool {
    Edition::ALL.iter().any(|edition| edition.is_printed() && edition.name() == name)
}

/// Program version and everything about a run that changes bytes.
pub fn options_hash(settings: &Settings) -> Hash {
    let version = env!("CARGO_PKG_VERSION");
    let text = format!("{version} {:?} {:?}", settings.layout, settings.export);
    Hash::of(text.as_bytes())
}

/// Releases that would write the same file are errors and not rendered; their
/// common output stems come second. The releases are in the order of their
/// stems.
fn without_collisions(mut found: Vec<Found>, findings: &mut Findings) -> (Vec<Found>, Vec<String>) {
    let mut contested = Vec::new();
    for same in found.chunk_by(|a, b| output_stem(a) == output_stem(b)).filter(|s| s.len() > 1) {
        let stem = output_stem(&same[0]);
        let names: Vec<_> = same.iter().map(|r| r.path.display().to_string()).collect();
        let message = format!("{} would all be written to {stem}.*.pdf", names.join(" and "));
        let diagnostic = Diagnostic::error("duplicate-output", message);
        findings.add(plain(diagnostic, "rename one, or render them into different folders"));
        contested.push(stem);
    }
    if !contested.is_empty() {
        found.retain(|release| contested.binary_search(&output_stem(release)).is_err());
    }
    (found, contested)
}

/// Output stems of what was searched whose release is no longer found. Both
/// sides are sorted, so that they are gone through side by side.
fn gone(
    search: &Search,
    manifest: Option<&Manifest>,
    is_mine: impl Fn(&str) -> bool,
) -> Vec<String> {
    let Some(manifest) = manifest else { return Vec::new() };
    let mut here = stems(&search.found).peekable();
    let mut is_absent = |stem: &&str| {
        while here.next_if(|here| here.as_str() < *stem).is_some() {}
        here.peek().is_none_or(|here| here != stem)
    };
    let covered = |stem: &str| {
        let known: Option<Known> = manifest.get_part(stem);
        known.is_some_and(|known| search.covers(&known.root, &known.release))
    };
    let gone = manifest.stems().filter(|stem| is_absent(stem) && is_mine(stem) && covered(stem));
    gone.map(str::to_owned).collect()
}

/// Which release an entry is of, without what it was made from.
#[derive(Deserialize)]
struct Known {
    root: String,
    release: String,
    card: Card,
}

/// Reports, and with `--prune` removes, the output of releases that are gone.
pub fn report_gone(
    gone: &[String],
    settings: &BatchSettings,
    manifest: &mut Manifest,
    findings: &mut Findings,
) {
    for stem in gone {
        if !settings.prune {
            let message = format!("the release of {stem}.*.pdf is gone; its output is still there");
            let mut told =
                plain(Diagnostic::warning("stale-output", message), "--prune removes it");
            if settings.render.deny_warnings {
                deny_warnings(&mut told);
            }
            findings.add(told);
            continue;
        }
        let entry = manifest.get(stem);
        // The claim goes before the files do.
        if let Err(error) = manifest.retract(std::iter::once(stem.as_str())) {
            findings.add(unwritable(&settings.render.out, &error).into());
            continue;
        }
        for output in entry.into_iter().flat_map(|entry| entry.outputs) {
            let file = settings.render.out.join(&output.file);
            remove(&file, findings);
            dossier::paths(&file).iter().for_each(|path| remove(path, findings));
        }
        let message = format!("{stem}.*.pdf went with its release");
        findings.add(Diagnostic::note("pruned-output", message).into());
    }
}

/// Removes a file that may be gone already.
fn remove(file: &Path, findings: &mut Findings) {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            let message = format!("{} cannot be removed: {error}", file.display());
            let diagnostic = Diagnostic::error("unwritable-file", message);
            findings.add(plain(diagnostic, "check the permissions of its folder"));
        }
        _ => {}
    }
}

/// Reports numbers that are given twice in folders. Releases that are gone, or
/// failed and may have another number by now, are left out; both lists are
/// sorted. Of files that were named themselves, those of this run are compared:
/// an older one may have another name by now.
pub fn report_duplicate_numbers(
    manifest: &Manifest,
    left_out: [&[String]; 2],
    findings: &mut Findings,
) {
    let mut numbers = Numbers::default();
    for stem in manifest.stems() {
        let holds = |list: &&[String]| list.binary_search_by(|s| s.as_str().cmp(stem)).is_ok();
        if left_out.iter().any(holds) {
            continue;
        }
        let Some(entry) = manifest.get_part::<Known>(stem) else { continue };
        if entry.root.is_empty() {
            continue;
        }
        numbers.add(&entry.root, &entry.release, &entry.card);
    }
    findings.add(numbers.report());
}
