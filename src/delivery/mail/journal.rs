//! Who got which release: one JSON line before and one after every sending,
//! each on disk before the program goes on.
//!
//! A run that was cut off leaves "sending" without an end; whether the server
//! took that message nobody knows, so it counts as in doubt and is never
//! repeated unasked.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::delivery::hash::Hash;
use crate::delivery::write::unwritable;
use crate::diag::Diagnostic;

/// What became of a message to somebody.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// About to be handed over; in doubt when nothing follows.
    Sending,
    /// The server took it.
    Sent,
    /// The server will not take it.
    Refused,
    /// The server did not take it now.
    Deferred,
}

/// One line of the journal.
#[derive(Serialize, Deserialize)]
struct Entry {
    /// Hash of the release and its files.
    release: Hash,
    /// The address, its domain in lower case.
    to: String,
    state: State,
    /// When, in UTC.
    at: String,
    /// `Message-ID`, or the server's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

/// The journal of one release.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Option<File>,
    latest: BTreeMap<(String, Hash), State>,
}

impl Journal {
    /// Reads a journal; one that does not exist is empty. Nothing is written
    /// before the first entry.
    ///
    /// # Errors
    /// When it cannot be read or holds what no run wrote: guessing could send
    /// a release twice. A last line that a crash cut off is left out, for
    /// nothing is sent before its line is whole.
    pub fn read(path: &Path) -> Result<Self, Diagnostic> {
        let text = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unusable(path, &error.to_string())),
        };
        let mut latest = BTreeMap::new();
        let mut lines = text.split(|byte| *byte == b'\n').enumerate().peekable();
        while let Some((index, line)) = lines.next() {
            let torn = lines.peek().is_none();
            if line.is_empty() {
                continue;
            }
            match serde_json::from_slice::<Entry>(line) {
                Ok(entry) => {
                    latest.insert((entry.to, entry.release), entry.state);
                }
                Err(_) if torn => {}
                // A torn line that a later run closed.
                Err(error) if error.is_eof() => {}
                Err(error) => {
                    return Err(unusable(path, &format!("line {}: {error}", index + 1)));
                }
            }
        }
        Ok(Self { path: path.to_owned(), file: None, latest })
    }

    /// What became of the message to an address; `None` when it is missing.
    pub fn state(&self, release: Hash, key: &str) -> Option<State> {
        self.latest.get(&(key.to_owned(), release)).copied()
    }

    /// Whether an address got, or may have got, this release with other
    /// contents.
    pub fn other_version(&self, release: Hash, key: &str) -> bool {
        let from = (key.to_owned(), Hash::default());
        self.latest.range(from..).take_while(|((to, _), _)| to == key).any(|((_, other), state)| {
            *other != release && matches!(state, State::Sending | State::Sent)
        })
    }

    /// Adds entries of one moment and brings them to the disk.
    ///
    /// # Errors
    /// When the disk refuses; then nothing may be sent.
    pub fn record(
        &mut self,
        release: Hash,
        entries: &[(&str, State, &str)],
        at: Timestamp,
    ) -> Result<(), Diagnostic> {
        self.append(release, entries, at).map_err(|error| {
            let told = unwritable(&self.path, &error);
            // Another folder would have another journal: some would get it twice.
            Diagnostic { message: format!("the journal {}", told.message), ..told }
                .hint("nothing is sent that cannot be written down: mend that and run it again")
        })?;
        for (to, state, _) in entries {
            self.latest.insert(((*to).to_owned(), release), *state);
        }
        Ok(())
    }

    fn append(
        &mut self,
        release: Hash,
        entries: &[(&str, State, &str)],
        at: Timestamp,
    ) -> io::Result<()> {
        let mut text = String::new();
        for (to, state, note) in entries {
            let entry = Entry {
                release,
                to: (*to).to_owned(),
                state: *state,
                at: at.to_string(),
                note: note.chars().take(500).collect(),
            };
            text.push_str(&serde_json::to_string(&entry).map_err(io::Error::other)?);
            text.push('\n');
        }
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let opened = open(&self.path)?;
                self.file.insert(opened)
            }
        };
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }
}

/// Opens for appending; a line that a crash cut off is ended first.
fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().create(true).read(true).append(true).open(path)?;
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
        }
    }
    // The name of a new file is on disk only when its folder is.
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(file)
}

fn unusable(path: &Path, reason: &str) -> Diagnostic {
    let message = format!("the journal {} cannot be used: {reason}", path.display());
    Diagnostic::error("bad-journal", message)
        .hint("it says who got the release; mend it rather than delete it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn the_last_word_counts_and_survives() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out/a.jsonl");
        let (one, two) = (Hash::of(b"1"), Hash::of(b"2"));
        let mut journal = Journal::read(&path).expect("empty");
        journal
            .record(one, &[("a@x", State::Sending, ""), ("b@x", State::Sending, "")], NOW)
            .expect("written");
        journal.record(one, &[("a@x", State::Sent, "250 \"ok\"\r\n")], NOW).expect("written");
        let again = Journal::read(&path).expect("read");
        assert_eq!(again.state(one, "a@x"), Some(State::Sent));
        assert_eq!(again.state(one, "b@x"), Some(State::Sending));
        assert_eq!(again.state(one, "c@x"), None);
        assert!(again.other_version(two, "a@x") && !again.other_version(one, "a@x"));
        assert!(!again.other_version(two, "c@x"));
    }

    #[test]
    fn a_torn_line_is_left_out_and_closed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.jsonl");
        let release = Hash::of(b"1");
        let mut journal = Journal::read(&path).expect("empty");
        journal
            .record(release, &[("a@x", State::Sent, ""), ("b@x", State::Sending, "")], NOW)
            .expect("written");
        let text = fs::read(&path).expect("there");
        fs::write(&path, &text[..text.len() - 9]).expect("cut");
        let mut journal = Journal::read(&path).expect("read");
        assert_eq!(journal.state(release, "b@x"), None);
        journal.record(release, &[("b@x", State::Sent, "")], NOW).expect("written");
        let again = Journal::read(&path).expect("read");
        assert_eq!(again.state(release, "a@x"), Some(State::Sent));
        assert_eq!(again.state(release, "b@x"), Some(State::Sent));
    }

    #[test]
    fn a_journal_that_makes_no_sense_stops_everything() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.jsonl");
        fs::write(&path, "nonsense\n{}\n").expect("written");
        let error = Journal::read(&path).expect_err("refused");
        assert!(error.message.contains("line 1"), "{}", error.message);
    }

    #[test]
    fn a_journal_that_cannot_be_written_is_not_blamed_for_its_contents() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file/a.jsonl");
        fs::write(folder.path().join("file"), "").expect("in the way");
        let mut journal = Journal { path, file: None, latest: BTreeMap::new() };
        let told = journal.record(Hash::of(b"1"), &[("a@x", State::Sending, "")], NOW);
        let told = told.expect_err("refused");
        assert_eq!(told.code, "unwritable-file");
        assert!(told.message.starts_with("the journal "), "{}", told.message);
        let hint = told.hint.unwrap_or_default();
        assert!(!hint.contains("folder"), "{hint}");
    }
}
