//! Letterhead and furniture: push, overset, artifacts, bleed.

use super::fixture::*;
use crate::compose::document::{ArtifactKind, ItemKind, Owner};
use crate::model::layout::{FlowItem, Frame, FrameY, Style};
use crate::unit::Length;

fn y_of(sheet: &Sheet, wanted: &str) -> Length {
    let found = sheet.document.pages[0].items.iter().find_map(|item| match &item.kind {
        ItemKind::Glyphs(at, run) if run.text.contains(wanted) => Some(at.y),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn a_longer_contact_block_moves_the_text_down() {
    let short = sheet(&release("Titel"), &layout());
    let mut longer = release("Titel");
    longer.contact = Some((0..9).map(|n| text(&format!("Zeile {n}"))).collect());
    let long = sheet(&longer, &layout());
    // Six more lines of 12 pt.
    assert_eq!(y_of(&long, "Februar") - y_of(&short, "Februar"), pt(72.0));
}

#[test]
fn the_letterhead_is_content_once_and_a_header_later() {
    let sheet = sheet(&example(), &layout());
    let owners: Vec<_> = sheet
        .document
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter(|item| match &item.kind {
            ItemKind::Glyphs(_, run) => run.text == "Stadt Dortmund",
            _ => false,
        })
        .map(|item| (item.owner, item.letterhead))
        .collect();
    let [(Owner::Node(_), true), (Owner::Artifact(ArtifactKind::Header), true)] = owners[..] else {
        panic!("{owners:?}")
    };
}

#[test]
fn repeated_letterheads_are_not_clickable() {
    let sheet = sheet(&example(), &layout());
    let links = |page: usize| {
        let items = &sheet.document.pages[page].items;
        items.iter().filter(|item| matches!(item.kind, ItemKind::Link { .. })).count()
    };
    assert_eq!((links(0), links(1)), (1, 0));
}

#[test]
fn text_that_overflows_a_frame_is_reported() {
    let mut layout = layout();
    layout.first.frames[0].height = Some(Length::mm(10));
    let sheet = sheet(&release("Titel"), &layout);
    assert_eq!(sheet.codes(), ["overset-frame"]);
}

/// Only where both are: beside the column, below its last line or above
/// its first a frame stands on nothing.
#[test]
fn a_frame_on_the_text_is_reported_once() {
    let with = |y, x: i64| {
        let mut layout = layout();
        let stamp = vec![template("Entwurf", "contact")];
        let frame = Frame { x: Length::mm(x), ..frame(FrameY::Top(Length::mm(y)), stamp) };
        layout.first.frames.push(frame.clone());
        layout.follow.frames.push(frame);
        sheet(&example(), &layout).codes()
    };
    assert_eq!(with(150, 25), ["frame-over-text"]);
    assert_eq!(with(150, 188), [""; 0]);
    assert_eq!(with(265, 25), [""; 0]);
}

#[test]
fn a_frame_at_the_bottom_grows_upwards() {
    let mut layout = layout();
    let lines = ["eins", "zwei", "drei"].map(|line| template(line, "contact")).to_vec();
    layout.first.frames.push(frame(FrameY::Bottom(Length::mm(10)), lines));
    let sheet = sheet(&release("Titel"), &layout);
    assert_eq!(y_of(&sheet, "drei"), Length::mm(287));
    assert_eq!(y_of(&sheet, "zwei"), Length::mm(287) - pt(12.0));
}

#[test]
fn what_the_flow_says_too_is_furniture() {
    let mut layout = layout();
    layout.first.frames[1].blocks.push(template("{headline}", "page-number"));
    let sheet = sheet(&release("Titel der Meldung"), &layout);
    assert_eq!(sheet.tags().matches("Titel der Meldung").count(), 1);
    layout.flow.retain(|item| !matches!(item, FlowItem::Title));
    let sheet = super::fixture::sheet(&release("Titel der Meldung"), &layout);
    assert_eq!(sheet.tags().matches("Titel der Meldung").count(), 1);
}

#[test]
fn areas_reach_into_the_bleed() {
    let sheet = sheet(&release("Titel"), &layout());
    let item = &sheet.document.pages[0].items[0];
    assert_eq!(item.owner, Owner::Artifact(ArtifactKind::Background));
    let ItemKind::Path { path, .. } = &item.kind else { panic!() };
    let crate::geom::Segment::Move(corner) = path.segments[0] else { panic!() };
    assert_eq!((corner.x, corner.y), (Length::mm(-3), Length::mm(-3)));
}

#[test]
fn text_near_the_trim_is_reported_once_a_page() {
    let mut layout = layout();
    layout.page.safe_margin = Length::mm(30);
    let sheet = sheet(&release("Titel"), &layout);
    assert!(sheet.codes().contains(&"text-near-trim"));
}

#[test]
fn text_off_the_paper_is_an_error_with_its_place() {
    for y in [FrameY::Top(Length::mm(150)), FrameY::Bottom(Length::mm(5))] {
        let mut layout = layout();
        let blocks = (0..80).map(|n| template(&format!("Zeile {n}"), "contact")).collect();
        layout.first.frames.push(frame(y, blocks));
        let (_, diags) = try_compose(&release("Titel"), &layout, &fonts());
        let told: Vec<_> = diags.iter().filter(|d| d.code == "text-off-page").collect();
        let [told] = told[..] else { panic!("{diags:?}") };
        assert!(told.origin.is_some() && told.message.contains("would stand off page 1"));
    }
}

#[test]
fn the_space_before_a_headline_stands_before_its_kicker() {
    let mut layout = layout();
    let heading = Style { space_before: pt(40.0), ..style("headline", 14.0, 18.0) };
    layout.styles.insert("headline".into(), std::sync::Arc::new(heading));
    let mut release = release("Titel");
    let alone = sheet(&release, &layout);
    release.kicker = Some(text("Dachzeile"));
    let both = sheet(&release, &layout);
    assert!(y_of(&both, "Titel") - y_of(&both, "Dachzeile") < pt(25.0));
    assert!(y_of(&alone, "Titel") - y_of(&alone, "Februar") > pt(40.0));
}

#[test]
fn a_missing_italic_is_named() {
    let mut layout = layout();
    let family = layout.families.values_mut().next().unwrap();
    family.faces.retain(|face| !face.italic);
    let sheet = sheet(&with_body("Das ist *kursiv*."), &layout);
    assert_eq!(sheet.codes(), ["missing-italic"]);
}
