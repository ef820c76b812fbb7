//! One bag: payload, manifests, bag-info; built beside its place, then renamed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{escaped, events, index, payload_path, sha256};
use crate::delivery::hash::Hash;
use crate::delivery::job::unwritable;
use crate::delivery::manifest::Entry;
use crate::delivery::write::TEMPORARY_PREFIX;
use crate::diag::{Diagnostic, Diagnostics};

/// `bagit.txt` (RFC 8493, 2.1.1).
pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A file of the payload with its checksum.
struct Payload {
    path: String,
    size: u64,
    sha256: String,
}

/// Writes the bag `to/name`; an older bag of that name is replaced whole.
///
/// # Errors
/// When an output is not what the manifest says or nothing can be written.
pub fn write(
    out: &Path,
    to: &Path,
    name: &str,
    releases: &[(&str, &Entry)],
    now: jiff::Timestamp,
) -> Result<PathBuf, Diagnostics> {
    let refused = |error: io::Error| Diagnostics::from(unwritable(&to.join(name), &error));
    fs::create_dir_all(to).map_err(refused)?;
    let temporary = tempfile::Builder::new().prefix(TEMPORARY_PREFIX).tempdir_in(to);
    let temporary = temporary.map_err(refused)?;
    let payload = copy_payload(out, temporary.path(), releases)?;
    write_tags(temporary.path(), &payload, releases, now).map_err(refused)?;
    let place = to.join(name);
    replace(temporary, &place).map_err(refused)?;
    Ok(place)
}

/// Copies every output after checking it against the manifest.
fn copy_payload(
    out: &Path,
    bag: &Path,
    releases: &[(&str, &Entry)],
) -> Result<Vec<Payload>, Diagnostics> {
    let mut diags = Diagnostics::new();
    let mut payload = Vec::new();
    for output in releases.iter().flat_map(|(_, entry)| &entry.outputs) {
        let from = out.join(&output.file);
        let bytes = match fs::read(&from) {
            Ok(bytes) if Hash::of(&bytes) == output.hash => bytes,
            Ok(_) => {
                diags.push(changed(&from));
                continue;
            }
            Err(error) => {
                let message = format!("{} cannot be read: {error}", from.display());
                let hint = "render the folder again; what is missing is made anew";
                diags.push(Diagnostic::error("unreadable-file", message).hint(hint));
                continue;
            }
        };
        let path = payload_path(&output.file);
        let target = bag.join(&path);
        if target.exists() {
            let message = format!("two files of the bag would be {path}");
            let hint = "rename one of the releases";
            diags.push(Diagnostic::error("duplicate-output", message).hint(hint));
            continue;
        }
        let made = target.parent().map_or(Ok(()), fs::create_dir_all);
        if let Err(error) = made.and_then(|()| fs::write(&target, &bytes)) {
            diags.push(unwritable(&target, &error));
            continue;
        }
        payload.push(Payload { path, size: bytes.len() as u64, sha256: sha256(&bytes) });
    }
    payload.sort_by(|a, b| a.path.cmp(&b.path));
    if diags.has_errors() { Err(diags) } else { Ok(payload) }
}

fn changed(path: &Path) -> Diagnostic {
    let message = format!("{} is not the file that was rendered", path.display());
    Diagnostic::error("changed-output", message)
        .hint("somebody changed it; render the folder again with --force")
}

fn write_tags(
    bag: &Path,
    payload: &[Payload],
    releases: &[(&str, &Entry)],
    now: jiff::Timestamp,
) -> io::Result<()> {
    let checksums: Vec<(&str, &str)> =
        payload.iter().map(|p| (p.path.as_str(), p.sha256.as_str())).collect();
    let rows = index::rows(releases, &checksums);
    let tags = [
        ("bagit.txt", DECLARATION.to_owned()),
        ("bag-info.txt", info(payload, releases, now)),
        ("events.jsonl", events::lines(releases, &checksums, now)),
        ("index.csv", index::csv(&rows)),
        ("index.json", index::json(&rows)),
        ("manifest-sha256.txt", lines(&checksums)),
    ];
    let mut tag_sums = Vec::new();
    for (name, text) in &tags {
        fs::write(bag.join(name), text)?;
        tag_sums.push((*name, sha256(text.as_bytes())));
    }
    let tag_sums: Vec<(&str, &str)> = tag_sums.iter().map(|(n, s)| (*n, s.as_str())).collect();
    fs::write(bag.join("tagmanifest-sha256.txt"), lines(&tag_sums))
}

/// Manifest lines (RFC 8493, 2.1.3).
fn lines(checksums: &[(&str, &str)]) -> String {
    checksums.iter().map(|(path, sum)| format!("{sum}  {}\n", escaped(path))).collect()
}

/// `bag-info.txt` (RFC 8493, 2.2.2).
fn info(payload: &[Payload], releases: &[(&str, &Entry)], now: jiff::Timestamp) -> String {
    let bytes: u64 = payload.iter().map(|p| p.size).sum();
    let date = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut senders: Vec<&str> =
        releases.iter().map(|(_, e)| e.card.organisation.as_str()).collect();
    senders.sort_unstable();
    senders.dedup();
    let mut text = String::new();
    for sender in senders {
        text.push_str(&format!("Source-Organization: {}\n", one_line(sender)));
    }
    text.push_str(&format!("Bagging-Date: {date}\n"));
    text.push_str(&format!("Payload-Oxum: {bytes}.{}\n", payload.len()));
    text.push_str(&format!("External-Description: {} press releases\n", releases.len()));
    text.push_str(&format!("Bag-Software-Agent: pressblatt {}\n", env!("CARGO_PKG_VERSION")));
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts a finished folder in place of an old one.
fn replace(temporary: tempfile::TempDir, place: &Path) -> io::Result<()> {
    let old = tempfile::Builder::new()
        .prefix(TEMPORARY_PREFIX)
        .tempdir_in(place.parent().unwrap_or(Path::new(".")))?;
    if place.exists() {
        fs::rename(place, old.path().join("old"))?;
    }
    readable_by_all(temporary.path())?;
    fs::rename(temporary.keep(), place)
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
