//! Judging a bag: complete and valid in the sense of RFC 8493, section 3.
//!
//! Of each file a short hash of its name is held in memory, nothing more.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::bag::DECLARATION;
use super::{key, unescaped};
use crate::delivery::assets::open_named;
use crate::delivery::hash::sha256_of;
use crate::diag::{Diagnostic, Diagnostics};

/// The files that a manifest lists.
#[derive(Default)]
struct Listed {
    names: BTreeSet<u64>,
    /// Size of all that are there, in bytes.
    bytes: u64,
}

/// Everything that is wrong with the bag in `folder`; nothing when it is
/// valid. Returns how many payload files were checked.
pub fn check(folder: &Path, diags: &mut Diagnostics) -> usize {
    match fs::read_to_string(folder.join("bagit.txt")) {
        Ok(text) if text.replace("\r\n", "\n").trim_end() == DECLARATION.trim_end() => {}
        Ok(_) => diags.push(invalid(folder, "bagit.txt does not declare BagIt 1.0 in UTF-8")),
        Err(error) => {
            diags.push(invalid(folder, &format!("bagit.txt cannot be read: {error}")));
            return 0;
        }
    }
    let before = diags.len();
    let payload = verify(folder, "manifest-sha256.txt", diags);
    let is_whole = diags.len() == before;
    verify(folder, "tagmanifest-sha256.txt", diags);
    let mut unlisted = Vec::new();
    walk(&folder.join("data"), "data", &mut |file| {
        if !payload.names.contains(&key(file)) {
            unlisted.push(file.to_owned());
        }
    });
    unlisted.sort();
    // What the files come to follows from what was found of them.
    if is_whole && unlisted.is_empty() {
        oxum(folder, &payload, diags);
    }
    for file in unlisted {
        diags.push(invalid(folder, &format!("{file} is in no manifest")));
    }
    payload.names.len()
}

/// Checks the files of one manifest.
fn verify(folder: &Path, manifest: &str, diags: &mut Diagnostics) -> Listed {
    let mut listed = Listed::default();
    let lines = fs::File::open(folder.join(manifest)).map(|file| BufReader::new(file).lines());
    let unreadable = |error| invalid(folder, &format!("{manifest} cannot be read: {error}"));
    match lines {
        Ok(lines) => {
            for line in lines {
                match line {
                    Ok(line) if line.is_empty() => {}
                    Ok(line) => verify_line(folder, manifest, &line, &mut listed, diags),
                    Err(error) => {
                        diags.push(unreadable(error));
                        break;
                    }
                }
            }
        }
        Err(error) => diags.push(unreadable(error)),
    }
    listed
}

/// Checks the file of one line of a manifest.
fn verify_line(
    folder: &Path,
    manifest: &str,
    line: &str,
    listed: &mut Listed,
    diags: &mut Diagnostics,
) {
    let mut wrong = |what: String| diags.push(invalid(folder, &what));
    let Some((sum, path)) = line.split_once(char::is_whitespace) else {
        return wrong(format!("{manifest} has the odd line `{line}`"));
    };
    let path = unescaped(path.trim_start());
    if path.starts_with('/') || path.split('/').any(|part| part == "..") {
        return wrong(format!("{path} leads out of the bag"));
    }
    let opened = open_named(&folder.join(&path)).map_err(|error| error.to_string());
    let summed = opened.and_then(|(file, _)| sha256_of(file).map_err(|error| error.to_string()));
    let (found, length) = match summed {
        Ok(found) => found,
        Err(error) => return wrong(format!("{path} cannot be read: {error}")),
    };
    if !listed.names.insert(key(&path)) {
        return wrong(format!("{manifest} lists {path} twice"));
    }
    listed.bytes += length;
    if !found.eq_ignore_ascii_case(sum) {
        wrong(format!("{path} was changed: its checksum differs"));
    }
}

/// Payload-Oxum of bag-info.txt, when it is stated.
fn oxum(folder: &Path, payload: &Listed, diags: &mut Diagnostics) {
    let Ok(info) = fs::read_to_string(folder.join("bag-info.txt")) else { return };
    let Some(stated) = info.lines().find_map(|l| l.strip_prefix("Payload-Oxum:")) else { return };
    let counted = format!("{}.{}", payload.bytes, payload.names.len());
    if stated.trim() != counted {
        let message = format!("Payload-Oxum says {}, counted were {counted}", stated.trim());
        diags.push(invalid(folder, &message));
    }
}

/// Tells of every file below a folder, in the order of the file system.
fn walk(folder: &Path, below: &str, tell: &mut dyn FnMut(&str)) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{below}/{}", entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), &name, tell),
            _ => tell(&name),
        }
    }
}

fn invalid(folder: &Path, what: &str) -> Diagnostic {
    Diagnostic::error("invalid-bag", format!("{}: {what}", folder.display()))
        .hint("package the folder again, or fetch an undamaged copy")
}
