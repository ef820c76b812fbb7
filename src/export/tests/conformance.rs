//! What a document cannot fulfil is refused before a byte is written, with
//! clause, place and hint; print still works where only reading aloud suffers.

use std::sync::Arc;

use super::sample::{Builder, face, picture, tiny};
use crate::compose::document::{
    ArtifactKind, Attachment, Document, Image, ImageFormat, ImageId, ItemKind, Owner, Relationship,
};
use crate::compose::tags::{Role, TagTree};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::export::{Edition, Exporter, Options, Output, export};
use crate::geom::{Rect, Size};
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

fn run(document: &Document, edition: Edition) -> Result<Output, Diagnostics> {
    export(document, edition, &Options::default(), &Exporter::new())
}

/// The only error of an edition.
#[track_caller]
fn error(document: &Document, edition: Edition) -> Diagnostic {
    let found = run(document, edition).unwrap_err();
    let errors: Vec<&Diagnostic> = found.iter().filter(|d| d.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1, "{found:?}");
    assert!(errors[0].hint.is_some() && errors[0].origin.is_some());
    errors[0].clone()
}

/// Mail and archive refuse with a code and a clause; print goes through.
#[track_caller]
fn refused_on_screen(document: &Document, code: &str, clause: &str) {
    for edition in [Edition::Mail, Edition::Archive] {
        let error = error(document, edition);
        assert_eq!(error.code, code);
        assert!(error.message.contains(clause), "{}", error.message);
    }
    assert!(run(document, Edition::Print).is_ok());
}

fn first_run(document: &mut Document) -> &mut GlyphRun {
    match &mut document.pages[0].items[0].kind {
        ItemKind::Glyphs(_, run) => Arc::make_mut(run),
        other => panic!("{other:?}"),
    }
}

#[test]
fn figure_without_alt() {
    let mut b = Builder::new();
    b.block(TagTree::ROOT, Role::H(1), "Bild");
    let picture = picture(ImageFormat::Png, 300, image::ColorType::Rgb8);
    b.image(TagTree::ROOT, picture, Some("  "), Length::mm(20));
    refused_on_screen(&b.document, "missing-alt", "ISO 14289-1, 7.3");
}

#[test]
fn missing_glyph() {
    let mut document = tiny();
    first_run(&mut document).glyphs[0].id = 0;
    refused_on_screen(&document, "missing-glyph", "6.2.11.8");
    let message = error(&document, Edition::Mail).message;
    assert!(message.starts_with("“K” (U+004B)"), "{message}");
}

#[test]
fn glyph_without_text() {
    let mut document = tiny();
    first_run(&mut document).glyphs[0].text = 0..0;
    refused_on_screen(&document, "glyph-without-text", "6.2.11.7.2");
}

#[test]
fn private_use_text() {
    let mut document = tiny();
    let run = first_run(&mut document);
    run.text.push('\u{E001}');
    refused_on_screen(&document, "private-use-text", "6.2.11.7.3");
}

#[test]
fn text_that_is_no_character() {
    let mut document = tiny();
    first_run(&mut document).text.push('\u{FEFF}');
    refused_on_screen(&document, "no-character", "7.21.7");
}

#[test]
fn heading_that_skips_a_level() {
    let mut b = Builder::new();
    b.block(TagTree::ROOT, Role::H(1), "Eins");
    b.block(TagTree::ROOT, Role::H(3), "Drei");
    refused_on_screen(&b.document, "skipped-heading", "7.4.2");
    let mut b = Builder::new();
    b.block(TagTree::ROOT, Role::H(2), "Zwei");
    refused_on_screen(&b.document, "skipped-heading", "7.4.2");
}

#[test]
fn link_without_text_and_link_outside_its_element() {
    let mut document = tiny();
    let rect = Rect::new(Length::ZERO, Length::ZERO, Length::mm(9), Length::mm(9));
    let mut link = document.pages[0].items[0].clone();
    let kind = |contents: &str| ItemKind::Link {
        rect,
        target: "https://a.de".into(),
        contents: contents.into(),
    };
    link.kind = kind("A");
    document.pages[0].items.push(link.clone());
    refused_on_screen(&document, "link-untagged", "7.18.5");
    document.pages[0].items.pop();
    let element =
        document.tags.element(TagTree::ROOT, crate::compose::tags::Element::new(Role::Link));
    (link.owner, link.kind) = (Owner::Node(element), kind(" "));
    document.pages[0].items.push(link);
    refused_on_screen(&document, "link-without-text", "7.18.5");
}

