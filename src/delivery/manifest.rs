//! What an output folder holds and what it was made from: one JSON line a
//! release, so that a run can be resumed and a later one renders only what changed.
//!
//! During a run, lines are appended to a journal; at the end both become one
//! sorted file. The journal never claims what is not there: before the files
//! of a release are replaced its claim is taken back, and a new claim is
//! written only when the files have their names. A line that a crash cut off
//! is ignored: its release is simply rendered again.
//!
//! Only the place of each line is held in memory, since an archive has many.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use super::assets::{Dependency, open_named};
use super::hash::Hash;
use super::job::Card;
use super::told::Told;
use super::write;
use crate::diag::Diagnostic;
use crate::model::AssetError;

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = ".pressblatt-manifest.jsonl";
/// Name of the journal of a run that is under way or was cut off.
const JOURNAL: &str = ".pressblatt-journal.jsonl";
/// Changes when old manifests must not be believed.
const FORMAT: u32 = 1;

/// One release that was rendered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The folder that was named on the command line, as typed.
    pub root: String,
    /// The release below it.
    pub release: String,
    /// Hash of the release file.
    pub hash: Hash,
    /// The layout it asked for.
    pub layout: String,
    /// Hash of the layout file.
    pub layout_hash: Hash,
    /// All other files it was made from.
    pub dependencies: Vec<Dependency>,
    /// Hash of program version and options.
    pub options: Hash,
    /// Its files.
    pub outputs: Vec<OutputEntry>,
    /// What it is about.
    pub card: Card,
    /// How many warnings setting and exporting it gave.
    pub warnings: usize,
    /// The first of them that are about the sheet; those of an edition are at
    /// its file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
}

impl Entry {
    /// Whether all its files are in the output folder, by their sizes.
    pub fn is_there(&self, out: &Path) -> bool {
        self.outputs.iter().all(|output| {
            let metadata = out.join(&output.file).metadata();
            metadata.is_ok_and(|metadata| metadata.is_file() && metadata.len() == output.size)
        })
    }

    /// How many of its warnings are kept.
    pub fn kept(&self) -> usize {
        self.told.len() + self.outputs.iter().map(|output| output.told.len()).sum::<usize>()
    }

    /// Of how many only the number is.
    pub fn untold(&self) -> usize {
        self.warnings.saturating_sub(self.kept())
    }
}

/// One file of a release.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OutputEntry {
    /// The edition.
    pub edition: String,
    /// Path below the output folder, with `/`.
    pub file: String,
    /// Size in bytes.
    pub size: u64,
    /// BLAKE3 of its bytes.
    pub hash: Hash,
    /// The first warnings that exporting it gave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    pressblatt_manifest: u32,
}

/// Where the line of a release is. No line is as long as 4 GiB.
#[derive(Clone, Copy)]
struct Place {
    in_journal: bool,
    length: u32,
    offset: u64,
}

/// The manifest of an output folder. Keys are output stems: the path of an
/// output below the folder without edition and extension.
pub struct Manifest {
    out: PathBuf,
    places: BTreeMap<Box<str>, Place>,
    saved: Option<fs::File>,
    /// The journal that a run before this one left.
    cut_off: Option<fs::File>,
    journal: Option<Journal>,
    /// Claims whose files have their names, not yet written.
    pending: Vec<(Box<str>, String)>,
    changed: bool,
    /// Why the manifest or the journal was not believed.
    fault: Option<Fault>,
}

/// Why a file is not believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fault {
    /// There is none.
    Missing,
    /// It does not begin as one, or cannot be read.
    Spoilt,
    /// A later version of the program wrote it.
    Newer,
}

/// The journal, open for appending and reading.
struct Journal {
    file: fs::File,
    end: u64,
}

impl Manifest {
    /// Reads the manifest of a folder, with the journal of a run that was cut
    /// off. What cannot be read is as if it were not there; whoever writes or
    /// believes that nothing is there asks for [`Self::newer`] and
    /// [`Self::is_spoilt`] first.
    pub fn load(out: &Path) -> Self {
        let mut places = BTreeMap::new();
        let saved = read_places(&out.join(MANIFEST), false, &mut places);
        let cut_off = read_places(&out.join(JOURNAL), true, &mut places);
        let is_newer = [&saved, &cut_off].iter().any(|r| matches!(r, Err(Fault::Newer)));
        // A journal without its first line is one that was just begun.
        let fault = if is_newer { Some(Fault::Newer) } else { saved.as_ref().err().copied() };
        let (saved, cut_off) = (saved.ok(), cut_off.ok());
        let changed = cut_off.is_some();
        let (out, pending) = (out.to_owned(), Vec::new());
        Self { out, places, saved, cut_off, journal: None, pending, changed, fault }
    }

