//! Joining what the shards of one run rendered, after proving that together
//! they are complete: every shard is here, all saw the same inputs and had the
//! same options, every release was rendered, and every file is what its
//! manifest says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::assets::{AssetLimit, read_file};
use super::batch::{Numbers, Record};
use super::dossier;
use super::hash::Hash;
use super::lock::FolderLock;
use super::manifest::{Entry, Manifest};
use super::write::{self, Staged, stage, unwritable};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::AssetError;

/// Releases brought to the disk at a time.
const CHUNK: usize = 256;
/// Releases named one by one before the rest is only counted.
const NAMED: usize = 20;

/// What joining shards came to.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Merged {
    /// How many shards.
    pub shards: usize,
    /// Releases in them.
    pub releases: usize,
    /// Releases that `--since` left out.
    pub left_out: usize,
    /// Their files.
    pub files: usize,
    /// Whether all of them are in the folder where they were to be joined.
    pub joined: bool,
}

/// The output folder of one shard.
struct Part {
    folder: PathBuf,
    record: Record,
    manifest: Manifest,
}

/// Proves that the output folders of some shards are complete and, if asked
/// for, joins them in the folder `to`. Nothing is written unless they are;
/// `None` says that they are not.
pub fn merge(folders: &[PathBuf], to: Option<&Path>, diags: &mut Diagnostics) -> Option<Merged> {
    let before = diags.len();
    let parts: Vec<Part> = folders.iter().filter_map(|folder| load(folder, diags)).collect();
    alike(&parts, diags);
    if parts.len() == folders.len() {
        all_there(&parts, diags);
    }
    same_inputs(&parts, diags);
    for part in &parts {
        rendered(part, diags);
    }
    if diags.len() > before || parts.is_empty() {
        return None;
    }
    let mut merged = Merged { shards: parts.len(), ..Merged::default() };
    merged.left_out = parts.iter().map(|part| part.record.left_out.len()).sum();
    let mut numbers = Numbers::default();
    for (part, stem) in releases(&parts) {
        let Some(entry) = part.manifest.get(stem) else { continue };
        merged.releases += 1;
        merged.files += check_files(part, &entry, diags);
        numbers.add(&entry.root, &entry.release, &entry.card);
    }
    diags.extend(numbers.report());
    if diags.len() > before {
        return None;
    }
    if let Some(to) = to {
        join(&parts, to, diags);
        merged.joined = diags.len() == before;
    }
    Some(merged)
}

/// The releases of all parts that were rendered.
fn releases(parts: &[Part]) -> impl Iterator<Item = (&Part, &str)> {
    parts.iter().flat_map(|part| {
        let mine = part.record.releases.iter().map(String::as_str);
        mine.filter(|stem| part.manifest.holds(stem)).map(move |stem| (part, stem))
    })
}

fn load(folder: &Path, diags: &mut Diagnostics) -> Option<Part> {
    let Some(record) = Record::load(folder) else {
        diags.push(no_shard(folder));
        return None;
    };
    let manifest = Manifest::load(folder);
    if let Some(diagnostic) = manifest.newer() {
        diags.push(diagnostic);
        return None;
    }
    Some(Part { folder: folder.to_owned(), record, manifest })
}

fn no_shard(folder: &Path) -> Diagnostic {
    let name = folder.display();
    let (message, hint) = if !folder.is_dir() {
        (format!("there is no folder {name}"), "name the output folders of all shards")
    } else if Record::is_in(folder) {
        (format!("the record of the shard in {name} cannot be read"), "render the shard again")
    } else {
        let hint =
            "render it with --shard I/N; a run that was cut off goes on with the same command";
        (format!("{name} holds no finished shard"), hint)
    };
    Diagnostic::error("no-shard", message).hint(hint)
}

