//! `pressblatt merge`.

use std::path::{Path, PathBuf};

use super::count;
use crate::cli::report::Reporter;
use crate::delivery::merge;
use crate::diag::Diagnostics;

/// Proves that shards are complete and joins them.
pub fn run(folders: &[PathBuf], to: Option<&Path>, reporter: &mut Reporter) {
    let mut diags = Diagnostics::new();
    let merged = merge::merge(folders, to, &mut diags);
    reporter.show(&diags);
    let tally = reporter.tally().unwrap_or_default();
    let Some(merged) = merged else {
        return reporter.say(&format!("not complete, nothing was merged: {tally}"));
    };
    let (shards, releases) = (count(merged.shards, "shard"), count(merged.releases, "release"));
    if to.is_some() && !merged.joined {
        return reporter.say(&format!("complete, but not all of it could be joined: {tally}"));
    }
    let mut text = match to {
        Some(to) => format!("merged {shards} into {}", to.display()),
        None => format!("{shards} checked"),
    };
    text.push_str(&format!(": complete, {releases}, {}", count(merged.files, "file")));
    if merged.left_out > 0 {
        text.push_str(&format!("; {} left out", merged.left_out));
    }
    reporter.say(&text);
}
