//! Tests that look at finished files. What needs another program (veraPDF,
//! qpdf, Ghostscript) is checked outside, over the files of the whole program.

mod conformance;
mod drawings;
mod files;
mod pictures;
mod print;
mod reader;
mod run;
pub(super) mod sample;
mod structure;
mod text;
mod triple;

use super::{Edition, Exporter, Options, export};
use crate::compose::document::Document;

/// Writes an edition with default options.
fn write(document: &Document, edition: Edition) -> Vec<u8> {
    export(document, edition, &Options::default(), &Exporter::new()).unwrap().bytes
}
