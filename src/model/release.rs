//! What a press office writes: one release, as read and checked.
//!
//! All prose fields hold the Markdown dialect of `markup`; single-line
//! fields hold its inline part. `\n` in kicker and headline is a forced break.

use std::sync::Arc;

use super::layout::Edge;
use super::{Lang, Text};
use crate::diag::Source;

/// One press release.
#[derive(Clone, Debug)]
pub struct Release {
    /// The file it was read from.
    pub source: Arc<Source>,
    /// Whether stand-ins take the place of what could not be read. Such a
    /// release is only looked through for what else is wrong.
    pub faulty: bool,
    /// Name of the layout (a file stem in the layouts folder) or a path.
    pub layout: Option<Text>,
    /// Language of the text; the layout's when absent.
    pub language: Option<Lang>,
    /// Overrides the layout's organisation.
    pub organisation: Option<Text>,
    /// Overrides the layout's kind ("Medieninformation", "Einladung", ...).
    pub kind: Option<Text>,
    /// The running number, e.g. `202.`
    pub number: Option<Number>,
    /// The date of the release.
    pub date: jiff::civil::Date,
    /// Where the date was written.
    pub date_text: Text,
    /// Place of the dateline ("Dortmund").
    pub place: Option<Text>,
    /// Until when it must not be published.
    pub embargo: Option<Embargo>,
    /// Dachzeile above the headline.
    pub kicker: Option<Text>,
    /// The headline; every release has one.
    pub headline: Text,
    /// Unterzeile below the headline.
    pub subhead: Option<Text>,
    /// The lead paragraph(s).
    pub lead: Option<Text>,
    /// The body.
    pub body: Option<Text>,
    /// Statements that are not written into the body.
    pub statements: Vec<Statement>,
    /// Event facts of an invitation, in order: label and value.
    pub event: Vec<Fact>,
    /// The "Hintergrund" section.
    pub background: Option<Text>,
    /// The "Redaktionshinweis" section.
    pub editors_note: Option<Text>,
    /// "Über ..." paragraph(s); the layout's when absent.
    pub boilerplate: Option<Text>,
    /// Contact lines that replace the layout's contact block.
    pub contact: Option<Vec<Text>>,
    /// Who answers for the release (V.i.S.d.P.); the layout's when absent.
    pub responsible: Option<Text>,
    /// The release that this one corrects.
    pub corrects: Option<Reference>,
    /// The release that this one withdraws.
    pub withdraws: Option<Reference>,
    /// Photos with their rights.
    pub photos: Vec<Photo>,
    /// Files that go with it.
    pub attachments: Vec<Attachment>,
    /// Abbreviations and what they stand for, e.g. `OB`.
    pub abbreviations: Vec<(Text, Text)>,
    /// Words with hyphenation points marked `\-`, or without for "never".
    pub hyphenation: Vec<Text>,
    /// Names that must not be broken over lines.
    pub keep_together: Vec<Text>,
    /// Lints silenced for this release.
    pub allow: Vec<Text>,
    /// Words for search, not printed.
    pub keywords: Vec<Text>,
    /// Changes to the layout for this release only.
    pub overrides: Overrides,
}

/// The running number of a release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// The number itself.
    pub value: u32,
    /// The year of the `202/2021` form.
    pub year: Option<u16>,
    /// As it was written.
    pub text: Text,
}

/// A publication embargo (Sperrfrist).
#[derive(Clone, PartialEq, Debug)]
pub enum Embargo {
    /// Until a moment; without UTC offset it is one of the layout's time zone.
    Until {
        /// The local date and time as written.
        at: jiff::civil::DateTime,
        /// Minutes east of UTC, when written.
        offset_minutes: Option<i32>,
        /// Where it was written.
        text: Text,
    },
    /// Until something happens ("Redebeginn").
    Event(Text),
}

/// What somebody said.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Who.
    pub speaker: Text,
    /// Office or function.
    pub function: Option<Text>,
    /// Of which organisation.
    pub organisation: Option<Text>,
    /// The words, in the Markdown dialect, with their quotation marks.
    pub text: Text,
    /// Their language, when it is not that of the release.
    pub language: Option<Lang>,
}

/// A labelled fact of an invitation ("Ort", "Rathaus").
#[derive(Clone, Debug)]
pub struct Fact {
    /// The label.
    pub label: Text,
    /// The value, in the inline dialect.
    pub value: Text,
}

/// Another release.
#[derive(Clone, Debug)]
pub struct Reference {
    /// What it was called ("Einladung"), when not as the house usually does.
    pub kind: Option<Text>,
    /// Its number.
    pub number: Text,
    /// Its date.
    pub date: Option<jiff::civil::Date>,
    /// What was wrong, in the inline dialect.
    pub reason: Option<Text>,
}

/// A photo.
#[derive(Clone, Debug)]
pub struct Photo {
    /// File name, relative to the release.
    pub file: Text,
    /// What a person who cannot see it must know.
    pub alt: Option<Text>,
    /// Caption, inline dialect.
    pub caption: Option<Text>,
    /// Who is to be credited.
    pub credit: Option<Text>,
    /// Under what terms it may be used.
    pub rights: Option<Text>,
    /// Where it is placed.
    pub place: PhotoPlace,
    /// Whether text runs beside it (only where it is placed after the lead);
    /// as the layout has it when absent.
    pub beside: Option<PhotoBeside>,
    /// What it is, for the label of its credit.
    pub kind: PhotoKind,
    /// Made by a trained model, wholly or in part.
    pub generated: bool,
}

/// What a picture of a release is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PhotoKind {
    /// A photo.
    #[default]
    Photo,
    /// A chart, diagram or drawing.
    Graphic,
    /// A map or plan.
    Map,
    /// A computed view of something that is not built yet.
    Rendering,
}

impl Release {
    /// Whether the date of the release could be read.
    pub fn is_dated(&self) -> bool {
        self.date != jiff::civil::Date::ZERO
    }

    /// The photos that may not leave the house: their rights are not stated,
    /// and the house does not do without. Lint and mailing ask the same.
    pub fn photos_without_rights<'a>(
        &'a self,
        layout: &'a super::Layout,
    ) -> impl Iterator<Item = &'a Photo> {
        let allowed = layout.mail.photos_without_rights
            || layout.allow.iter().any(|name| name.as_str().trim() == "photo-without-rights");
        let lacks = |photo: &&Photo| photo.rights.as_ref().is_none_or(Text::is_blank);
        self.photos.iter().filter(move |_| !allowed).filter(lacks)
    }
}

/// Where a photo goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PhotoPlace {
    /// On a list of photos at the end (name, caption, credit), and attached.
    #[default]
    Sheet,
    /// As a figure after the lead.
    Lead,
    /// As figures after the body, side by side where they fit.
    Row,
    /// Only attached.
    Attached,
}

/// Whether text runs beside a photo.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhotoBeside {
    /// It stands at a side of the column, the text beside it.
    At(Edge),
    /// It has the column for itself.
    No,
}

/// A file that goes with the release.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// File name, relative to the release.
    pub file: Text,
    /// What it is.
    pub title: Option<Text>,
}

/// What a release may change in its layout.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Whether "Hintergrund" starts a new page.
    pub background_on_new_page: Option<bool>,
    /// Other text for the section headings, by section.
    pub headings: Vec<(super::layout::Section, Text)>,
    /// Whether the release may be tightened to save a page.
    pub fit: Option<bool>,
}
