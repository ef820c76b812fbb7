//! Vector logos in all editions.

use std::sync::Arc;

use lopdf::{Dictionary, Object};

use super::reader::load;
use super::sample::Builder;
use super::write;
use crate::color::{ColorId, Tint};
use crate::compose::document::{Document, Image, ImageFormat};
use crate::compose::drawing::{
    Cap, Clip, Drawing, FillRule, Gradient, GradientKind, Join, Mark, Micro, Paint, Pen, SIDE,
};
use crate::compose::tags::{Role, TagTree};
use crate::export::{Edition, Exporter, Options, export};
use crate::geom::{Path, Rect, Size};
use crate::unit::Length;

fn square(side: i64) -> Path {
    Path::rect(Rect::new(Length::ZERO, Length::ZERO, Length::pt(side), Length::pt(side)))
}

fn fill(paint: Paint) -> Mark {
    Mark::Fill { path: square(400), rule: FillRule::NonZero, paint, opacity: Tint::FULL }
}

fn gradient(from: ColorId, to: ColorId) -> Paint {
    let kind = GradientKind::Axial([0, 0, 1_000_000, 0].map(Micro));
    let matrix = [400_000_000, 0, 0, 400_000_000, 0, 0].map(Micro);
    Paint::Gradient(Gradient { kind, matrix, stops: vec![(Tint::NONE, from), (Tint::FULL, to)] })
}

/// A sheet with a logo of these marks, in black, spot, process and paper.
fn sheet(marks: impl FnOnce([ColorId; 4]) -> Vec<Mark>) -> Document {
    let mut builder = Builder::new();
    let spot = builder.color("house", [100.0, 50.0, 0.0, 0.0], "#0055aa", Some("HKS 41 K"));
    let red = builder.color("red", [0.0, 100.0, 100.0, 0.0], "#cc0000", None);
    let paper = builder.color("paper", [0.0; 4], "#ffffff", None);
    builder.block(TagTree::ROOT, Role::H(1), "Logo");
    let image = vector(marks([ColorId(0), spot, red, paper]));
    builder.image(TagTree::ROOT, image, Some("Das Logo"), Length::mm(20));
    builder.document
}

fn vector(marks: Vec<Mark>) -> Image {
    let drawing = Drawing { size: Size::new(SIDE, SIDE), marks };
    Image {
        name: "logo.svg".into(),
        bytes: Arc::from(*b"<svg/>"),
        format: ImageFormat::Svg,
        width: 1000,
        height: 1000,
        orientation: 1,
        drawing: Some(Arc::new(drawing)),
    }
}

/// A logo in one colour.
pub(super) fn logo(color: ColorId) -> Image {
    vector(vec![fill(Paint::Flat(color))])
}

fn objects(bytes: &[u8]) -> Vec<Dictionary> {
    let file = load(bytes);
    let dict = |object: &Object| match object {
        Object::Dictionary(dict) => Some(dict.clone()),
        Object::Stream(stream) => Some(stream.dict.clone()),
        _ => None,
    };
    file.objects.values().filter_map(dict).collect()
}

fn named<'a>(found: &'a [Dictionary], key: &str, name: &str) -> Vec<&'a Dictionary> {
    let is = |dict: &&Dictionary| {
        dict.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|n| n == name.as_bytes())
    };
    found.iter().filter(is).collect()
}

#[test]
fn a_flat_logo_is_one_form_in_palette_colours() {
    let document = sheet(|[black, spot, red, _]| {
        [spot, red, black].map(|color| fill(Paint::Flat(color))).into()
    });
    for (edition, operators) in [
        (Edition::Mail, ["0 .333 .667 rg", ".8 0 0 rg"]),
        (Edition::Archive, ["0 .333 .667 rg", ".8 0 0 rg"]),
        (Edition::Print, ["/C0 cs 1 scn", "0 1 1 0 k"]),
    ] {
        let file = load(&write(&document, edition));
        let forms: Vec<_> = file
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok())
            .filter(|s| {
                s.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Form")
            })
            .collect();
        let [form] = forms.as_slice() else { panic!("{} forms", forms.len()) };
        let content = form.get_plain_content().unwrap();
        let content = String::from_utf8(content).unwrap();
        for operator in operators {
            assert!(content.contains(operator), "{edition:?}: {content}");
        }
        let rgb = content.contains(" rg\n");
        assert_eq!(rgb, edition != Edition::Print, "{content}");
    }
}

