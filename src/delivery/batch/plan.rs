//! What a run has to do: which releases changed, which are somebody else's
//! shard, which are gone, which get in each other's way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{BatchSettings, Findings, plain};
use crate::delivery::assets::read_limited;
use crate::delivery::find::Found;
use crate::delivery::hash::Hash;
use crate::delivery::job::{Engine, Settings, output_stem};
use crate::delivery::manifest::{Entry, Manifest};
use crate::diag::Diagnostic;

/// A release to render.
pub struct Task {
    /// The release.
    pub found: Found,
    /// Its output below the output folder, without edition and extension.
    pub stem: String,
    /// Hash of its file.
    pub hash: Hash,
}

/// The work of a run.
pub struct Plan {
    /// In the order of their names.
    pub tasks: Vec<Task>,
    /// How many are up to date.
    pub unchanged: usize,
    /// How many `--since` leaves out, by what the manifest knows.
    pub skipped: usize,
    /// Output stems whose release is gone.
    pub gone: Vec<String>,
}

/// A part of the releases: the same on every machine, decided by the path of
/// each release below the folder that was named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shard {
    /// 1 to `of`.
    pub index: u64,
    /// How many parts.
    pub of: u64,
}

impl Shard {
    /// Reads `i/n`.
    pub fn parse(text: &str) -> Option<Self> {
        let (index, of) = text.split_once('/')?;
        let (index, of) = (index.trim().parse().ok()?, of.trim().parse().ok()?);
        (1..=of).contains(&index).then_some(Self { index, of })
    }

    /// Whether a release belongs to it.
    pub fn holds(self, stem: &str) -> bool {
        Hash::of(stem.as_bytes()).to_u64() % self.of == self.index - 1
    }
}

/// What became of looking at one release.
enum Look {
    Render(Task),
    Unchanged,
    Skipped,
}

/// Plans a run.
pub fn plan(
    engine: &Engine,
    found: Vec<Found>,
    settings: &BatchSettings,
    manifest: Option<&Manifest>,
    findings: &mut Findings,
) -> Plan {
    let gone = gone(&found, settings, manifest);
    let found = without_collisions(found, findings);
    let mine = found.into_iter().filter(|(stem, _)| settings.shard.is_none_or(|s| s.holds(stem)));
    let options = options_hash(&settings.render);
    let look =
        |(stem, found): (String, Found)| look_at(engine, stem, found, settings, manifest, options);
    let mine: Vec<_> = mine.collect();
    let looks: Vec<Look> = if mine.len() <= 1 {
        mine.into_iter().map(look).collect()
    } else {
        mine.into_par_iter().map(look).collect()
    };
    let mut plan = Plan { tasks: Vec::new(), unchanged: 0, skipped: 0, gone };
    for look in looks {
        match look {
            Look::Render(task) => plan.tasks.push(task),
            Look::Unchanged => plan.unchanged += 1,
            Look::Skipped => plan.skipped += 1,
        }
    }
    plan
}

fn look_at(
    engine: &Engine,
    stem: String,
    found: Found,
    settings: &BatchSettings,
    manifest: Option<&Manifest>,
    options: Hash,
) -> Look {
    let entry = manifest.and_then(|m| m.get(&stem));
    // An unreadable file is a task, so that rendering it reports why.
    let hash = read_limited(&found.path).map(|bytes| Hash::of(&bytes)).unwrap_or_default();
    if let Some(entry) = entry.filter(|e| e.hash == hash) {
        let since = settings.render.since.map(|day| day.to_string());
        if since.is_some_and(|day| entry.card.date < day) {
            return Look::Skipped;
        }
        let wanted = !settings.force && !found.by_name && entry.options == options;
        if wanted && is_current(engine, entry, &found, &settings.render) {
            return Look::Unchanged;
        }
    }
    Look::Render(Task { found, stem, hash })
}