    /// Says that a later version of the program wrote it: what this one would
    /// write takes away what it does not understand.
    pub fn newer(&self) -> Option<Diagnostic> {
        (self.fault == Some(Fault::Newer)).then(|| {
            let message =
                format!("a newer version of the program wrote into {}", self.out.display());
            Diagnostic::error("newer-manifest", message)
                .hint("use that version, or name another folder")
        })
    }

    /// Whether there is one that cannot be read.
    pub fn is_spoilt(&self) -> bool {
        self.fault == Some(Fault::Spoilt)
    }

    /// Whether a folder has one.
    pub fn is_in(out: &Path) -> bool {
        out.join(MANIFEST).is_file() || out.join(JOURNAL).is_file()
    }

    /// Begins the journal, by which a later run knows that this one was cut off.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn begin(&mut self) -> io::Result<()> {
        self.journal().map(drop)
    }

    /// Whether a run was cut off before its end.
    pub fn was_cut_off(&self) -> bool {
        self.cut_off.is_some()
    }

    /// The entry of an output stem.
    pub fn get(&self, stem: &str) -> Option<Entry> {
        self.get_part(stem)
    }

    /// What is wanted of the entry of an output stem.
    pub fn get_part<T: DeserializeOwned>(&self, stem: &str) -> Option<T> {
        let line = self.line_of(self.places.get(stem)?).ok()?;
        serde_json::from_slice::<(IgnoredAny, T)>(&line).ok().map(|(_, entry)| entry)
    }

    /// All entries by output stem, read one after the other.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Entry)> {
        self.places.keys().filter_map(|stem| Some((&**stem, self.get(stem)?)))
    }

    /// All output stems, sorted.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(|stem| &**stem)
    }

    /// Whether there is an entry of an output stem.
    pub fn holds(&self, stem: &str) -> bool {
        self.places.contains_key(stem)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Takes back what is claimed of some releases: their files are about to
    /// be replaced or removed.
    ///
    /// # Errors
    /// When the journal cannot be written; nothing may be touched then.
    pub fn retract<'a>(&mut self, stems: impl Iterator<Item = &'a str>) -> io::Result<()> {
        let mut lines = String::new();
        for stem in stems {
            if self.places.remove(stem).is_some() {
                lines.push_str(&json(&(stem, None::<Entry>)));
            }
        }
        if lines.is_empty() { Ok(()) } else { self.journal()?.append(&lines).map(drop) }
    }

    /// Records a release whose files are at their place; [`Self::confirm`]
    /// writes it.
    pub fn record(&mut self, stem: &str, entry: &Entry) {
        self.changed = true;
        self.pending.push((stem.into(), json(&(stem, entry))));
    }

    /// Writes what was recorded. Call it when the names of the files are on
    /// the disk, or a power loss may leave a claim without its file.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn confirm(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let text: String = self.pending.iter().map(|(_, line)| line.as_str()).collect();
        let mut offset = self.journal()?.append(&text)?;
        for (stem, line) in std::mem::take(&mut self.pending) {
            let start = offset;
            offset += line.len() as u64;
            if let Ok(length) = u32::try_from(line.len()) {
                self.places.insert(stem, Place { in_journal: true, length, offset: start });
            }
        }
        Ok(())
    }

    /// Brings the names of files to the disk, then writes what was recorded.
    ///
    /// # Errors
    /// When the disk refuses or the journal cannot be written.
    pub fn confirm_synced(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        write::sync_folder(&self.out)?;
        self.confirm()
    }

    /// Brings the journal to the disk where one sync does not do it for all.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sync(&self) -> io::Result<()> {
        self.journal.as_ref().map_or(Ok(()), |journal| journal.file.sync_data())
    }

    /// Writes the whole manifest and ends the journal.
    ///
    /// # Errors
    /// When the folder cannot be written; the journal then stays.
    pub fn save(mut self) -> io::Result<()> {
        if !self.changed {
            return Ok(());
        }
        self.confirm_synced()?;
        let staged = write::stage_with(&self.out.join(MANIFEST), |file| {
            file.write_all(header().as_bytes())?;
            self.places.values().try_for_each(|place| file.write_all(&self.line_of(place)?))
        })?;
        write::sync_all(&[&staged])?;
        staged.commit()?;
        match fs::remove_file(self.out.join(JOURNAL)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn line_of(&self, place: &Place) -> io::Result<Vec<u8>> {
        let journal = self.journal.as_ref().map(|journal| &journal.file).or(self.cut_off.as_ref());
        let file = if place.in_journal { journal } else { self.saved.as_ref() };
        let mut line = vec![0; place.length as usize];
        read_at(file.ok_or(io::ErrorKind::NotFound)?, &mut line, place.offset)?;
        Ok(line)
    }

    fn journal(&mut self) -> io::Result<&mut Journal> {
        self.changed = true;
        match &mut self.journal {
            Some(journal) => Ok(journal),
            none => {
                let journal = Journal::open(&self.out.join(JOURNAL), self.cut_off.is_some())?;
                Ok(none.insert(journal))
            }
        }
    }
}

impl Journal {
    /// Goes on with a journal or begins one.
    fn open(path: &Path, go_on: bool) -> io::Result<Self> {
        let file = fs::OpenOptions::new().create(true).append(true).read(true).open(path)?;
        if !go_on {
            file.set_len(0)?;
        }
        let end = file.metadata()?.len();
        let mut journal = Self { file, end };
        // A cut-off line must not swallow the next one.
        let start = if end == 0 { header() } else { "\n".to_owned() };
        journal.append(&start)?;
        Ok(journal)
    }

    /// Writes lines at the end and tells where they begin.
    fn append(&mut self, lines: &str) -> io::Result<u64> {
        let start = self.end;
        if let Err(error) = self.file.write_all(lines.as_bytes()) {
            // On a full disk a part may be there; later lines follow it.
            self.end = self.file.metadata()?.len();
            return Err(error);
        }
        self.end += lines.len() as u64;
        Ok(start)
    }
}

#[cfg(unix)]
fn read_at(file: &fs::File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &fs::File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        offset += read as u64;
    }
    Ok(())
}

