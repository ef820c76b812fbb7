//! From a release file to its letter.

use std::path::Path;

use super::content::Source;
use super::letter::{Addressing, Letter, Message, Options, Photos, To, is_photo};
use super::related::{Superseded, superseded_by};
use crate::delivery::hash::Hash;
use crate::delivery::job::{Engine, Sheet, refuse};
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::export::{self, Edition};
use crate::model::Layout;
use crate::text::Scratch;

/// A release ready for the mail.
pub struct Prepared {
    /// The release as it was set.
    pub sheet: Sheet,
    /// What everybody gets.
    pub letter: Letter,
    /// Hash of the release and its files, as the journal keeps it. Neither
    /// layout nor program version changes it: who has the release has it.
    pub hash: Hash,
    /// Releases of the same folder that correct or withdraw this one.
    pub superseded: Vec<Superseded>,
}

/// Reads, sets and exports a release and makes its letter. `None` after an
/// error; everything found is in `diags`.
pub fn prepare(
    engine: &Engine,
    path: &Path,
    layout: Option<&str>,
    export: &export::Options,
    options: &Options,
    diags: &mut Diagnostics,
) -> Option<Prepared> {
    let mut sheet = engine.typeset(path, layout, &mut Scratch::default(), diags)?;
    if diags.has_errors() {
        return None;
    }
    let mut make = |embedded, diags: &mut Diagnostics| {
        let pdf = pdf(engine, &mut sheet, path, export, embedded, diags)?;
        Letter::new(source(&sheet, house(&sheet)?), &pdf, options, diags)
    };
    // The PDF holds the photos once more. That goes first when room is short.
    let mut found = Diagnostics::new();
    let mut letter = make(options.photos != Photos::None, &mut found);
    if options.photos == Photos::Fit && letter.as_ref().is_some_and(Letter::is_too_large) {
        found = Diagnostics::new();
        letter = make(false, &mut found);
    }
    diags.extend(found);
    let letter = letter?;
    let superseded = superseded_by(&sheet.release, path);
    Some(Prepared { hash: hash(&sheet), sheet, letter, superseded })
}

/// The mail edition, with or without the photos as files in it.
fn pdf(
    engine: &Engine,
    sheet: &mut Sheet,
    path: &Path,
    export: &export::Options,
    photos: bool,
    diags: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let attachments = sheet.document.attachments.clone();
    if !photos {
        let release = &sheet.release;
        sheet.document.attachments.retain(|file| !is_photo(file, release));
    }
    let exported = engine.export(sheet, Edition::Mail, path, export);
    sheet.document.attachments = attachments;
    match exported {
        Ok(output) => {
            diags.extend(output.warnings);
            Some(output.bytes)
        }
        Err(refusal) => {
            refuse(diags, refusal);
            None
        }
    }
}

/// The draft of a sheet that was set and exported elsewhere. `None` after an
/// error.
pub fn message(
    sheet: &Sheet,
    pdf: &[u8],
    options: &Options,
    diags: &mut Diagnostics,
) -> Option<Message> {
    let letter = Letter::new(source(sheet, house(sheet)?), pdf, options, diags)?;
    Some(letter.message(&Addressing { to: To::Nobody, photos: true, draft: true, timestamp: None }))
}

fn house(sheet: &Sheet) -> Option<&Layout> {
    sheet.layout.layout.as_deref()
}

fn source<'a>(sheet: &'a Sheet, layout: &'a Layout) -> Source<'a> {
    Source { release: &sheet.release, layout, document: &sheet.document }
}

fn hash(sheet: &Sheet) -> Hash {
    let mut all = Hash::of(sheet.release.source.text.as_bytes()).to_string();
    for attachment in &sheet.document.attachments {
        all.push_str(&Hash::of(attachment.name.as_bytes()).to_string());
        all.push_str(&Hash::of(&attachment.bytes).to_string());
    }
    Hash::of(all.as_bytes())
}

/// What to say about a release that others supersede: an error for sending, a
/// warning for a draft.
pub fn superseded(prepared: &Prepared, sending: bool) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for Superseded { by, withdrawn } in &prepared.superseded {
        let verb = if *withdrawn { "withdraws" } else { "corrects" };
        let message = format!("{} {verb} this release", by.display());
        let (code, hint) = ("superseded-release", "send that one; --force sends this one anyway");
        let diagnostic = if sending {
            Diagnostic::error(code, message)
        } else {
            Diagnostic::warning(code, message)
        };
        diags.push(diagnostic.at(&Origin::file(&prepared.sheet.release.source)).hint(hint));
    }
    diags
}
