//! Text frames of a page: `(left: ..., top: ..., width: ..., blocks: [...])`.

use super::super::fields::Fields;
use super::super::measure::Bounds;
use super::super::node::{Node, Variant};
use super::House;
use super::artwork::{HAIRLINE, picture};
use super::page::{Span, length};
use crate::model::layout::{Frame, FrameBlock, FrameContent, FrameY};
use crate::unit::Length;

pub(super) fn frame(node: &Node<'_>, house: &House<'_>) -> Option<Frame> {
    node.fields("Frame", |f| {
        let (x, width) = column(f, house);
        let (y, height) = rows(f, house);
        Frame {
            x,
            y,
            width,
            height,
            push: length(f, "push", Bounds::NotNegative),
            letterhead: f.boolean("letterhead", true),
            blocks: f.list("blocks", |node| block(&node, house)),
            origin: node.origin(),
        }
    })
}

/// Left edge and width, on the sheet.
fn column(f: &mut Fields<'_>, house: &House<'_>) -> (Length, Length) {
    let span = Span::horizontal(f);
    let Some((x, width)) = span.resolve(house.size.width) else {
        let message = format!("{}the frame has no width", f.node().label());
        f.node().error("bad-place", message, "state two of left, right and width");
        return (Length::ZERO, house.size.width);
    };
    if x < Length::ZERO || x + width > house.size.width {
        let message = format!("{}the frame does not fit the sheet", f.node().label());
        let hint = format!("the sheet is {:.0} mm wide", house.size.width.to_mm());
        f.node().error("frame-off-page", message, &hint);
    }
    (x, width)
}

/// Vertical anchor and, when stated, the height.
fn rows(f: &mut Fields<'_>, house: &House<'_>) -> (FrameY, Option<Length>) {
    let span = Span::vertical(f);
    let sheet = house.size.height;
    let (y, height) = match (span.near(), span.far()) {
        (Some(top), Some(bottom)) if span.stated() == 2 => {
            (FrameY::Top(top), Some(sheet - top - bottom))
        }
        (Some(top), None) => (FrameY::Top(top), span.extent()),
        (None, Some(bottom)) => (FrameY::Bottom(bottom), span.extent()),
        _ => {
            let message = format!("{}the frame has no vertical place", f.node().label());
            f.node().error("bad-place", message, "state top or bottom, and height if it is fixed");
            return (FrameY::Top(Length::ZERO), None);
        }
    };
    let (FrameY::Top(edge) | FrameY::Bottom(edge)) = y;
    let outside = edge < Length::ZERO || edge + height.unwrap_or_default() > sheet;
    if outside || height.is_some_and(|height| height <= Length::ZERO) {
        let message = format!("{}the frame does not fit the sheet", f.node().label());
        let hint = format!("the sheet is {:.0} mm high", sheet.to_mm());
        f.node().error("frame-off-page", message, &hint);
    }
    (y, height)
}

/// One block of a frame.
fn block(node: &Node<'_>, house: &House<'_>) -> Option<FrameBlock> {
    let plain = |content| FrameBlock { content, style: "body".into() };
    match node.variant() {
        Some(Variant { name: "Line", content: Some(content) }) => {
            content.fields("Line", |f| FrameBlock {
                content: FrameContent::Template(house.template(f)),
                style: house.style(f, "body"),
            })
        }
        Some(Variant { name: "Contact", content: None }) => {
            Some(FrameBlock { content: FrameContent::Contact, style: "contact".into() })
        }
        Some(Variant { name: "Contact", content: Some(content) }) => {
            content.fields("Contact", |f| FrameBlock {
                content: FrameContent::Contact,
                style: house.style(f, "contact"),
            })
        }
        Some(Variant { name: "Image", content: Some(content) }) => content.fields("Image", |f| {
            let (file, height, alt) = picture(f);
            plain(FrameContent::Image { file, height, alt })
        }),
        Some(Variant { name: "Rule", content: Some(content) }) => content.fields("Rule", |f| {
            let width = length(f, "thickness", Bounds::Positive).unwrap_or(HAIRLINE);
            plain(FrameContent::Rule { width, color: house.color(f) })
        }),
        Some(Variant { name: "Space", content: Some(content) }) => {
            space(&content).map(|length| plain(FrameContent::Space(length)))
        }
        _ => {
            node.unknown_value(["Line", "Contact", "Image", "Rule", "Space"].into_iter());
            None
        }
    }
}

/// `Space("4mm")`.
pub(super) fn space(content: &Node<'_>) -> Option<Length> {
    let [length] = content.tuple("one length", "Space(\"4mm\")")?;
    length.length(Bounds::NotNegative)
}
