//! A release and a layout for the tests of this folder.

use std::sync::Arc;

use crate::color::Palette;
use crate::compose::Document;
use crate::compose::document::{Attachment, Info, Relationship};
use crate::compose::tags::TagTree;
use crate::diag::{self, Diagnostics};
use crate::model::layout::PrintSetup;
use crate::model::{self, Layout, Release, dates};

use super::content::Source;

/// A release with its layout and what composing makes of them.
pub(super) struct Sample {
    pub release: Release,
    pub layout: Layout,
    pub document: Document,
}

impl Sample {
    pub fn source(&self) -> Source<'_> {
        Source { release: &self.release, layout: &self.layout, document: &self.document }
    }
}

const LAYOUT: &str = include_str!("../../../layouts/stadt-dortmund.ron");

fn source(name: &str, text: &str) -> Arc<diag::Source> {
    Arc::new(diag::Source { name: name.to_owned(), text: text.to_owned() })
}

/// The sample of a release in RON.
pub(super) fn sample(text: &str) -> Sample {
    let mut diags = Diagnostics::new();
    let layout = model::read_layout(&source("layout.ron", LAYOUT), &mut diags);
    let release = model::read_release(&source("release.ron", text), &mut diags);
    assert!(!diags.has_errors(), "{diags:#?}");
    let (layout, release) = (layout.expect("a layout"), release.expect("a release"));
    let lang = release.language.clone().unwrap_or_else(|| layout.language.clone());
    let or = |own: &Option<model::Text>, house: &model::Text| {
        own.as_ref().unwrap_or(house).as_str().to_owned()
    };
    let info = Info {
        title: release.headline.as_str().replace('\n', " "),
        subject: None,
        organisation: or(&release.organisation, &layout.letterhead.organisation),
        kind: or(&release.kind, &layout.letterhead.kind),
        number: release.number.as_ref().map(|n| n.text.as_str().to_owned()),
        date: release.date,
        embargo: release.embargo.as_ref().map(|e| dates::embargo(e, layout.zone(), &lang)),
        responsible: layout.letterhead.responsible.as_ref().map(|t| t.as_str().to_owned()),
        keywords: Vec::new(),
        origin: release.headline.origin().clone(),
        lang,
    };
    let attachments = release.attachments.iter().map(|a| Attachment {
        name: a.file.as_str().to_owned(),
        mime: "application/pdf".to_owned(),
        description: a.title.as_ref().map_or_else(String::new, |t| t.as_str().to_owned()),
        bytes: Arc::from(&b"%PDF-1.7 attachment"[..]),
        relationship: Relationship::Supplement,
        origin: Some(a.file.origin().clone()),
    });
    let photos = release.photos.iter().map(|p| Attachment {
        name: p.file.as_str().to_owned(),
        mime: "image/jpeg".to_owned(),
        description: String::new(),
        bytes: Arc::from(&b"\xff\xd8\xff photo"[..]),
        relationship: Relationship::Supplement,
        origin: Some(p.file.origin().clone()),
    });
    let document = Document {
        info,
        pages: Vec::new(),
        tags: TagTree::new(),
        outline: Vec::new(),
        palette: Palette::default(),
        images: Vec::new(),
        attachments: attachments.chain(photos).collect(),
        print: PrintSetup::default(),
        two_sided: false,
    };
    Sample { release, layout, document }
}
