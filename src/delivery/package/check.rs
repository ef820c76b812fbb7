//! Judging a bag: complete and valid in the sense of RFC 8493, section 3.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::bag::DECLARATION;
use super::{sha256, unescaped};
use crate::diag::{Diagnostic, Diagnostics};

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
    let payload = verify(folder, "manifest-sha256.txt", diags);
    verify(folder, "tagmanifest-sha256.txt", diags);
    let listed: BTreeSet<&str> = payload.keys().map(String::as_str).collect();
    let mut there = Vec::new();
    walk(&folder.join("data"), "data", &mut there);
    for file in there.iter().filter(|f| !listed.contains(f.as_str())) {
        diags.push(invalid(folder, &format!("{file} is in no manifest")));
    }
    oxum(folder, &payload, diags);
    payload.len()
}

/// Checks the files of one manifest; returns their sizes.
fn verify(folder: &Path, manifest: &str, diags: &mut Diagnostics) -> BTreeMap<String, u64> {
    let mut sizes = BTreeMap::new();
    let text = match fs::read_to_string(folder.join(manifest)) {
        Ok(text) => text,
        Err(error) => {
            diags.push(invalid(folder, &format!("{manifest} cannot be read: {error}")));
            return sizes;
        }
    };
    for line in text.lines().filter(|line| !line.is_empty()) {
        let Some((sum, path)) = line.split_once(char::is_whitespace) else {
            diags.push(invalid(folder, &format!("{manifest} has the odd line `{line}`")));
            continue;
        };
        let path = unescaped(path.trim_start());
        if path.starts_with('/') || path.split('/').any(|part| part == "..") {
            diags.push(invalid(folder, &format!("{path} leads out of the bag")));
            continue;
        }
        match fs::read(folder.join(&path)) {
            Ok(bytes) if sha256(&bytes).eq_ignore_ascii_case(sum) => {
                sizes.insert(path, bytes.len() as u64);
            }
            Ok(bytes) => {
                // Changed, but listed and there: that is all to be told.
                sizes.insert(path.clone(), bytes.len() as u64);
                diags.push(invalid(folder, &format!("{path} was changed: its checksum differs")));
            }
            Err(error) => {
                diags.push(invalid(folder, &format!("{path} cannot be read: {error}")));
            }
        }
    }
    sizes
}

/// Payload-Oxum of bag-info.txt, when it is stated.
fn oxum(folder: &Path, payload: &BTreeMap<String, u64>, diags: &mut Diagnostics) {
    let Ok(info) = fs::read_to_string(folder.join("bag-info.txt")) else { return };
    let Some(stated) = info.lines().find_map(|l| l.strip_prefix("Payload-Oxum:")) else { return };
    let counted = format!("{}.{}", payload.values().sum::<u64>(), payload.len());
    if stated.trim() != counted {
        let message = format!("Payload-Oxum says {}, counted were {counted}", stated.trim());
        diags.push(invalid(folder, &message));
    }
}

fn walk(folder: &Path, below: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{below}/{}", entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), &name, files),
            _ => files.push(name),
        }
    }
    files.sort();
}

fn invalid(folder: &Path, what: &str) -> Diagnostic {
    Diagnostic::error("invalid-bag", format!("{}: {what}", folder.display()))
        .hint("package the folder again, or fetch an undamaged copy")
}