fn header() -> String {
    json(&Header { pressblatt_manifest: FORMAT })
}

/// One line. The types hold nothing that JSON cannot say.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).map(|text| text + "\n").unwrap_or_default()
}

/// Where each release's last line is.
fn read_places(
    path: &Path,
    in_journal: bool,
    places: &mut BTreeMap<Box<str>, Place>,
) -> Result<fs::File, Fault> {
    let (file, _) = open_named(path).map_err(|error| match error {
        AssetError::Missing { .. } => Fault::Missing,
        _ => Fault::Spoilt,
    })?;
    let mut reader = BufReader::with_capacity(1 << 16, &file);
    let mut line = Vec::new();
    let first = reader.by_ref().take(FIRST_LINE).read_until(b'\n', &mut line);
    let mut offset = first.map_err(|_| Fault::Spoilt)? as u64;
    match serde_json::from_slice::<Header>(&line).map(|header| header.pressblatt_manifest) {
        Ok(FORMAT) => {}
        Ok(later) if later > FORMAT => return Err(Fault::Newer),
        _ => return Err(Fault::Spoilt),
    }
    // A whole manifest is sorted: a tree built of it at once has no gaps.
    let mut found = Vec::new();
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line).ok().filter(|n| *n > 0);
        let Some(length) = length else { break };
        let start = offset;
        offset += length as u64;
        // A whole line ends; one that does not may go on elsewhere.
        let whole = line.last() == Some(&b'\n');
        let Some(length) = u32::try_from(length).ok().filter(|_| whole) else { continue };
        if let Ok((stem, entry)) = serde_json::from_slice::<(Box<str>, Option<IgnoredAny>)>(&line) {
            found.push((stem, entry.map(|_| Place { in_journal, length, offset: start })));
        }
    }
    if !in_journal && places.is_empty() && found.iter().all(|(_, place)| place.is_some()) {
        *places = found.into_iter().filter_map(|(stem, place)| Some((stem, place?))).collect();
        return Ok(file);
    }
    for (stem, place) in found {
        match place {
            Some(place) => drop(places.insert(stem, place)),
            None => drop(places.remove(&stem)),
        }
    }
    Ok(file)
}

