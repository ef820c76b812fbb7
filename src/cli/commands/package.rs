//! `pressblatt package`.

use std::path::{Path, PathBuf};

use super::count;
use crate::cli::report::Reporter;
use crate::delivery::package::{self, Period};
use crate::diag::Diagnostics;

/// Packs what was rendered.
pub fn pack(out: &Path, to: &Path, period: Period, now: jiff::Timestamp, reporter: &mut Reporter) {
    match package::make(out, to, period, now) {
        Ok(packed) => {
            let (releases, bags) =
                (count(packed.releases, "release"), count(packed.bags.len(), "bag"));
            reporter.say(&format!("packed {releases} into {bags} in {}", to.display()));
        }
        Err(diags) => reporter.show(&diags),
    }
}

/// Checks one bag or all bags of a folder.
pub fn check_bags(folder: &Path, reporter: &mut Reporter) {
    // A bag that lost its declaration is still to be judged as one; what a run
    // that was cut off left unfinished is none.
    let parts = ["bagit.txt", "manifest-sha256.txt", "data"];
    let is_bag = |path: &Path| parts.iter().any(|part| path.join(part).exists());
    let is_hidden = |e: &std::fs::DirEntry| e.file_name().to_string_lossy().starts_with('.');
    let below = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let below = below.filter(|entry| !is_hidden(entry)).map(|entry| entry.path());
    let mut bags: Vec<PathBuf> = below.filter(|path| is_bag(path)).collect();
    bags.sort();
    if is_bag(folder) || bags.is_empty() {
        bags = vec![folder.to_owned()];
    }
    let mut files = 0;
    for bag in &bags {
        let mut diags = Diagnostics::new();
        files += package::check(bag, &mut diags);
        reporter.show(&diags);
    }
    let (bags, files) = (count(bags.len(), "bag"), count(files, "file"));
    let tally = reporter.tally().unwrap_or_else(|| "all valid".to_owned());
    reporter.say(&format!("checked {bags}, {files}: {tally}"));
}
