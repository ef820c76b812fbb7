//! Fills and rules of tables, by style.

use super::super::Setter;
use super::Frame;
use super::rows::lower;
use crate::color::{ColorId, Tint};
use crate::compose::document::ItemKind;
use crate::compose::slice::Slice;
use crate::geom::{Path, Point, Rect};
use crate::model::layout::Style;
use crate::unit::Length;

/// A rule: thickness and colour.
type Line = (Length, ColorId);

impl Setter<'_> {
    /// Rules and fill of the header.
    pub(super) fn paint_header(&self, frame: &Frame<'_>, style: &Style, slice: &mut Slice) {
        let head = &frame.table.head_style;
        let plain = is_plain(style) && is_plain(head);
        let above = if plain { Some(rule(head, 3)) } else { head.rule_above.or(style.rule_above) };
        let below = if plain { Some(rule(head, 2)) } else { head.rule_below };
        self.fill(frame, head, slice);
        self.top_rule(frame, above, slice);
        self.bottom_rule(frame, below, slice);
    }

    /// Rules and fill of a body row that may be the first or last.
    pub(super) fn paint_row(
        &self,
        frame: &Frame<'_>,
        style: &Style,
        (first, last): (bool, bool),
        slice: &mut Slice,
    ) {
        let plain = is_plain(style) && is_plain(&frame.table.head_style);
        let above = if plain { Some(rule(style, 3)) } else { style.rule_above };
        let below = match (plain, last) {
            (true, true) => Some(rule(style, 3)),
            (true, false) => Some(rule(style, 1)),
            (false, _) => style.rule_below,
        };
        self.fill(frame, style, slice);
        if first {
            self.top_rule(frame, above, slice);
        }
        self.bottom_rule(frame, below, slice);
    }

    fn fill(&self, frame: &Frame<'_>, style: &Style, slice: &mut Slice) {
        let Some(color) = style.fill else { return };
        let rect = Rect::new(frame.left, Length::ZERO, frame.width, slice.height);
        let fill = Some((color, Tint::FULL));
        let kind = ItemKind::Path { path: Path::rect(rect), fill, stroke: None };
        slice.items.insert(0, self.decoration(kind));
    }

    fn top_rule(&self, frame: &Frame<'_>, line: Option<Line>, slice: &mut Slice) {
        let Some((width, color)) = line else { return };
        lower(slice, width);
        slice.items.push(self.decoration(across(frame, width / 2, width, color)));
    }

    fn bottom_rule(&self, frame: &Frame<'_>, line: Option<Line>, slice: &mut Slice) {
        let Some((width, color)) = line else { return };
        let y = slice.height + width / 2;
        slice.items.push(self.decoration(across(frame, y, width, color)));
        slice.height += width;
    }
}

/// A rule over the width of the table.
fn across(frame: &Frame<'_>, y: Length, width: Length, color: ColorId) -> ItemKind {
    ItemKind::Rule {
        from: Point::new(frame.left, y),
        to: Point::new(frame.left + frame.width, y),
        width,
        color,
    }
}

/// Whether a style says nothing about rules and fills.
fn is_plain(style: &Style) -> bool {
    style.rule_above.is_none() && style.rule_below.is_none() && style.fill.is_none()
}

/// The rules of a table whose styles state none, in quarter points.
fn rule(style: &Style, quarters: i64) -> Line {
    (Length::pt(1).scale(quarters, 4), style.color)
}
