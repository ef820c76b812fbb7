//! `page: (size: "A4", bleed: "3mm", ...)`, sides and extents.

use super::super::fields::Fields;
use super::super::measure::Bounds;
use super::super::node::{Node, Shape};
use crate::geom::{Sides, Size};
use crate::model::layout::PageSetup;
use crate::unit::Length;

/// Sheet sizes by name, in portrait: ISO 216 and ANSI/ASME Y14.1.
const SIZES: &[(&str, Size)] = &[
    ("A3", Size::new(Length::mm(297), Length::mm(420))),
    ("A4", A4),
    ("A5", Size::new(Length::mm(148), Length::mm(210))),
    ("A6", Size::new(Length::mm(105), Length::mm(148))),
    ("Letter", Size::new(Length::pt(612), Length::pt(792))),
    ("Legal", Size::new(Length::pt(612), Length::pt(1008))),
];

const A4: Size = Size::new(Length::mm(210), Length::mm(297));

/// No sheet is smaller than this on either side.
const SMALLEST: Length = Length::mm(30);

pub(super) fn page(f: &mut Fields<'_>) -> PageSetup {
    let standard =
        PageSetup { size: A4, bleed: Length::mm(3), safe_margin: Length::mm(3), two_sided: false };
    let read = |f: &mut Fields<'_>| {
        let mut page = standard.clone();
        let size = f.optional("size").and_then(size).unwrap_or(page.size);
        let landscape = f.boolean("landscape", false);
        page.size = if landscape { Size::new(size.height, size.width) } else { size };
        page.bleed = length(f, "bleed", Bounds::NotNegative).unwrap_or(page.bleed);
        page.safe_margin =
            length(f, "safe_margin", Bounds::NotNegative).unwrap_or(page.safe_margin);
        page.two_sided = f.boolean("two_sided", false);
        page
    };
    f.optional("page").and_then(|node| node.fields("Page", read)).unwrap_or(standard)
}

fn size(node: Node<'_>) -> Option<Size> {
    if node.shape() == Shape::Group {
        let [width, height] = node.tuple("a width and a height", "(\"210mm\", \"297mm\")")?;
        let (w, h) = (width.length(Bounds::Positive), height.length(Bounds::Positive));
        let size = Size::new(w?, h?);
        if size.width < SMALLEST || size.height < SMALLEST {
            let message = format!("{}the sheet is too small for text", node.label());
            node.error("bad-length", message, "each side must have 30mm at least");
        }
        return Some(size);
    }
    let text = node.text()?;
    let found = SIZES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text.as_str().trim()));
    if found.is_none() {
        let names = super::quoted(SIZES.iter().map(|(name, _)| *name));
        let message = format!("{}unknown sheet size `{}`", node.label(), text.as_str());
        let hint = format!("allowed: {names}, or (\"210mm\", \"297mm\")");
        node.error("unknown-value", message, &hint);
    }
    found.map(|(_, size)| *size)
}

/// A length field, when it is there.
pub(super) fn length(f: &mut Fields<'_>, name: &'static str, bounds: Bounds) -> Option<Length> {
    f.optional(name)?.length(bounds)
}

/// A length field that must be there.
pub(super) fn required_length(f: &mut Fields<'_>, name: &'static str, bounds: Bounds) -> Length {
    f.required(name, "\"10mm\"").and_then(|node| node.length(bounds)).unwrap_or_default()
}

/// `"5mm"` for all sides or `(left: ..., top: ..., right: ..., bottom: ...)`.
pub(super) fn sides(node: &Node<'_>) -> Option<Sides> {
    if node.shape() == Shape::Text {
        return node.length(Bounds::NotNegative).map(Sides::splat);
    }
    node.fields("Sides", |f| {
        let mut side = |name| length(f, name, Bounds::NotNegative).unwrap_or_default();
        Sides { left: side("left"), top: side("top"), right: side("right"), bottom: side("bottom") }
    })
}

/// Start and extent along one axis, from two of: distance from the near
/// edge, distance from the far edge, extent.
pub(super) struct Span {
    near: Option<Length>,
    far: Option<Length>,
    extent: Option<Length>,
}

impl Span {
    /// `left`, `right`, `width`.
    pub(super) fn horizontal(f: &mut Fields<'_>) -> Self {
        Self {
            near: length(f, "left", Bounds::Any),
            far: length(f, "right", Bounds::Any),
            extent: length(f, "width", Bounds::Positive),
        }
    }

    /// `top`, `bottom`, `height`.
    pub(super) fn vertical(f: &mut Fields<'_>) -> Self {
        Self {
            near: length(f, "top", Bounds::Any),
            far: length(f, "bottom", Bounds::Any),
            extent: length(f, "height", Bounds::Positive),
        }
    }

    pub(super) fn near(&self) -> Option<Length> {
        self.near
    }

    pub(super) fn far(&self) -> Option<Length> {
        self.far
    }

    pub(super) fn extent(&self) -> Option<Length> {
        self.extent
    }

    /// How many of the three are stated.
    pub(super) fn stated(&self) -> usize {
        [self.near, self.far, self.extent].iter().flatten().count()
    }

    /// Start and extent on a sheet of this size, when two are stated and
    /// leave something between them.
    pub(super) fn resolve(&self, sheet: Length) -> Option<(Length, Length)> {
        let (start, extent) = match (self.near, self.far, self.extent) {
            (Some(near), None, Some(extent)) => (near, extent),
            (None, Some(far), Some(extent)) => (sheet - far - extent, extent),
            (Some(near), Some(far), None) => (near, sheet - near - far),
            _ => return None,
        };
        (extent > Length::ZERO).then_some((start, extent))
    }

    /// The position of a line: near or far edge alone.
    pub(super) fn position(&self, sheet: Length) -> Option<Length> {
        match (self.near, self.far, self.extent) {
            (Some(near), None, None) => Some(near),
            (None, Some(far), None) => Some(sheet - far),
            _ => None,
        }
    }
}
