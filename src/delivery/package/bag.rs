//! One bag: payload, manifests, bag-info; built beside its place, then put there.
//!
//! Everything is written release by release, so that a bag may hold many.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serializer;
use serde::ser::SerializeSeq;

use super::events::{self, Payload};
use super::index::{CSV_HEADER, Row};
use super::{Stock, escaped, payload_path};
use crate::delivery::assets::{AssetLimit, read_file};
use crate::delivery::hash::{Hash, Summing, sha256};
use crate::delivery::manifest::OutputEntry;
use crate::delivery::write::{TEMPORARY_PREFIX, plain, unwritable};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::AssetError;

/// `bagit.txt` (RFC 8493, 2.1.1).
pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A bag that is complete beside its place. Dropping it takes it away.
pub struct Built {
    temporary: tempfile::TempDir,
    place: PathBuf,
    /// Files in it, without those that are about it.
    pub files: usize,
}

impl Built {
    /// Puts it in its place; an older bag is replaced whole. It should be on
    /// the disk by then.
    ///
    /// # Errors
    /// When something is in the way.
    pub fn commit(self) -> Result<PathBuf, Diagnostic> {
        match replace(self.temporary, &self.place) {
            Ok(()) => Ok(self.place),
            Err(error) => Err(unwritable(&self.place, &error)),
        }
    }
}

/// Builds the bag of some releases that is to be at `place`.
///
/// # Errors
/// When an output is not what the manifest says or nothing can be written.
pub fn build(stock: &Stock<'_>, place: PathBuf, stems: &[&str]) -> Result<Built, Diagnostics> {
    let refused = |error: io::Error| Diagnostics::from(unwritable(&place, &error));
    let beside = place.parent().unwrap_or(Path::new("."));
    let temporary = tempfile::Builder::new().prefix(TEMPORARY_PREFIX).tempdir_in(beside);
    let temporary = temporary.map_err(|error| refused(plain(error)))?;
    let mut diags = Diagnostics::new();
    let written = fill(stock, temporary.path(), stems, &mut diags);
    if let Err(error) = &written {
        diags.push(unwritable(&place, error));
    }
    let files = match written {
        Ok(files) if !diags.has_errors() => files,
        _ => return Err(diags),
    };
    readable_by_all(temporary.path()).map_err(refused)?;
    Ok(Built { temporary, place, files })
}

/// What `bag-info.txt` tells of a bag.
#[derive(Default)]
struct Contents {
    senders: BTreeSet<String>,
    releases: usize,
    files: usize,
    bytes: u64,
}

/// Copies the outputs and writes the tag files beside them; how many there are.
/// What is wrong with an output is a diagnostic, so that all of them are told.
fn fill(
    stock: &Stock<'_>,
    bag: &Path,
    stems: &[&str],
    diags: &mut Diagnostics,
) -> io::Result<usize> {
    let mut contents = Contents::default();
    let mut payload = Tag::begin(bag, "manifest-sha256.txt")?;
    let mut events = Tag::begin(bag, "events.jsonl")?;
    let mut csv = Tag::begin(bag, "index.csv")?;
    let mut json = Tag::begin(bag, "index.json")?;
    let mut pretty = serde_json::Serializer::pretty(&mut json.file);
    let mut rows = pretty.serialize_seq(None)?;
    csv.file.write_all(CSV_HEADER.as_bytes())?;
    let mut first: BTreeMap<Hash, &str> = BTreeMap::new();
    for stem in stems.iter().copied() {
        let Some(entry) = stock.manifest.get(stem) else { continue };
        let original = *first.entry(entry.hash).or_insert(stem);
        contents.releases += 1;
        contents.bytes += entry.outputs.iter().map(|output| output.size).sum::<u64>();
        contents.files += entry.outputs.len();
        for output in &entry.outputs {
            let Some((sum, written)) = copy(stock.out, bag, output, diags)? else { continue };
            let verdicts = stock.verdicts.of(&output.file);
            let duplicate_of = Some(original).filter(|o| *o != stem);
            let row = Row::new(&entry, output, &sum, &verdicts, duplicate_of);
            let file = payload_path(&output.file);
            payload.file.write_all(line(&sum, &file).as_bytes())?;
            let copied = Payload { file: &file, sha256: &sum, written };
            let lines = events::lines(&entry, &copied, &verdicts, stock.now);
            events.file.write_all(lines.as_bytes())?;
            csv.file.write_all(row.csv().as_bytes())?;
            rows.serialize_element(&row)?;
        }
        contents.senders.insert(entry.card.organisation);
    }
    rows.end()?;
    json.file.write_all(b"\n")?;
    let mut sums = Vec::new();
    for (name, text) in [("bagit.txt", DECLARATION), ("bag-info.txt", &info(&contents, stock.now))]
    {
        fs::write(bag.join(name), text)?;
        sums.push((name, sha256(text.as_bytes())));
    }
    for tag in [events, csv, json, payload] {
        sums.push(tag.finish()?);
    }
    let tags: String = sums.iter().map(|(name, sum)| line(sum, name)).collect();
    fs::write(bag.join("tagmanifest-sha256.txt"), tags)?;
    Ok(contents.files)
}

