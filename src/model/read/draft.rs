//! Stand-ins for the fields of a release that could not be read, so that the
//! stages after reading can go on and nothing is said of what was reported.

use std::sync::Arc;

use crate::diag::{Diagnostic, Origin};
use crate::model::lint::{LINTS, OF_OTHER_STAGES};
use crate::model::{Lang, Release, Text};

/// What stands in for a text: no word that a lint could look at, and in every
/// font.
const STAND_IN: &str = ".";

/// Undetermined (ISO 639-2): no lint looks at the words of such a text.
const UNKNOWN_LANGUAGE: &str = "und";

/// Findings about how the text falls on the pages, which a lost field changes.
const OF_PAGES: [&str; 6] =
    ["fit", "kept-apart", "lonely-line", "orphan", "page-end-hyphen", "widow"];

/// Lints that compare with the date of the release.
const OF_DATE: [&str; 3] = ["embargo-before-date", "number-year-differs", "weekday-wrong"];

/// Fields that are set, in which an abbreviation may be explained.
const PROSE: [&str; 9] = [
    "abbreviations",
    "background",
    "body",
    "boilerplate",
    "editors_note",
    "event",
    "lead",
    "statements",
    "subhead",
];

/// The paths of fields that were written but could not be read, or are
/// missing.
#[derive(Default, Debug)]
pub(super) struct Lost {
    fields: Vec<String>,
    /// Fields that nobody knows; each may stand for any field beside it.
    strange: Vec<String>,
}

impl Lost {
    /// A field that is not there, or, when it is not `known`, one that is
    /// there for nobody knows which.
    pub(super) fn add(&mut self, path: String, known: bool) {
        if known { self.fields.push(path) } else { self.strange.push(path) }
    }

    /// The field of a finding.
    pub(super) fn told(&mut self, finding: &Diagnostic) {
        let field = finding.origin.as_ref().map_or("", |origin| &*origin.field);
        if !field.is_empty() {
            self.fields.push(field.to_owned());
        }
    }

    /// Whether something of this field was lost.
    fn has(&self, field: &str) -> bool {
        let rest = |path: &str| path.strip_prefix(field).map(|rest| rest.starts_with(['.', '[']));
        self.fields.iter().any(|path| path == field || rest(path) == Some(true))
    }

    /// The same, or it may be what an unknown field was meant for.
    fn may_have(&self, field: &str) -> bool {
        self.has(field) || self.strange.iter().any(|path| folder(path) == folder(field))
    }
}

/// The struct that a field belongs to.
fn folder(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(folder, _)| folder)
}

/// The path of another field of the same struct.
fn beside(text: &Text, field: &str) -> String {
    match folder(&text.origin().field) {
        "" => field.to_owned(),
        folder => format!("{folder}.{field}"),
    }
}

/// Puts stand-ins where fields were lost and silences what could only judge
/// them.
pub(super) fn complete(release: &mut Release, lost: &Lost) {
    release.faulty = true;
    let file = Origin::file(&release.source);
    let stand_in = || Text::new(STAND_IN, file.clone(), Vec::new());
    if release.headline.is_blank() {
        release.headline = stand_in();
    }
    for (name, text) in texts(release) {
        if text.is_none() && lost.may_have(name) {
            *text = Some(stand_in());
        }
    }
    if release.responsible.is_none() && lost.may_have("contact") {
        release.responsible = Some(stand_in());
    }
    complete_photos(release, lost);
    // A blank name is none and no reason to ask for one.
    if release.layout.is_none() && lost.has("layout") {
        release.layout = Some(Text::synthetic(""));
    }
    release.attachments.retain(|attachment| !attachment.file.is_blank());
    release.corrects.take_if(|reference| reference.number.is_blank());
    release.withdraws.take_if(|reference| reference.number.is_blank());
    forget_languages(release, lost);
    release.allow.extend(unjudged(lost).into_iter().map(Text::synthetic));
}

/// The texts whose absence is noticed.
fn texts(release: &mut Release) -> [(&'static str, &mut Option<Text>); 6] {
    [
        ("lead", &mut release.lead),
        ("body", &mut release.body),
        ("background", &mut release.background),
        ("editors_note", &mut release.editors_note),
        ("boilerplate", &mut release.boilerplate),
        ("responsible", &mut release.responsible),
    ]
}

fn complete_photos(release: &mut Release, lost: &Lost) {
    release.photos.retain(|photo| !photo.file.is_blank());
    for photo in &mut release.photos {
        let file = photo.file.clone();
        let texts =
            [("alt", &mut photo.alt), ("credit", &mut photo.credit), ("rights", &mut photo.rights)];
        for (name, text) in texts {
            if text.is_none() && lost.may_have(&beside(&file, name)) {
                *text = Some(Text::new(STAND_IN, file.origin().clone(), Vec::new()));
            }
        }
    }
}

/// A text in a language that could not be read is not one in the language of
/// the house.
fn forget_languages(release: &mut Release, lost: &Lost) {
    let unknown = Lang::new(UNKNOWN_LANGUAGE);
    if lost.has("language") {
        release.language.clone_from(&unknown);
    }
    for statement in &mut release.statements {
        if lost.has(&beside(&statement.text, "language")) {
            statement.language.clone_from(&unknown);
        }
    }
}

/// The names of lints that would judge a stand-in.
fn unjudged(lost: &Lost) -> Vec<Arc<str>> {
    let mut names: Vec<&'static str> = OF_PAGES.to_vec();
    if lost.has("date") {
        names.extend(OF_DATE);
    }
    if lost.has("language") {
        names.push("language-without-words");
    }
    if PROSE.iter().any(|field| lost.may_have(field)) {
        names.extend(["abbreviation-unexplained", "field-not-shown"]);
    }
    // What it would silence is not known.
    if lost.has("allow") {
        names.extend(LINTS.iter().map(|lint| lint.name).chain(OF_OTHER_STAGES.iter().copied()));
    }
    names.into_iter().map(Arc::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_field_is_known_by_its_path() {
        let mut lost = Lost::default();
        lost.add("photos[0].alt".to_owned(), true);
        lost.add("photos[1].text".to_owned(), false);
        assert!(lost.has("photos") && lost.has("photos[0]") && lost.has("photos[0].alt"));
        assert!(!lost.has("photo") && !lost.has("photos[0].al") && !lost.has("photos[0].credit"));
        assert!(lost.may_have("photos[1].alt") && !lost.may_have("photos[2].alt"));
        assert!(!lost.may_have("body"));
    }
}