/// All shards are parts of the same run.
fn alike(parts: &[Part], diags: &mut Diagnostics) {
    let Some((first, others)) = parts.split_first() else { return };
    for other in others {
        let (a, b) = (&first.record, &other.record);
        let different = [
            ("the numbers of shards", a.shard.of == b.shard.of),
            ("the releases found", a.whole == b.whole),
            ("the program's versions or the options", a.options == b.options),
            ("the editions", a.editions == b.editions),
            ("the days of --since", a.since == b.since),
        ];
        for (what, _) in different.into_iter().filter(|(_, same)| !same) {
            let (a, b) = (first.folder.display(), other.folder.display());
            let message = format!("{a} and {b} are not parts of one run: {what} differ");
            let hint = "render all shards from the same files with the same program and options";
            diags.push(Diagnostic::error("different-shards", message).hint(hint));
        }
    }
}

/// Every shard is here, and only once.
fn all_there(parts: &[Part], diags: &mut Diagnostics) {
    let Some(of) = parts.first().map(|part| part.record.shard.of) else { return };
    let mut seen: BTreeMap<u64, &Path> = BTreeMap::new();
    for part in parts {
        let index = part.record.shard.index;
        if let Some(first) = seen.insert(index, &part.folder) {
            let (a, b) = (first.display(), part.folder.display());
            let message = format!("{a} and {b} both hold shard {index}/{of}");
            let hint = "name each shard once, so that no release is there twice";
            diags.push(Diagnostic::error("duplicate-shard", message).hint(hint));
        }
    }
    let missing: Vec<u64> =
        (1..=of).filter(|index| !seen.contains_key(index)).take(NAMED).collect();
    for index in missing {
        let message = format!("shard {index}/{of} is missing");
        let hint = format!("render it with --shard {index}/{of} and name its folder too");
        diags.push(Diagnostic::error("missing-shard", message).hint(hint));
    }
}

/// A layout, font or picture was the same file wherever it was used: machines
/// with different copies would give a patchwork.
fn same_inputs(parts: &[Part], diags: &mut Diagnostics) {
    let mut seen: BTreeMap<String, (Hash, &Path)> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for (part, stem) in releases(parts) {
        let Some(entry) = part.manifest.get(stem) else { continue };
        let folder = Path::new(stem).parent().unwrap_or(Path::new("")).to_owned();
        let layout = (format!("layout {}", entry.layout), entry.layout_hash);
        let files = entry.dependencies.iter().map(|d| (format!("{:?} {}", d.root, d.name), d.hash));
        for (name, hash) in files.chain([layout]) {
            let key = format!("{}\n{}\n{name}", folder.display(), entry.layout);
            let (known, first) = *seen.entry(key).or_insert((hash, &part.folder));
            if known != hash && told.insert(name.clone()) {
                let (a, b) = (first.display(), part.folder.display());
                let message = format!("{a} and {b} were made with different files: {name}");
                let hint = "give all machines the same files and render again";
                diags.push(Diagnostic::error("different-shards", message).hint(hint));
            }
        }
    }
}

/// Every release of a shard was rendered in every edition asked for.
fn rendered(part: &Part, diags: &mut Diagnostics) {
    let Record { shard, options, editions, missing, left_out, releases, .. } = &part.record;
    let undone: BTreeSet<&str> = missing.iter().map(String::as_str).collect();
    let left_out: BTreeSet<&str> = left_out.iter().map(String::as_str).collect();
    let is_done = |stem: &str| {
        let entry = part.manifest.get(stem).filter(|entry| entry.options == *options);
        let has = |entry: &Entry, edition: &String| {
            entry.outputs.iter().any(|output| output.edition == *edition)
        };
        entry.is_some_and(|e| editions.iter().all(|edition| has(&e, edition)))
    };
    let absent = releases
        .iter()
        .map(String::as_str)
        .filter(|stem| undone.contains(stem) || !(left_out.contains(stem) || is_done(stem)));
    let absent: Vec<&str> = absent.collect();
    let (folder, (index, of)) = (part.folder.display(), (shard.index, shard.of));
    for stem in absent.iter().take(NAMED) {
        let message = format!("{stem} is missing in shard {index}/{of} ({folder})");
        let hint = "it failed or was left undone: render the shard again";
        diags.push(Diagnostic::error("missing-release", message).hint(hint));
    }
    if absent.len() > NAMED {
        let message = format!("{} more are missing in {folder}", absent.len() - NAMED);
        let hint = "render the shard again";
        diags.push(Diagnostic::error("missing-release", message).hint(hint));
    }
}

