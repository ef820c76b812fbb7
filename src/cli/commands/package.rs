//! `pressblatt package`.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::count;
use crate::cli::report::Reporter;
use crate::delivery::package::{self, Order, Tally};
use crate::diag::Diagnostics;

/// Packs what was rendered.
pub fn pack(order: &Order, reporter: &mut Reporter) {
    match package::make(order) {
        Ok(packed) => {
            reporter.show(&packed.diags);
            let (releases, bags) =
                (count(packed.releases, "release"), count(packed.bags.len(), "bag"));
            reporter.say(&format!("packed {releases} into {bags} in {}", order.to.display()));
            if let Some(tally) = packed.verdicts {
                sum_up(&tally, packed.files, reporter);
            }
        }
        Err(diags) => reporter.show(&diags),
    }
}

/// What the reports say of the files that were packed.
fn sum_up(tally: &Tally, files: usize, reporter: &Reporter) {
    let Tally { passed, failed, not_judged, stale, undeclared } = *tally;
    let judged = passed + failed + undeclared;
    let mut text =
        format!("judged {judged} of {}: {passed} passed, {failed} failed", count(files, "file"));
    for (number, words) in [
        (undeclared, "failed only a standard of a kind that they do not declare"),
        (not_judged, "could not be judged"),
        (stale, "changed since they were judged"),
    ] {
        if number > 0 {
            text.push_str(&format!(", {number} {words}"));
        }
    }
    reporter.sum_up(&text, &json!({ "files": files, "verdicts": tally }));
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
