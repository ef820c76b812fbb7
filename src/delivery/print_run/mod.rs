//! Print runs: several releases as one file with a job ticket.
//!
//! `NAME.print.pdf` for the press, `NAME.ticket.json` for its software and
//! `NAME.ticket.txt` for the person at it. The ticket says what the program's
//! own preflight found in the very bytes it names by their hash.

mod ticket;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::find::Found;
use super::hash::sha256;
use super::job::{Engine, Settings, Sheet, deny_warnings};
use super::relation::relate_colors;
use super::write::{Staged, stage, unwritable};
use crate::compose::document::Document;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::export::run::impose::Imposition;
use crate::export::run::{Run, RunOutput, export_run};
use crate::export::{self, Edition};
use crate::preflight::{self, Preset, Report};
use crate::text::Scratch;
use ticket::Ticket;

/// What a run was asked for.
#[derive(Clone, Debug)]
pub struct RunSettings {
    /// The name of the job and its files.
    pub name: String,
    /// How pages lie on sheets.
    pub imposition: Option<Imposition>,
}

/// What became of a run.
#[derive(Debug, Default)]
pub struct Done {
    /// Files written.
    pub written: Vec<PathBuf>,
    /// Releases in the run.
    pub releases: usize,
    /// Pages, or sheets when imposed.
    pub pages: usize,
}

/// Renders releases as one print file. All of them or none: a run with a
/// release missing would be printed without anyone noticing.
pub fn print_run(
    engine: &Engine,
    found: &[Found],
    run: &RunSettings,
    settings: &Settings,
    diags: &mut Diagnostics,
) -> Option<Done> {
    let mut sheets: Vec<(&Found, Sheet)> = Vec::new();
    let mut scratch = Scratch::default();
    let mut layouts = BTreeSet::new();
    for found in found {
        let mut own = Diagnostics::new();
        let layout = settings.layout.as_deref();
        let sheet = engine.typeset(&found.path, layout, &mut scratch, &mut own);
        if let Some(sheet) = sheet.as_ref().filter(|s| layouts.insert(s.layout.name.clone())) {
            relate_colors(&sheet.layout, &engine.assets(&found.path, &sheet.layout), &mut own);
        }
        if settings.deny_warnings {
            deny_warnings(&mut own);
        }
        diags.extend(own);
        let wanted = |sheet: &Sheet| settings.since.is_none_or(|s| sheet.release.date >= s);
        sheets.extend(sheet.filter(wanted).map(|sheet| (found, sheet)));
    }
    if diags.has_errors() {
        return None;
    }
    let documents: Vec<Document> = sheets.iter().map(|(_, s)| s.document.clone()).collect();
    let options = common_options(engine, &sheets, settings).map_err(|d| diags.push(d)).ok()?;
    let job = Run { name: &run.name, documents: &documents, imposition: run.imposition };
    let mut output = match export_run(&job, &options, &engine.exporter) {
        Ok(output) => output,
        Err(found) => {
            diags.extend(found);
            return None;
        }
    };
    if settings.deny_warnings {
        deny_warnings(&mut output.warnings);
    }
    let denied = output.warnings.has_errors();
    diags.extend(std::mem::take(&mut output.warnings));
    let judged = judge(&output.bytes, diags);
    if denied || judged.count(Severity::Error) > 0 {
        return None;
    }
    let ticket = Ticket::new(run, &sheets, &output, &judged);
    finish(run, settings, &output, &ticket, sheets.len(), diags)
}

/// The exporter's options for a run, which has one profile: the exporter
/// compares the names of profiles, this compares the files.
fn common_options(
    engine: &Engine,
    sheets: &[(&Found, Sheet)],
    settings: &Settings,
) -> Result<export::Options, Diagnostic> {
    let mut layouts = BTreeMap::new();
    for (found, sheet) in sheets {
        layouts.entry(sheet.layout.name.as_str()).or_insert((found, sheet));
    }
    let mut common: Option<export::Options> = None;
    for (found, sheet) in layouts.into_values() {
        let own = engine.options(sheet, Edition::Print, &found.path, &settings.export)?;
        let known = common.get_or_insert_with(|| own.clone().into_owned());
        if known.output_profile != own.output_profile {
            let message = "the layout of this release has another output profile, under one name";
            return Err(Diagnostic::error("mixed-run", message)
                .at(&sheet.document.info.origin)
                .hint("print releases of different profiles as separate runs"));
        }
    }
    Ok(common.unwrap_or_else(|| settings.export.clone()))
}

/// Writes the three files, all or none.
fn finish(
    run: &RunSettings,
    settings: &Settings,
    output: &RunOutput,
    ticket: &Ticket,
    releases: usize,
    diags: &mut Diagnostics,
) -> Option<Done> {
    let files: [(&str, &[u8]); 3] = [
        ("print.pdf", &output.bytes),
        ("ticket.json", &ticket.json().into_bytes()),
        ("ticket.txt", &ticket.text().into_bytes()),
    ];
    let mut staged: Vec<Staged> = Vec::new();
    for (suffix, bytes) in files {
        let path = settings.out.join(format!("{}.{suffix}", run.name));
        match stage(&path, bytes) {
            Ok(file) => staged.push(file),
            Err(error) => {
                diags.push(unwritable(&path, &error));
                return None;
            }
        }
    }
    let mut done = Done { written: Vec::new(), releases, pages: ticket.pages() };
    for file in staged {
        let path = file.path().to_owned();
        match file.commit() {
            Ok(path) => done.written.push(path),
            Err(error) => {
                diags.push(unwritable(&path, &error));
                return None;
            }
        }
    }
    Some(done)
}

/// The verdict of the program's own preflight. A file it refuses never leaves
/// the house: that is a fault of the program or of a picture.
fn judge(bytes: &[u8], diags: &mut Diagnostics) -> Report {
    let options = preflight::Options { ink: true, ..preflight::Options::default() };
    let report = preflight::check(bytes, &Preset::default(), &options);
    for finding in report.findings.iter().filter(|f| f.severity == Severity::Error) {
        let place = finding.page().map_or_else(String::new, |page| format!("page {page}: "));
        let message = format!("{place}{} ({})", finding.message, finding.rule);
        diags.push(Diagnostic::error("preflight", message).hint(finding.remedy));
    }
    report
}
