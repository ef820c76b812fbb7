//! What would vanish from the archive without a word: PDF files of the output
//! folder that no entry of its manifest claims, and bags of earlier runs that
//! no release belongs to any more. They are told and left alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::{Groups, Order, key};
use crate::delivery::manifest::Manifest;
use crate::diag::{Diagnostic, Diagnostics};

/// Names told before the rest is only counted.
const NAMED: usize = 3;

/// Tells of PDF files that no entry claims: their release failed after a part
/// of it had been written, or is none of this folder. Of each claim a short
/// hash is held.
pub fn files(order: &Order, manifest: &Manifest, diags: &mut Diagnostics) {
    let claims = |stem| manifest.get_part::<Claims>(stem).map_or_else(Vec::new, |c| c.outputs);
    let claimed = manifest.stems().flat_map(claims).map(|claim| key(&claim.file));
    let mut claimed: Vec<u64> = claimed.collect();
    claimed.sort_unstable();
    let mut strays = Few::default();
    walk(&order.out, "", &mut |file| {
        if claimed.binary_search(&key(file)).is_err() {
            strays.add(file);
        }
    });
    let out = order.out.display();
    let (what, are) = match strays.count {
        0 => return,
        1 => ("1 PDF file".to_owned(), "belongs"),
        count => (format!("{count} PDF files"), "belong"),
    };
    let message =
        format!("{what} in {out} {are} to no release and into no bag: {}", strays.names());
    let hint = "render their releases again, or move away what is not wanted";
    diags.push(Diagnostic::warning("unclaimed-output", message).hint(hint));
}

/// Tells of bags in the target that are not written now.
pub fn bags(order: &Order, groups: &Groups<'_>, diags: &mut Diagnostics) {
    let mut strays = Few::default();
    for entry in fs::read_dir(&order.to).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !groups.contains_key(&name) && is_bag(&entry.path()) {
            strays.add(&name);
        }
    }
    let (what, are) = match strays.count {
        0 => return,
        1 => ("1 bag".to_owned(), "holds"),
        count => (format!("{count} bags"), "hold"),
    };
    let (out, to) = (order.out.display(), order.to.display());
    let names = strays.names();
    let message = format!("{what} in {to} {are} nothing that {out} knows of: {names}");
    let hint = "what is there stays, but index.html does not name it: move it away, or render \
                its releases again";
    diags.push(Diagnostic::warning("stale-bag", message).hint(hint));
}

/// The files of an entry.
#[derive(Deserialize)]
struct Claims {
    outputs: Vec<Claim>,
}

#[derive(Deserialize)]
struct Claim {
    file: String,
}

/// The first names of many, and how many there are.
#[derive(Default)]
struct Few {
    first: BTreeSet<String>,
    count: usize,
}

impl Few {
    fn add(&mut self, name: &str) {
        self.count += 1;
        self.first.insert(name.to_owned());
        if self.first.len() > NAMED {
            self.first.pop_last();
        }
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.first.iter().map(String::as_str).collect();
        match self.count - names.len() {
            0 => names.join(", "),
            more => format!("{} and {more} more", names.join(", ")),
        }
    }
}

/// Tells of every PDF file below a folder that a run may have written, by its
/// path below it. Bags and output folders of other runs are passed over.
fn walk(folder: &Path, below: &str, tell: &mut dyn FnMut(&str)) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let (path, file) = (entry.path(), format!("{below}{name}"));
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !is_bag(&path) && !Manifest::is_in(&path) {
                walk(&path, &format!("{file}/"), tell);
            }
        } else if name.ends_with(".pdf") && !is_beside(&path, &name) {
            tell(&file);
        }
    }
}

/// Whether a file is never claimed: a sheet to look at lines, or a print run
/// with its ticket.
fn is_beside(path: &Path, name: &str) -> bool {
    let run = name.strip_suffix(".print.pdf");
    let is_run = |run| path.with_file_name(format!("{run}.ticket.json")).exists();
    name.ends_with(".trace.pdf") || run.is_some_and(is_run)
}

fn is_bag(folder: &Path) -> bool {
    ["bagit.txt", "manifest-sha256.txt"].iter().any(|file| folder.join(file).is_file())
}
