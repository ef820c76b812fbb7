//! SVG files as drawings, and what is refused where.

use super::*;
use crate::color::{Cmyk, PaletteColor, Tint};
use crate::compose::drawing::{GradientKind, Mark, Paint, Pen};
use crate::unit::Length;

fn palette() -> Palette {
    let mut palette = Palette::default();
    let colors = [("red", "#b5121b"), ("dark", "#5a0a10")];
    for (name, hex) in colors {
        let srgb = Srgb::from_hex(hex).unwrap_or_default();
        let cmyk = Cmyk::BLACK;
        let _ = palette.define(PaletteColor { name: name.into(), cmyk, srgb, spot: None });
    }
    palette
}

fn try_read(body: &str) -> (Option<Drawing>, Vec<String>) {
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink' \
         viewBox='0 0 100 50'>\n{body}\n</svg>"
    );
    raw(svg.as_bytes())
}

fn raw(bytes: &[u8]) -> (Option<Drawing>, Vec<String>) {
    let palette = palette();
    let teal = Srgb { r: 0, g: 128, b: 128 };
    let map = BTreeMap::from([(teal, ColorId(2))]);
    let inks = Inks { palette: &palette, map: &map };
    let source = Arc::new(Source { name: "house.ron".into(), text: String::new() });
    let mut diags = Diagnostics::new();
    let drawing = read("logo.svg", bytes, &Origin::file(&source), inks, &mut diags);
    let found = diags.iter().map(|d| {
        assert!(d.hint.is_some(), "{} has no hint", d.message);
        let origin = d.origin.as_ref().expect("every finding says where");
        format!("{}:{} {}", origin.source.name, origin.line_column().0, d.message)
    });
    (drawing, found.collect())
}

fn drawn(body: &str) -> Drawing {
    let (drawing, found) = try_read(body);
    assert_eq!(found, [""; 0]);
    drawing.expect("a drawing")
}

#[test]
fn shapes_become_fills_in_palette_colours() {
    let drawing = drawn("<rect width='100' height='50' fill='#B5121B'/>");
    assert_eq!(drawing.size.width, Length::pt(1000));
    assert_eq!(drawing.size.height, Length::pt(500));
    let [Mark::Fill { path, paint, opacity, .. }] = drawing.marks.as_slice() else { panic!() };
    assert_eq!(*paint, Paint::Flat(ColorId(1)));
    assert_eq!(*opacity, Tint::FULL);
    let bounds = path.bounds().expect("points");
    assert_eq!((bounds.right(), bounds.bottom()), (Length::pt(1000), Length::pt(500)));
}

#[test]
fn the_layout_says_what_other_colours_are() {
    let drawing = drawn("<rect width='10' height='10' style='fill:teal'/>");
    let [Mark::Fill { paint, .. }] = drawing.marks.as_slice() else { panic!() };
    assert_eq!(*paint, Paint::Flat(ColorId(2)));
}

#[test]
fn an_unknown_colour_is_an_error_where_it_is_written() {
    let (drawing, found) = try_read("<g>\n<rect width='9' height='9' fill='#abcdef'/></g>");
    assert!(drawing.is_none());
    assert_eq!(found, ["logo.svg:3 `logo.svg`: #abcdef is no colour of the layout's palette"]);
    let (_, short) = try_read("<rect width='9' height='9' fill='#ABC'/>");
    assert_eq!(short, ["logo.svg:2 `logo.svg`: #aabbcc is no colour of the layout's palette"]);
    let (_, named) = try_read("<rect width='9' height='9' fill='gold'/>");
    assert_eq!(named, ["house.ron:1 `logo.svg`: #ffd700 is no colour of the layout's palette"]);
}

#[test]
fn strokes_keep_pen_and_dashes() {
    let drawing = drawn(
        "<path d='M0 0 L50 20' stroke='#000' stroke-width='2' stroke-dasharray='3 1' \
         stroke-linecap='round' stroke-opacity='.5'/>",
    );
    // The line has no inside, but SVG fills it; only the stroke can be seen.
    let Some(Mark::Stroke { pen, opacity, .. }) = drawing.marks.last() else { panic!() };
    let Pen { width, dashes, .. } = pen;
    assert_eq!((*width, dashes.as_slice()), (Length::pt(20), [30, 10].map(Length::pt).as_slice()));
    assert_eq!(opacity.to_percent(), 50.0);
}

#[test]
fn a_distorted_stroke_is_the_area_it_covers() {
    let drawing = drawn(
        "<path transform='scale(4 1)' d='M2 2 V20' stroke='#000' stroke-width='2' fill='none'/>",
    );
    let [Mark::Fill { path, .. }] = drawing.marks.as_slice() else { panic!("{drawing:?}") };
    let bounds = path.bounds().expect("points");
    assert_eq!(bounds.size.width, Length::pt(80));
}