/// The files of a release are what the manifest says. Returns how many.
fn check_files(part: &Part, entry: &Entry, diags: &mut Diagnostics) -> usize {
    let outputs = entry.outputs.iter();
    outputs.filter(|output| read(&part.folder, &output.file, output.hash, diags).is_some()).count()
}

fn read(folder: &Path, file: &str, hash: Hash, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    let path = folder.join(file);
    let (code, message) = match read_file(&path, AssetLimit::Pdf).map_err(AssetError::plain) {
        Ok(bytes) if Hash::of(&bytes) == hash => return Some(bytes),
        Ok(_) => ("changed-output", "is not the file that was rendered".to_owned()),
        Err(error) => ("unreadable-file", format!("cannot be read: {error}")),
    };
    let message = format!("{} {message}", path.display());
    diags.push(Diagnostic::error(code, message).hint("render the shard again with --force"));
    None
}

/// Copies the files of all shards into one folder with one manifest.
fn join(parts: &[Part], to: &Path, diags: &mut Diagnostics) {
    if let Some(part) = parts.iter().find(|part| is_same(&part.folder, to)) {
        let message = format!("{} is a shard and the folder to write into", part.folder.display());
        let hint = "name another folder with --to";
        return diags.push(Diagnostic::error("folder-in-use", message).hint(hint));
    }
    let _lock = match FolderLock::take(to) {
        Ok(lock) => lock,
        Err(diagnostic) => return diags.push(diagnostic),
    };
    let mut manifest = Manifest::load(to);
    if let Some(diagnostic) = manifest.newer() {
        return diags.push(diagnostic);
    }
    let all: Vec<(&Part, &str)> = releases(parts).collect();
    for chunk in all.chunks(CHUNK) {
        if let Err(diagnostic) = copy(chunk, to, &mut manifest, diags) {
            return diags.push(diagnostic);
        }
    }
    if let Err(error) = manifest.save() {
        diags.push(unwritable(to, &error));
    }
}

fn is_same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// Copies the files of some releases: all staged and synced, then named, then
/// claimed.
fn copy(
    chunk: &[(&Part, &str)],
    to: &Path,
    manifest: &mut Manifest,
    diags: &mut Diagnostics,
) -> Result<(), Diagnostic> {
    let refused = |error| unwritable(to, &error);
    let mut staged: Vec<Staged> = Vec::new();
    let mut entries = Vec::new();
    for (part, stem) in chunk {
        let Some(entry) = part.manifest.get(stem) else { continue };
        for output in &entry.outputs {
            let bytes = read(&part.folder, &output.file, output.hash, diags);
            let Some(bytes) = bytes else { continue };
            staged.push(stage(&to.join(&output.file), &bytes).map_err(refused)?);
            let beside = dossier::paths(&part.folder.join(&output.file));
            for (from, place) in beside.iter().zip(dossier::paths(&to.join(&output.file))) {
                if let Ok(bytes) = fs::read(from) {
                    staged.push(stage(&place, &bytes).map_err(refused)?);
                }
            }
        }
        entries.push((*stem, entry));
    }
    if diags.has_errors() {
        return Ok(());
    }
    manifest.retract(entries.iter().map(|(stem, _)| *stem)).map_err(refused)?;
    write::sync_all(&staged.iter().collect::<Vec<_>>()).map_err(refused)?;
    manifest.confirm().map_err(refused)?;
    staged.into_iter().try_for_each(|file| file.commit().map(drop)).map_err(refused)?;
    entries.iter().for_each(|(stem, entry)| manifest.record(stem, entry));
    Ok(())
}
