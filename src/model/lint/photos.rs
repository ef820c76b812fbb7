//! Photos: described, credited, with rights.

use super::{Context, Report};
use crate::model::release::PhotoPlace;

/// `missing-alt-text`; a photo that is only attached is not on the sheet.
pub(super) fn alt(cx: &Context<'_>, report: &mut Report<'_>) {
    let placed = cx.release.photos.iter().filter(|photo| photo.place != PhotoPlace::Attached);
    for photo in placed.filter(|photo| photo.alt.is_none()) {
        report.at(photo.file.origin(), format!("`{}` has no alt text", photo.file.as_str()));
    }
}

/// `alt-equals-file-name`
pub(super) fn alt_is_file(cx: &Context<'_>, report: &mut Report<'_>) {
    for photo in &cx.release.photos {
        let Some(alt) = &photo.alt else { continue };
        let name = photo.file.as_str();
        let name = name.rsplit('/').next().unwrap_or(name);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if [name, stem].iter().any(|name| same(name, alt.as_str())) {
            report.at(alt.origin(), "the alt text is the file name");
        }
    }
}

/// `alt-equals-caption`
pub(super) fn alt_is_caption(cx: &Context<'_>, report: &mut Report<'_>) {
    for photo in &cx.release.photos {
        if let (Some(alt), Some(caption)) = (&photo.alt, &photo.caption)
            && same(alt.as_str(), caption.as_str())
        {
            report.at(alt.origin(), "the alt text repeats the caption");
        }
    }
}

/// `photo-without-rights`
pub(super) fn rights(cx: &Context<'_>, report: &mut Report<'_>) {
    for photo in cx.release.photos_without_rights(cx.layout) {
        report.at(photo.file.origin(), format!("`{}` has no terms of use", photo.file.as_str()));
    }
}

/// `missing-credit`
pub(super) fn credit(cx: &Context<'_>, report: &mut Report<'_>) {
    for photo in cx.release.photos.iter().filter(|photo| photo.credit.is_none()) {
        report.at(photo.file.origin(), format!("`{}` has no credit", photo.file.as_str()));
    }
}

/// Whether two texts have the same letters and figures.
fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(a) == letters(b)
}