#[test]
fn gradients_keep_line_and_stops() {
    let drawing = drawn(
        "<linearGradient id='a' x2='0' y2='1'><stop stop-color='#b5121b'/>\
         <stop offset='1' stop-color='#5a0a10'/></linearGradient>\
         <rect x='10' width='20' height='30' fill='url(#a)'/>",
    );
    let gradients = drawing.gradients();
    let [gradient] = gradients.as_slice() else { panic!() };
    assert_eq!(gradient.stops, [(Tint::NONE, ColorId(1)), (Tint::FULL, ColorId(2))]);
    let GradientKind::Axial(line) = gradient.kind else { panic!() };
    // Down the box of the shape: 30 units of 10 pt.
    let [_, b, _, d, _, f] = gradient.matrix.map(|value| value.0 as f64 / 1e6);
    let [x1, y1, x2, y2] = line.map(|value| value.0 as f64 / 1e6);
    let y = |x: f64, y: f64| b * x + d * y + f;
    assert_eq!((y(x1, y1).round(), y(x2, y2).round()), (0.0, 300.0));
}

#[test]
fn clips_and_opacity_make_groups() {
    let drawing = drawn(
        "<clipPath id='c'><circle cx='20' cy='20' r='10'/></clipPath>\
         <g clip-path='url(#c)' opacity='.4'><rect width='30' height='30' fill='#000'/>\
         <rect x='9' width='30' height='30' fill='#b5121b'/></g>",
    );
    let [Mark::Group { marks, clips, opacity }] = drawing.marks.as_slice() else { panic!() };
    assert_eq!((marks.len(), clips.len(), opacity.to_percent()), (2, 1, 40.0));
    assert!(drawing.is_transparent());
}

#[test]
fn one_transparent_shape_needs_no_group() {
    let drawing = drawn("<g opacity='.5'><rect width='9' height='9' opacity='.5'/></g>");
    let [Mark::Fill { opacity, .. }] = drawing.marks.as_slice() else { panic!("{drawing:?}") };
    assert_eq!(opacity.to_percent(), 25.0);
}

#[test]
fn what_cannot_be_kept_is_an_error_at_its_line() {
    let cases = [
        ("<text>Amt</text>", "a <text> cannot be kept"),
        ("<image x:href='#a'/>", "a <image> cannot be kept"),
        ("<filter id='f'/>", "a <filter> cannot be kept"),
        ("<mask id='m'/>", "a <mask> cannot be kept"),
        ("<pattern id='p'/>", "a <pattern> cannot be kept"),
        ("<script/>", "a <script> cannot be kept"),
        ("<foreignObject/>", "a <foreignObject> cannot be kept"),
        ("<use x:href='other.svg#a'/>", "a reference to another file (`other.svg#a`)"),
        ("<rect fill='url(other.svg#a)'/>", "a reference to another file (`url(other.svg#a)`)"),
        ("<g style='filter: blur(2px)'/>", "`filter` cannot be kept"),
        ("<g mask='url(#m)'/>", "`mask` cannot be kept"),
        ("<style>@import 'x.css';</style>", "a style sheet that needs other files"),
        ("<style>rect{mix-blend-mode:multiply}</style>", "`mix-blend-mode` cannot be kept"),
    ];
    for (body, expected) in cases {
        let (drawing, found) = try_read(&format!("\n{body}"));
        assert!(drawing.is_none(), "{body}");
        assert_eq!(found, [format!("logo.svg:3 `logo.svg`: {expected}")], "{body}");
    }
}

#[test]
fn gradients_that_repeat_or_fade_are_refused() {
    for (attribute, stop) in [("spreadMethod='reflect'", ""), ("", "stop-opacity='.5'")] {
        let (drawing, found) = try_read(&format!(
            "<radialGradient id='a' {attribute}><stop stop-color='#000'/>\
             <stop offset='1' {stop} stop-color='#b5121b'/></radialGradient>\
             <rect width='9' height='9' fill='url(#a)'/>"
        ));
        assert!(drawing.is_none());
        assert_eq!(found.len(), 1, "{found:?}");
    }
}

#[test]
fn hostile_files_end_in_a_finding() {
    let mut nested = String::from("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>");
    nested.push_str(&"<g>".repeat(20_000));
    nested.push_str(&"</g>".repeat(20_000));
    nested.push_str("</svg>");
    let doubling: String = (1..40)
        .map(|n| format!("<g id='a{n}'><use href='#a{0}'/><use href='#a{0}'/></g>", n - 1))
        .collect();
    let bomb = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><g id='a0'/>{doubling}</svg>"
    );
    let cyclic = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>\
                  <g id='a'><use href='#a'/></g></svg>";
    let empty = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>";
    let sizeless = "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>";
    for svg in [&nested, &bomb, cyclic, empty, sizeless, "<svg", "<svg xmlns='x'/>"] {
        let (drawing, found) = raw(svg.as_bytes());
        assert!(drawing.is_none() && !found.is_empty(), "{}", &svg[..svg.len().min(80)]);
    }
    let (drawing, found) = raw(b"\x1f\x8b<svg\xff");
    assert!(drawing.is_none() && !found.is_empty());
}

#[test]
fn an_svg_is_told_by_its_root() {
    assert!(is_svg(b"<?xml version='1.0'?>\n<!-- x -->\n<svg xmlns='x'/>"));
    assert!(!is_svg(b"\xFF\xD8\xFF\xE0<svg"));
    assert!(!is_svg(b"<html/>"));
}