/// The first line is no longer than this.
const FIRST_LINE: u64 = 4096;

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(release: &str) -> Entry {
        Entry {
            root: "in".to_owned(),
            release: release.to_owned(),
            hash: Hash::of(release.as_bytes()),
            layout: "museum".to_owned(),
            layout_hash: Hash::default(),
            dependencies: Vec::new(),
            options: Hash::default(),
            outputs: Vec::new(),
            card: Card::default(),
            warnings: 0,
            told: Vec::new(),
        }
    }

    /// An output folder with a journal of `a` and `b`.
    fn cut_off_run() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let mut manifest = Manifest::load(folder.path());
        for name in ["a", "b"] {
            manifest.record(name, &entry(name));
        }
        manifest.confirm().expect("written");
        folder
    }

    fn stems(manifest: &Manifest) -> Vec<&str> {
        manifest.iter().map(|(stem, _)| stem).collect()
    }

    #[test]
    fn a_journal_of_a_run_that_was_cut_off_counts_up_to_its_last_whole_line() {
        let folder = cut_off_run();
        let journal = folder.path().join(JOURNAL);
        let text = fs::read_to_string(&journal).expect("a journal");
        fs::write(&journal, &text[..text.len() - 10]).expect("cut off");
        let mut second = Manifest::load(folder.path());
        assert!(second.was_cut_off());
        assert!(second.get("a").is_some() && second.get("b").is_none());
        second.record("c", &entry("c"));
        second.save().expect("saved");
        let third = Manifest::load(folder.path());
        assert_eq!(stems(&third), ["a", "c"]);
        assert_eq!(third.get("c"), Some(entry("c")));
        assert!(!journal.exists() && !third.was_cut_off());
    }

    #[test]
    fn a_claim_that_was_taken_back_stays_so_after_a_crash() {
        let folder = cut_off_run();
        Manifest::load(folder.path()).save().expect("saved");
        let mut second = Manifest::load(folder.path());
        second.retract(["a", "none"].into_iter()).expect("written");
        second.record("a", &entry("new"));
        drop(second);
        let third = Manifest::load(folder.path());
        assert_eq!(stems(&third), ["b"]);
        third.save().expect("saved");
        assert_eq!(stems(&Manifest::load(folder.path())), ["b"]);
    }

    #[test]
    fn a_journal_of_every_length_can_be_read() {
        let folder = cut_off_run();
        let journal = folder.path().join(JOURNAL);
        let text = fs::read(&journal).expect("a journal");
        for length in 0..=text.len() {
            fs::write(&journal, &text[..length]).expect("cut off");
            let mut manifest = Manifest::load(folder.path());
            assert!(manifest.iter().all(|(stem, found)| found == entry(stem)), "{length}");
            manifest.record("c", &entry("c"));
            manifest.confirm().expect("written");
            assert!(Manifest::load(folder.path()).get("c").is_some(), "{length}");
        }
    }

    #[test]
    fn a_manifest_of_another_format_is_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let entry = json(&("a", entry("a")));
        for (format, newer, spoilt) in
            [("1", false, false), ("0", false, true), ("2", true, false), ("x", false, true)]
        {
            let text = format!("{{\"pressblatt_manifest\":{format}}}\n{entry}");
            fs::write(folder.path().join(MANIFEST), text).expect("written");
            let manifest = Manifest::load(folder.path());
            let found = (manifest.newer().is_some(), manifest.is_spoilt());
            assert_eq!(found, (newer, spoilt), "{format}");
            assert_eq!(manifest.is_empty(), format != "1");
        }
        fs::remove_file(folder.path().join(MANIFEST)).expect("removed");
        let manifest = Manifest::load(folder.path());
        assert!(manifest.newer().is_none() && !manifest.is_spoilt());
        fs::write(folder.path().join(JOURNAL), "{\"pressblatt_manifest\":2}\n").expect("written");
        assert!(Manifest::load(folder.path()).newer().is_some());
        fs::write(folder.path().join(JOURNAL), "").expect("written");
        assert!(!Manifest::load(folder.path()).is_spoilt());
    }
}
