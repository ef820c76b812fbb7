//! What an output folder holds and what it was made from: one JSON line a
//! release, so that a run can be resumed and a later one renders only what changed.
//!
//! During a run, lines are appended to a journal after the files they speak
//! of are on disk; at the end both become one sorted file. A line that a
//! crash cut off is ignored: its release is simply rendered again.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::assets::Dependency;
use super::hash::Hash;
use super::job::Card;
use super::write;

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
    /// Lints and other warnings that rendering it gave.
    pub warnings: usize,
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
}

#[derive(Serialize, Deserialize)]
struct Header {
    pressblatt_manifest: u32,
}

/// The manifest of an output folder. Keys are output stems: the path of an
/// output below the folder without edition and extension.
pub struct Manifest {
    out: PathBuf,
    entries: BTreeMap<String, Entry>,
    journal: Option<BufWriter<fs::File>>,
}

impl Manifest {
    /// Reads the manifest of a folder, with the journal of a run that was cut
    /// off. What cannot be read is as if it were not there.
    pub fn load(out: &Path) -> Self {
        let mut entries = BTreeMap::new();
        read_lines(&out.join(MANIFEST), &mut entries);
        read_lines(&out.join(JOURNAL), &mut entries);
        Self { out: out.to_owned(), entries, journal: None }
    }

    /// The entry of an output stem.
    pub fn get(&self, stem: &str) -> Option<&Entry> {
        self.entries.get(stem)
    }

    /// All entries by output stem.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(stem, entry)| (stem.as_str(), entry))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Records a release whose files are at their place.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn record(&mut self, stem: String, entry: Entry) -> io::Result<()> {
        if self.journal.is_none() {
            let path = self.out.join(JOURNAL);
            let fresh = !path.exists();
            let file = fs::OpenOptions::new().create(true).append(true).open(path)?;
            let mut journal = BufWriter::new(file);
            // A cut-off line must not swallow the next one.
            let start = if fresh { header() } else { "\n".to_owned() };
            journal.write_all(start.as_bytes())?;
            self.journal = Some(journal);
        }
        if let Some(journal) = &mut self.journal {
            journal.write_all(line(&stem, &entry).as_bytes())?;
        }
        self.entries.insert(stem, entry);
        Ok(())
    }

    /// Brings what was recorded to the file.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.journal.as_mut().map_or(Ok(()), Write::flush)
    }

    /// Forgets a release.
    pub fn remove(&mut self, stem: &str) -> Option<Entry> {
        self.entries.remove(stem)
    }

    /// Writes the whole manifest and ends the journal.
    ///
    /// # Errors
    /// When the folder cannot be written; the journal then stays.
    pub fn save(mut self) -> io::Result<()> {
        self.flush()?;
        let mut text = header();
        for (stem, entry) in &self.entries {
            text.push_str(&line(stem, entry));
        }
        let staged = write::stage(&self.out.join(MANIFEST), text.as_bytes())?;
        write::sync_all(&[&staged])?;
        staged.commit()?;
        match fs::remove_file(self.out.join(JOURNAL)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn header() -> String {
    json(&Header { pressblatt_manifest: FORMAT })
}

fn line(stem: &str, entry: &Entry) -> String {
    json(&(stem, entry))
}

/// One line. The types hold nothing that JSON cannot say.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).map(|text| text + "\n").unwrap_or_default()
}

fn read_lines(path: &Path, entries: &mut BTreeMap<String, Entry>) {
    let Ok(file) = fs::File::open(path) else { return };
    let mut lines = BufReader::new(file).lines().map_while(Result::ok);
    let header = lines.next().and_then(|line| serde_json::from_str::<Header>(&line).ok());
    if header.is_none_or(|h| h.pressblatt_manifest != FORMAT) {
        return;
    }
    for line in lines {
        if let Ok((stem, entry)) = serde_json::from_str::<(String, Entry)>(&line) {
            entries.insert(stem, entry);
        }
    }
}

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
        }
    }

    #[test]
    fn a_journal_of_a_run_that_was_cut_off_counts_up_to_its_last_whole_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut first = Manifest::load(folder.path());
        for name in ["a", "b"] {
            first.record(name.to_owned(), entry(name)).expect("recorded");
        }
        first.flush().expect("flushed");
        drop(first);
        let journal = folder.path().join(JOURNAL);
        let text = fs::read_to_string(&journal).expect("a journal");
        fs::write(&journal, &text[..text.len() - 10]).expect("cut off");
        let mut second = Manifest::load(folder.path());
        assert!(second.get("a").is_some() && second.get("b").is_none());
        second.record("c".to_owned(), entry("c")).expect("recorded");
        second.save().expect("saved");
        let third = Manifest::load(folder.path());
        assert_eq!(third.iter().map(|(stem, _)| stem).collect::<Vec<_>>(), ["a", "c"]);
        assert!(!journal.exists());
    }

    #[test]
    fn a_manifest_of_another_format_is_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = format!("{{\"pressblatt_manifest\":0}}\n{}", line("a", &entry("a")));
        fs::write(folder.path().join(MANIFEST), text).expect("written");
        assert!(Manifest::load(folder.path()).is_empty());
    }
}
