//! The debug edition: a sheet with what the line breaker decided drawn
//! around its text. It has a name of its own, is in no manifest and carries
//! its purpose on every page, so that nobody sends it.

use std::path::PathBuf;

use super::find::Found;
use super::job::{Engine, Settings, deny_warnings, output_stem};
use super::write::{stage, unwritable};
use crate::diag::Diagnostics;
use crate::export::Edition;
use crate::text::Scratch;

/// Writes `<out>/<tree>/<release stem>.trace.pdf`; returns where and of how
/// many pages.
pub fn trace(
    engine: &Engine,
    found: &Found,
    settings: &Settings,
    diags: &mut Diagnostics,
) -> Option<(PathBuf, usize)> {
    let mut scratch = Scratch::default();
    scratch.trace_lines(true);
    let sheet = engine.typeset(&found.path, settings.layout.as_deref(), &mut scratch, diags);
    if settings.deny_warnings {
        deny_warnings(diags);
    }
    let sheet = sheet.filter(|_| !diags.has_errors())?;
    let output = engine.export(&sheet, Edition::Mail, &found.path, &settings.export);
    let output = output.map_err(|found| diags.extend(found)).ok()?;
    let path = settings.out.join(format!("{}.trace.pdf", output_stem(found)));
    let written = stage(&path, &output.bytes).and_then(|file| file.commit());
    match written {
        Ok(path) => Some((path, sheet.document.pages.len())),
        Err(error) => {
            diags.push(unwritable(&path, &error));
            None
        }
    }
}