/// A tag file while it is written.
struct Tag {
    name: &'static str,
    file: Summing<BufWriter<fs::File>>,
}

impl Tag {
    fn begin(bag: &Path, name: &'static str) -> io::Result<Self> {
        let file = BufWriter::new(fs::File::create(bag.join(name))?);
        Ok(Self { name, file: Summing::new(file) })
    }

    /// Its name and checksum.
    fn finish(self) -> io::Result<(&'static str, String)> {
        let (mut file, sum) = self.file.finish();
        file.flush()?;
        Ok((self.name, sum))
    }
}

/// Copies an output after checking it against the manifest; returns its SHA-256
/// and when it was written, `None` for one that is not as it should be.
fn copy(
    out: &Path,
    bag: &Path,
    output: &OutputEntry,
    diags: &mut Diagnostics,
) -> io::Result<Option<(String, Option<jiff::Timestamp>)>> {
    let from = out.join(&output.file);
    let bytes = match read_file(&from, AssetLimit::Pdf).map_err(AssetError::plain) {
        Ok(bytes) if Hash::of(&bytes) == output.hash => bytes,
        Ok(_) => {
            diags.push(changed(&from));
            return Ok(None);
        }
        Err(error) => {
            let message = format!("{} cannot be read: {error}", from.display());
            let hint = "render the folder again; what is missing is made anew";
            diags.push(Diagnostic::error("unreadable-file", message).hint(hint));
            return Ok(None);
        }
    };
    let path = payload_path(&output.file);
    let target = bag.join(&path);
    if target.exists() {
        let message = format!("two files of the bag would be {path}");
        let hint = "rename one of the releases";
        diags.push(Diagnostic::error("duplicate-output", message).hint(hint));
        return Ok(None);
    }
    target.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(&target, &bytes)?;
    Ok(Some((sha256(&bytes), written(&from))))
}

/// When a file was written, to the second.
fn written(path: &Path) -> Option<jiff::Timestamp> {
    let time = fs::metadata(path).and_then(|found| found.modified()).ok()?;
    let since = time.duration_since(std::time::UNIX_EPOCH).ok()?;
    jiff::Timestamp::from_second(i64::try_from(since.as_secs()).ok()?).ok()
}

fn changed(path: &Path) -> Diagnostic {
    let message = format!("{} is not the file that was rendered", path.display());
    Diagnostic::error("changed-output", message)
        .hint("somebody changed it; render the folder again with --force")
}

/// A manifest line (RFC 8493, 2.1.3).
fn line(sum: &str, path: &str) -> String {
    format!("{sum}  {}\n", escaped(path))
}

/// `bag-info.txt` (RFC 8493, 2.2.2).
fn info(contents: &Contents, now: jiff::Timestamp) -> String {
    let date = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut text = String::new();
    for sender in &contents.senders {
        text.push_str(&format!("Source-Organization: {}\n", one_line(sender)));
    }
    text.push_str(&format!("Bagging-Date: {date}\n"));
    text.push_str(&format!("Payload-Oxum: {}.{}\n", contents.bytes, contents.files));
    text.push_str(&format!("External-Description: {} press releases\n", contents.releases));
    text.push_str(&format!("Bag-Software-Agent: pressblatt {}\n", env!("CARGO_PKG_VERSION")));
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts a finished folder in place of an old one.
fn replace(temporary: tempfile::TempDir, place: &Path) -> io::Result<()> {
    if !place.exists() {
        return fs::rename(temporary.keep(), place);
    }
    if exchange(temporary.path(), place) {
        return Ok(());
    }
    let old = tempfile::Builder::new()
        .prefix(TEMPORARY_PREFIX)
        .tempdir_in(place.parent().unwrap_or(Path::new(".")))?;
    fs::rename(place, old.path().join("old"))?;
    fs::rename(temporary.keep(), place)
}

/// Exchanges the names of two folders in one step, where that can be done:
/// there is no moment without a bag. The old one has the temporary name then.
#[cfg(target_os = "linux")]
fn exchange(temporary: &Path, place: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, temporary, CWD, place, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// Temporary folders are private; a bag should be as readable as any folder.
#[cfg(unix)]
fn readable_by_all(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable_by_all(_: &Path) -> io::Result<()> {
    Ok(())
}