/// Whether everything an entry was made from is as it was, and everything
/// that was made is still there.
fn is_current(engine: &Engine, entry: &Entry, found: &Found, settings: &Settings) -> bool {
    let Ok(layout) = engine.layouts.load(&entry.layout, &found.path) else { return false };
    if layout.hash != entry.layout_hash {
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
    let all_there = entry.outputs.iter().all(|output| {
        let file = settings.out.join(&output.file);
        file.metadata().is_ok_and(|metadata| metadata.len() == output.size)
    });
    same_files && all_editions && all_there
}

/// Program version and everything about a run that changes bytes.
pub fn options_hash(settings: &Settings) -> Hash {
    let version = env!("CARGO_PKG_VERSION");
    let text =
        format!("{version} {:?} {:?} {}", settings.layout, settings.export, settings.deny_warnings);
    Hash::of(text.as_bytes())
}

/// Releases that would write the same file are errors and not rendered.
fn without_collisions(found: Vec<Found>, findings: &mut Findings) -> Vec<(String, Found)> {
    let mut by_stem: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for release in found {
        by_stem.entry(output_stem(&release)).or_default().push(release);
    }
    let mut alone = Vec::with_capacity(by_stem.len());
    for (stem, mut releases) in by_stem {
        if releases.len() == 1 {
            alone.extend(releases.pop().map(|release| (stem, release)));
            continue;
        }
        let names: Vec<_> = releases.iter().map(|r| r.path.display().to_string()).collect();
        let message = format!("{} would all be written to {stem}.*.pdf", names.join(" and "));
        let diagnostic = Diagnostic::error("duplicate-output", message);
        findings.add(plain(diagnostic, "rename one, or render them into different folders"));
    }
    alone
}

/// Output stems of the folders named whose release is no longer found.
fn gone(found: &[Found], settings: &BatchSettings, manifest: Option<&Manifest>) -> Vec<String> {
    let roots: BTreeSet<&Path> = found.iter().map(|f| f.root.as_path()).collect();
    let here: BTreeSet<String> = found.iter().map(output_stem).collect();
    let entries = manifest.into_iter().flat_map(Manifest::iter);
    entries
        .filter(|(stem, entry)| {
            let mine = settings.shard.is_none_or(|s| s.holds(stem));
            mine && roots.contains(Path::new(&entry.root)) && !here.contains(*stem)
        })
        .map(|(stem, _)| stem.to_owned())
        .collect()
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
            let hint = "--prune removes it";
            findings.add(plain(Diagnostic::warning("stale-output", message), hint));
            continue;
        }
        for output in manifest.remove(stem).into_iter().flat_map(|entry| entry.outputs) {
            let file = settings.render.out.join(&output.file);
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    let message = format!("{} cannot be removed: {error}", file.display());
                    let diagnostic = Diagnostic::error("unwritable-file", message);
                    findings.add(plain(diagnostic, "check the permissions of its folder"));
                }
                _ => {}
            }
        }
    }
}

/// Two releases of one house and year must not have one number; corrections
/// may repeat the number of what they correct.
pub fn report_duplicate_numbers(manifest: &Manifest, findings: &mut Findings) {
    type Key<'a> = (&'a str, &'a str, &'a str, &'a str);
    let mut seen: BTreeMap<Key<'_>, Arc<str>> = BTreeMap::new();
    for (stem, entry) in manifest.iter() {
        let card = &entry.card;
        let Some(number) = card.number.as_deref().filter(|_| !card.corrects) else { continue };
        let year = card.date.split('-').next().unwrap_or_default();
        let key: Key<'_> = (&entry.root, &card.organisation, year, number);
        if let Some(first) = seen.insert(key, stem.into()) {
            let message = format!("{first} and {stem} both have number {number} of {year}");
            let diagnostic = Diagnostic::error("duplicate-number", message);
            findings.add(plain(diagnostic, "give one of them another number"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_a_partition() {
        for name in ["2021/a", "2021/b", "c", "d/e/f"] {
            let holders = (1..=5).filter(|index| Shard { index: *index, of: 5 }.holds(name));
            assert_eq!(holders.count(), 1, "{name}");
        }
    }

    #[test]
    fn shards_are_written_as_a_fraction() {
        assert_eq!(Shard::parse("2/8"), Some(Shard { index: 2, of: 8 }));
        for wrong in ["0/8", "9/8", "2", "2/", "-1/3", "1/0", "a/b"] {
            assert_eq!(Shard::parse(wrong), None, "{wrong}");
        }
    }
}
