//! Background artwork: `Area(...)`, `Rule(...)`, `Image(...)`.

use super::super::fields::Fields;
use super::super::measure::Bounds;
use super::super::node::{Node, Variant};
use super::House;
use super::page::{Span, length};
use crate::geom::{Point, Rect};
use crate::model::Text;
use crate::model::layout::{Artwork, RulePurpose};
use crate::unit::Length;

pub(super) fn artwork(node: &Node<'_>, house: &House<'_>) -> Option<Artwork> {
    match node.variant() {
        Some(Variant { name: "Area", content: Some(content) }) => content.fields("Area", |f| {
            Artwork::Area { rect: rect(f, house), color: house.color(f), origin: node.origin() }
        }),
        Some(Variant { name: "Rule", content: Some(content) }) => {
            content.fields("Rule", |f| rule(f, house))
        }
        Some(Variant { name: "Image", content: Some(content) }) => {
            content.fields("Image", |f| Artwork::Image {
                file: f.required_text("file", "\"logo.png\""),
                rect: rect(f, house),
                alt: f.filled("alt"),
            })
        }
        _ => {
            node.unknown_value(["Area", "Rule", "Image", "SameAsFirst"].into_iter());
            None
        }
    }
}

/// A rectangle from two statements for each axis.
fn rect(f: &mut Fields<'_>, house: &House<'_>) -> Rect {
    let (horizontal, vertical) = (Span::horizontal(f), Span::vertical(f));
    let x = horizontal.resolve(house.size.width);
    let y = vertical.resolve(house.size.height);
    if x.is_none() {
        misplaced(f.node(), "horizontally", "two of left, right and width");
    }
    if y.is_none() {
        misplaced(f.node(), "vertically", "two of top, bottom and height");
    }
    let ((x, width), (y, height)) = (x.unwrap_or_default(), y.unwrap_or_default());
    Rect::new(x, y, width, height)
}

fn misplaced(node: &Node<'_>, axis: &str, what: &str) {
    let message = format!("{}its place is not determined {axis}", node.label());
    node.error("bad-place", message, &format!("state {what}, with something left between them"));
}

fn rule(f: &mut Fields<'_>, house: &House<'_>) -> Artwork {
    let (horizontal, vertical) = (Span::horizontal(f), Span::vertical(f));
    let (width, height) = (house.size.width, house.size.height);
    let across = horizontal.resolve(width).zip(vertical.position(height));
    let down = vertical.resolve(height).zip(horizontal.position(width));
    let ends = match (across, down) {
        (Some(((x, length), y)), _) => Some((Point::new(x, y), Point::new(x + length, y))),
        (_, Some(((y, length), x))) => Some((Point::new(x, y), Point::new(x, y + length))),
        _ => None,
    };
    if ends.is_none() {
        let message = format!("{}the place of the rule is not determined", f.node().label());
        let hint = "horizontal: two of left, right, width and one of top, bottom; \
                    vertical: two of top, bottom, height and one of left, right";
        f.node().error("bad-place", message, hint);
    }
    let (from, to) = ends.unwrap_or_default();
    Artwork::Rule {
        from,
        to,
        width: length(f, "thickness", Bounds::Positive).unwrap_or(HAIRLINE),
        color: house.color(f),
        purpose: f.choice("purpose", PURPOSES).unwrap_or_default(),
    }
}

/// The thinnest line that prints safely: 0.25 pt.
pub(super) const HAIRLINE: Length = Length::from_units(Length::pt(1).units() / 4);

const PURPOSES: &[(&str, RulePurpose)] = &[
    ("Decoration", RulePurpose::Decoration),
    ("FoldMark", RulePurpose::FoldMark),
    ("HoleMark", RulePurpose::HoleMark),
];

/// A required picture of a frame: file, height, alt text.
pub(super) fn picture(f: &mut Fields<'_>) -> (Text, Length, Option<Text>) {
    let file = f.required_text("file", "\"logo.png\"");
    let height = super::page::required_length(f, "height", Bounds::Positive);
    (file, height, f.filled("alt"))
}
