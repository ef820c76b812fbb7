//! The subject: kind, number, embargo, headline.

use super::content::Source;
use super::header::clean;
use crate::compose::words::Words;
use crate::diag::Diagnostics;
use crate::markup::{self, Context};
use crate::model::dates;

/// `Medieninformation 202 – Sperrfrist: ...: Headline` in one line; what
/// corrects or withdraws says so first.
pub(super) fn subject(source: Source<'_>) -> String {
    let info = &source.document.info;
    let release = source.release;
    let mut parts = Vec::new();
    for (reference, withdrawn) in [(&release.withdraws, true), (&release.corrects, false)] {
        if let Some(reference) = reference {
            let format = source.layout.formats.date;
            let date = reference.date.map(|date| dates::format(date, format, &info.lang));
            let kind = reference.kind.as_ref().unwrap_or(&source.layout.letterhead.kind);
            let words = Words::new(&info.lang);
            let number = reference.number.as_str();
            parts.push(words.reference(withdrawn, kind.as_str(), number, date.as_deref()));
        }
    }
    let number = info.number.as_deref().unwrap_or_default().trim_end_matches('.');
    parts.push(format!("{} {number}", info.kind).trim().to_owned());
    parts.extend(info.embargo.clone());
    let headline =
        markup::read_inline(&release.headline, &Context::new(&info.lang), &mut Diagnostics::new());
    clean(&format!("{}: {}", parts.join(" – "), markup::plain(&headline)))
}
