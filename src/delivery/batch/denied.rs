//! Releases that need not be rendered again but fail all the same, since
//! warnings are denied: the manifest knows those of their last run.

use crate::delivery::find::Found;
use crate::delivery::job::{Engine, output_stem, read_source};
use crate::delivery::manifest::Entry;
use crate::delivery::told::{Codes, RECORDED, Told};
use crate::diag::{Diagnostic, Diagnostics};
use crate::export::Edition;

/// A release with warnings that is up to date.
pub struct Denied {
    found: Found,
    layout: String,
    told: Vec<Told>,
    /// Warnings of which only the number is known.
    untold: usize,
}

impl Denied {
    /// What an entry knows against the editions of its release that are asked
    /// for; `None` when that is nothing.
    pub fn new(found: &Found, entry: Entry, editions: &[Edition]) -> Option<Self> {
        let untold = entry.untold();
        let is_wanted = |name: &str| editions.iter().any(|edition| edition.name() == name);
        let outputs = entry.outputs.into_iter().filter(|output| is_wanted(&output.edition));
        let mut told = entry.told;
        told.extend(outputs.flat_map(|output| output.told));
        let is_clean = told.is_empty() && untold == 0;
        (!is_clean).then(|| Self { found: found.clone(), layout: entry.layout, told, untold })
    }

    /// Its output stem.
    pub fn stem(&self) -> String {
        output_stem(&self.found)
    }

    /// Its warnings as errors.
    pub fn tell(&self, engine: &Engine, codes: &mut Codes) -> Diagnostics {
        let path = &self.found.path;
        let mut diags = Diagnostics::new();
        let release = read_source(path, &mut diags);
        let loaded = engine.layouts.load(&self.layout, path).ok();
        let layout = loaded.as_ref().and_then(|loaded| loaded.layout.as_deref());
        for told in &self.told {
            diags.push(told.denied(codes, release.as_ref(), layout.map(|l| &l.source)));
        }
        if self.untold > 0 {
            let more = if self.told.is_empty() { "" } else { " more" };
            let warnings = if self.untold == 1 { "warning" } else { "warnings" };
            let (path, n) = (path.display(), self.untold);
            let message = format!("{path} gave {n}{more} {warnings} when it was rendered");
            let hint = "--force renders it again and shows all of them";
            diags.push(Diagnostic::error(RECORDED, message).hint(hint));
        }
        diags
    }
}