#[test]
fn gradients_run_in_the_colours_of_the_edition() {
    let document = sheet(|[black, spot, red, paper]| {
        vec![fill(gradient(spot, paper)), fill(gradient(red, black))]
    });
    let spaces = |edition| {
        let found = objects(&write(&document, edition));
        let shadings = found.iter().filter(|d| d.get(b"ShadingType").is_ok());
        shadings.map(|d| d.get(b"ColorSpace").unwrap().clone()).collect::<Vec<_>>()
    };
    let rgb = Object::Name(b"DeviceRGB".into());
    assert_eq!(spaces(Edition::Mail), [rgb.clone(), rgb]);
    let print = spaces(Edition::Print);
    assert!(matches!(print.first(), Some(Object::Reference(_))), "a Separation: {print:?}");
    assert_eq!(print.get(1), Some(&Object::Name(b"DeviceCMYK".into())));
}

#[test]
fn a_spot_colour_does_not_run_into_process_inks() {
    let document = sheet(|[_, spot, red, _]| vec![fill(gradient(spot, red))]);
    write(&document, Edition::Mail);
    let exporter = Exporter::new();
    let refused = export(&document, Edition::Print, &Options::default(), &exporter);
    let codes: Vec<_> = refused.err().into_iter().flatten().map(|d| d.code).collect();
    assert_eq!(codes, ["mixed-gradient"]);
}

#[test]
fn a_transparent_group_is_isolated_and_makes_the_page_a_group() {
    let document = sheet(|[black, _, red, _]| {
        let marks = [black, red].map(|color| fill(Paint::Flat(color))).into();
        let clips = vec![Clip { path: square(300), rule: FillRule::EvenOdd }];
        let opacity = Tint::from_percent(40.0).unwrap();
        vec![Mark::Group { marks, clips, opacity }]
    });
    for (edition, space) in [(Edition::Mail, "DeviceRGB"), (Edition::Print, "DeviceCMYK")] {
        let found = objects(&write(&document, edition));
        let group = |dict: &&Dictionary| -> Dictionary {
            dict.get(b"Group").and_then(Object::as_dict).cloned().unwrap_or_default()
        };
        let forms = named(&found, "Subtype", "Form");
        let inner: Vec<_> = forms.iter().map(group).filter(|g| !g.is_empty()).collect();
        let [inner] = inner.as_slice() else { panic!("one group: {forms:?}") };
        assert_eq!(inner.get(b"CS").and_then(Object::as_name).ok(), Some(space.as_bytes()));
        let pages = named(&found, "Type", "Page");
        assert!(pages.iter().map(group).all(|group| !group.is_empty()));
    }
}

#[test]
fn a_black_line_overprints_and_a_coloured_one_does_not() {
    let line = |color, width: i64| Mark::Stroke {
        path: square(400),
        pen: Pen {
            width: Length::pt(width),
            cap: Cap::Butt,
            join: Join::Miter,
            miter_milli: 4000,
            dashes: vec![Length::pt(6)],
            dash_offset: Length::ZERO,
        },
        color,
        opacity: Tint::FULL,
    };
    let document = sheet(|[black, _, red, _]| vec![line(black, 3), line(red, 5)]);
    let file = load(&write(&document, Edition::Print));
    let forms = file.objects.values().filter_map(|object| object.as_stream().ok());
    let mut texts = forms.filter_map(|form| String::from_utf8(form.get_plain_content().ok()?).ok());
    let logo = texts.find(|text| text.contains("3 w")).unwrap();
    assert!(logo.starts_with("/KO gs\n"), "{logo}");
    let marks: Vec<&str> = logo.split("q\n").skip(1).collect();
    assert!(marks[0].contains("/OP gs") && marks[0].contains("[6 ] 0 d"), "{logo}");
    assert!(!marks[1].contains("/OP gs"), "{logo}");
}