#[test]
fn attachment_without_mime_type() {
    let mut document = tiny();
    document.attachments.push(Attachment {
        name: "a".into(),
        mime: "pdf".into(),
        description: "A".into(),
        bytes: Arc::from([1u8]),
        relationship: Relationship::Unspecified,
        origin: None,
    });
    refused_on_screen(&document, "bad-mime-type", "6.8");
}

#[test]
fn release_without_title() {
    let mut document = tiny();
    document.info.title = " ".into();
    for edition in Edition::ALL {
        assert_eq!(error(&document, edition).code, "missing-title");
    }
}

#[test]
fn absurd_page_and_absurd_text() {
    let mut document = tiny();
    document.pages[0].size = Size::new(Length::mm(210), Length::mm(6000));
    for edition in Edition::ALL {
        assert_eq!(error(&document, edition).code, "page-size");
    }
    let mut document = tiny();
    document.info.title = "x".repeat(20_000);
    for edition in Edition::ALL {
        assert_eq!(error(&document, edition).code, "long-text");
    }
}

#[test]
fn font_that_may_not_be_embedded() {
    let mut document = tiny();
    let mut restricted = face("source-sans/SourceSans3-Regular.otf");
    // Another face object of the same file, so that others stay as they are.
    if let Some(face) = Arc::get_mut(&mut restricted) {
        face.fs_type = 2;
        first_run(&mut document).face = restricted;
        for edition in Edition::ALL {
            assert_eq!(error(&document, edition).code, "font-licence");
        }
    }
}

#[test]
fn broken_pictures() {
    let place = |document: &mut Document, image: Image| {
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::mm(9), Length::mm(9));
        let mut item = document.pages[0].items[0].clone();
        item.kind = ItemKind::Image(ImageId(0), rect);
        item.owner = Owner::Artifact(ArtifactKind::Background);
        document.images.push(Arc::new(image));
        document.pages[0].items.push(item);
    };
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let whole = picture(format, 120, image::ColorType::Rgb8);
        for length in [0, 10, 40, whole.bytes.len() / 2] {
            let bytes = whole.bytes[..length].into();
            let mut document = tiny();
            place(&mut document, Image { bytes, ..whole.clone() });
            for edition in Edition::ALL {
                let found = run(&document, edition).unwrap_err();
                assert!(
                    found.iter().any(|d| d.code == "broken-image"),
                    "{format:?} {length} {found:?}"
                );
            }
        }
    }
}

#[test]
fn resolution_is_judged_at_the_placed_size() {
    let at = |width: i64| {
        let mut b = Builder::new();
        b.block(TagTree::ROOT, Role::H(1), "Bild");
        let picture = picture(ImageFormat::Jpeg, 600, image::ColorType::Rgb8);
        b.image(TagTree::ROOT, picture, Some("Verlauf"), Length::inches(1) * width);
        b.document
    };
    assert_eq!(run(&at(2), Edition::Print).unwrap().warnings.len(), 0);
    let soft = run(&at(3), Edition::Print).unwrap().warnings;
    assert_eq!(soft.iter().map(|d| d.code).collect::<Vec<_>>(), ["image-resolution-low"]);
    assert!(soft.iter().all(|d| d.message.contains("(200 ppi)")));
    assert_eq!(error(&at(5), Edition::Print).code, "image-resolution");
    let mut lenient = at(5);
    lenient.print.image_ppi = Some((100, 110));
    assert!(run(&lenient, Edition::Print).unwrap().warnings.is_empty());
    assert!(run(&at(5), Edition::Mail).unwrap().warnings.is_empty());
}

#[test]
fn output_profile_that_is_none() {
    let options = Options { output_profile: Some(Arc::from([0u8; 200])), ..Options::default() };
    let found = export(&tiny(), Edition::Print, &options, &Exporter::new()).unwrap_err();
    assert!(found.iter().any(|d| d.code == "output-profile"), "{found:?}");
    assert!(export(&tiny(), Edition::Mail, &options, &Exporter::new()).is_ok());
}

#[test]
fn hostile_numbers_do_not_panic() {
    let mut document = tiny();
    let far = Length::from_units(i64::MAX);
    let run_of = first_run(&mut document);
    run_of.size = far;
    run_of.glyphs[0].advance = far;
    run_of.glyphs[1].dx = -far;
    run_of.glyphs[2].text = 4_000_000..5_000_000;
    document.pages[0].bleed = -Length::mm(3);
    for edition in Edition::ALL {
        let _ = run(&document, edition);
    }
    document.pages.clear();
    for edition in Edition::ALL {
        let _ = run(&document, edition);
    }
}
