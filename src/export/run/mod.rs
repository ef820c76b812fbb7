//! Several releases as one print file (a run): one profile, one set of fonts,
//! each release on a leaf of its own.
//!
//! `join` makes one document of many; `impose` places its pages on larger
//! sheets. Pages keep their items where they are: imposition places whole
//! pages, as form XObjects.

pub mod impose;
mod join;

use super::intents;
use super::write::{self, Job};
use super::{Edition, Exporter, Options};
use crate::compose::document::Document;
use crate::diag::Diagnostics;
use crate::unit::Length;
use std::sync::Arc;

use impose::{Imposition, Plan};

/// A run to be printed.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The name of the job.
    pub name: &'a str,
    /// The releases in printing order.
    pub documents: &'a [Document],
    /// How pages lie on sheets; every page is a sheet when absent.
    pub imposition: Option<Imposition>,
}

/// A finished run.
#[derive(Clone, PartialEq, Debug)]
pub struct RunOutput {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What somebody should look at.
    pub warnings: Diagnostics,
    /// First and last page of each release, from 1, before imposition.
    pub parts: Vec<(usize, usize)>,
    /// Pages put in so that a release starts on a front, from 1.
    pub blanks: Vec<usize>,
    /// The trimmed page, when all have one size.
    pub size: Option<crate::geom::Size>,
    /// Bleed of the first page.
    pub bleed: Length,
    /// The sheets, when imposed.
    pub plan: Option<Plan>,
    /// Name of the printing condition.
    pub condition: String,
    /// Its profile.
    pub profile: Arc<[u8]>,
    /// Whether crop marks, targets and a colour bar are printed.
    pub marks: bool,
}

/// Writes a run as PDF/X-4.
///
/// # Errors
///
/// When releases do not go together in one file, do not fit on the sheet, or
/// have something that the print edition refuses.
pub fn export_run(
    run: &Run<'_>,
    options: &Options,
    exporter: &Exporter,
) -> Result<RunOutput, Diagnostics> {
    let edition = Edition::Print;
    let joined = join::join(run)?;
    let document = &joined.document;
    let mut warnings = Diagnostics::new();
    let plan = run.imposition.map(|i| i.plan(document, &mut warnings)).transpose()?;
    let slugs = match &plan {
        Some(plan) => plan.slugs(document, exporter),
        None => joined.slugs(run.documents, exporter),
    };
    let job = Job { document, edition, options, slugs: &slugs, plan: plan.as_ref() };
    let mut output = write::write(&job, exporter)?;
    warnings.extend(std::mem::take(&mut output.warnings));
    let first = document.pages.first();
    Ok(RunOutput {
        bytes: output.bytes,
        warnings,
        size: first.map(|p| p.size).filter(|s| document.pages.iter().all(|p| p.size == *s)),
        bleed: first.map_or(Length::ZERO, |p| p.bleed),
        parts: joined.parts,
        blanks: joined.blanks,
        marks: match &plan {
            Some(plan) => plan.marks,
            None => super::marks::are_painted(document, edition),
        },
        plan,
        condition: intents::condition(document, options).0,
        profile: intents::print_profile(options, exporter).data().into(),
    })
}
