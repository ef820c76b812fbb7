//! `pressblatt check`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::count;
use crate::cli::high::Common;
use crate::cli::report::Reporter;
use crate::delivery::batch::Numbers;
use crate::delivery::find::{Reading, find};
use crate::delivery::job::{Card, Engine, deny_warnings, deny_what_mail_refuses};
use crate::delivery::pictures::Looked;
use crate::delivery::relation::relate_colors;
use crate::diag::Diagnostics;
use crate::text::Scratch;

/// Looks for errors and lints; lines and pages are set too, since some
/// findings show only then; so are pictures decoded.
pub fn check(paths: &[PathBuf], layout: Option<&str>, common: &Common, reporter: &mut Reporter) {
    let mut diags = Diagnostics::new();
    let found = find(paths, Reading::Beginning, &mut diags).found;
    if common.deny_warnings {
        deny_warnings(&mut diags);
    }
    reporter.show(&diags);
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    // Layouts whose palette was looked at.
    let mut layouts = BTreeSet::new();
    let mut pictures = Looked::default();
    let mut numbers = Numbers::default();
    for release in &found {
        let mut diags = Diagnostics::new();
        let sheet = engine.typeset(&release.path, layout, &mut scratch, &mut diags);
        if let Some(sheet) = &sheet {
            let assets = engine.assets(&release.path, &sheet.layout);
            pictures.look(sheet, &assets, &mut diags);
        }
        if let Some(sheet) = sheet.as_ref().filter(|sheet| sheet.release.is_dated()) {
            let root = release.root.to_string_lossy();
            numbers.add(&root, &release.below_root(), &Card::new(sheet));
        }
        if let Some(sheet) = sheet.filter(|sheet| layouts.insert(sheet.layout.name.clone())) {
            let assets = engine.assets(&release.path, &sheet.layout);
            relate_colors(&sheet.layout, &assets, &mut diags);
        }
        deny_what_mail_refuses(&mut diags);
        if common.deny_warnings {
            deny_warnings(&mut diags);
        }
        reporter.show(&diags);
    }
    reporter.show(&numbers.report());
    let tally = reporter.tally().unwrap_or_else(|| "nothing to mend".to_owned());
    reporter.say(&format!("checked {}: {tally}", count(found.len(), "release")));
}
