//! `pressblatt mail`: drafts, or sending.

pub mod args;
mod drafts;
mod sending;

use std::sync::Arc;

use super::high::Common;
use super::report::Reporter;
use crate::delivery::assets::read_limited;
use crate::delivery::job::{Engine, deny_warnings, read_source};
use crate::delivery::mail::{self, Letter, Options, Prepared, Recipient, read_recipients};
use crate::diag::{Diagnostic, Diagnostics};
use args::Mailing;

/// Writes or sends the message of a release.
pub fn run(mailing: &Mailing, common: &Common, reporter: &mut Reporter) {
    let mut diags = Diagnostics::new();
    let prepared = prepare(mailing, &mut diags);
    let recipients = recipients(mailing, &mut diags);
    if common.deny_warnings {
        deny_warnings(&mut diags);
    }
    reporter.show(&diags);
    let (Some(prepared), false) = (prepared, diags.has_errors()) else { return };
    match &mailing.send {
        Some(sending) => sending::send(mailing, sending, &prepared, &recipients, common, reporter),
        None => drafts::write(mailing, &prepared, &recipients, reporter),
    }
}

fn prepare(mailing: &Mailing, diags: &mut Diagnostics) -> Option<Prepared> {
    let options =
        Options { pdf_name: format!("{}.mail.pdf", stem(mailing)), photos: mailing.photos };
    let engine = Engine::default();
    let layout = mailing.layout.as_deref();
    let prepared =
        mail::prepare(&engine, &mailing.release, layout, &mailing.export, &options, diags)?;
    let forced = mailing.send.as_ref().is_some_and(|sending| sending.force);
    let refused = mailing.send.is_some() && !forced;
    diags.extend(mail::superseded(&prepared, refused));
    Some(prepared)
}

fn recipients(mailing: &Mailing, diags: &mut Diagnostics) -> Vec<Recipient> {
    let Some(path) = &mailing.to else { return Vec::new() };
    // Spreadsheets on Windows save lists in an old code page unless told.
    if read_limited(path).is_ok_and(|bytes| std::str::from_utf8(&bytes).is_err()) {
        let message = format!("{} is not UTF-8", path.display());
        let hint = "save the list as \"CSV UTF-8\"";
        diags.push(Diagnostic::error("not-utf-8", message).hint(hint));
        return Vec::new();
    }
    match read_source(path, diags) {
        Some(source) => read_recipients(&Arc::clone(&source), diags),
        None => Vec::new(),
    }
}

/// The release's name without its extension.
fn stem(mailing: &Mailing) -> String {
    mailing.release.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a message says and weighs, for people.
fn describe(letter: &Letter, reporter: &Reporter) {
    reporter.say(&format!("From:    {}", letter.from()));
    reporter.say(&format!("Subject: {}", letter.subject()));
    let (with, without) = (letter.size(true), letter.size(false));
    let size = if with == without {
        format!("{} kB", with.div_ceil(1000))
    } else {
        format!("{} kB, without photos {} kB", with.div_ceil(1000), without.div_ceil(1000))
    };
    reporter.say(&format!("Size:    {size}"));
}
