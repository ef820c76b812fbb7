//! From a [`Document`] to the bytes of an edition.
//!
//! One exporter writes all editions. It states facts about the document
//! ([`facts`]), asks one table what the edition says to them, and only then
//! writes: resources are prepared, pages painted, structure and metadata
//! added. Nothing here moves an item, reads a file or knows the time.
//!
//! Same input, same bytes: ids and dates come from the content, and the
//! caches of an [`Exporter`] hold pure functions of their keys.

mod attachments;
mod blocks;
mod boxes;
mod cache;
mod cff;
mod charstring;
mod check;
mod clusters;
mod color;
mod content;
mod drawings;
mod entropy;
pub mod facts;
mod font_file;
mod fonts;
mod images;
mod intents;
mod links;
mod marks;
mod md5;
mod metadata;
mod number;
mod objects;
mod outline;
mod path;
pub mod pictures;
mod program;
pub mod reduce;
pub mod relation;
mod resources;
pub mod run;
pub mod scale;
mod scans;
mod slug;
mod tags;
mod text;
mod write;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use cache::Exporter;

use crate::compose::document::{Attachment, Document};
use crate::diag::Diagnostics;

/// The editions of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Edition {
    /// PDF/A-3a and PDF/UA-1, sRGB, links and attachments.
    Mail,
    /// PDF/X-4, CMYK, bleed.
    Print,
    /// PDF/A-3a and PDF/UA-1 with the release's own source embedded.
    Archive,
    /// PDF/X-4, PDF/A-2a and PDF/UA-1 in one file: a print edition that can
    /// be read aloud and kept. Part 2 of PDF/A, since X-4 takes no files.
    Triple,
}

impl Edition {
    /// All editions.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Print, Self::Archive, Self::Triple];
    /// The editions of a press office; [`Edition::Triple`] is for those who
    /// ask for it.
    pub const USUAL: [Self; 3] = [Self::Mail, Self::Print, Self::Archive];

    /// The name in file names and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Print => "print",
            Self::Archive => "archive",
            Self::Triple => "triple",
        }
    }

    /// Whether it is separated for a press (PDF/X-4).
    pub const fn is_printed(self) -> bool {
        matches!(self, Self::Print | Self::Triple)
    }

    /// Whether it is tagged (PDF/A level A, PDF/UA).
    pub const fn is_tagged(self) -> bool {
        !matches!(self, Self::Print)
    }
}

/// What a caller may decide about a file.
#[derive(Clone, Debug)]
pub struct Options {
    /// The instant that all dates in the file show; the date of the release
    /// at midnight UTC when absent.
    pub timestamp: Option<jiff::Timestamp>,
    /// Uncompressed, with plain objects, for people and goldens. Fonts,
    /// profiles and pictures stay as they are.
    pub pretty: bool,
    /// Name and version of the program, for `Producer`.
    pub producer: String,
    /// The files the sheet was made from; embedded in the archive edition.
    pub sources: Vec<Attachment>,
    /// The house's CMYK output profile; the bundled coated one when absent.
    pub output_profile: Option<Arc<[u8]>>,
    /// Pixels per inch above which photos of the screen editions are made
    /// smaller; photos stay as they are when absent.
    pub image_ppi: Option<u16>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timestamp: None,
            pretty: false,
            producer: concat!("Pressblatt ", env!("CARGO_PKG_VERSION")).to_owned(),
            sources: Vec::new(),
            output_profile: None,
            image_ppi: None,
        }
    }
}

/// A finished file.
#[derive(Clone, PartialEq, Debug)]
pub struct Output {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What somebody should look at.
    pub warnings: Diagnostics,
}

/// Writes an edition of a document.
///
/// # Errors
///
/// When the document has something the edition's standard forbids: all such
/// findings, each with clause, origin and hint, together with the warnings.
/// Nothing is written then.
pub fn export(
    document: &Document,
    edition: Edition,
    options: &Options,
    exporter: &Exporter,
) -> Result<Output, Diagnostics> {
    let slugs = slug::runs(document, edition, exporter);
    let job = write::Job { document, edition, options, slugs: &slugs, plan: None };
    write::write(&job, exporter)
}
