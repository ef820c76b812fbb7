//! A strip at a place: frames, captions and other columns of fixed width.

use super::Setter;
use crate::compose::block::Block;
use crate::compose::document::{Item, ItemKind};
use crate::compose::pages::{Cursor, Grid};
use crate::compose::slice::{Slice, Strip};
use crate::compose::tags::NodeId;
use crate::geom::{Path, Point, Rect, Segment};
use crate::unit::Length;

/// A column of finished items.
#[derive(Clone, Debug, Default)]
pub(in crate::compose) struct Stack {
    /// What is painted, relative to the column's top left corner.
    pub items: Vec<Item>,
    /// From the top to the bottom of the last slice.
    pub height: Length,
    /// Descenders below it.
    pub depth: Length,
    /// Figures and their rectangles.
    pub figures: Vec<(NodeId, Rect)>,
    /// Outline entries and their tops.
    pub outline: Vec<(usize, Length)>,
    /// Lines of text.
    pub lines: u16,
}

impl Setter<'_> {
    /// Sets blocks in a column of another width.
    pub(in crate::compose) fn column(&mut self, blocks: &[Block], width: Length) -> Stack {
        let hangs = std::mem::take(&mut self.hangs);
        let strip = self.at_width(width, |setter| setter.strip(blocks));
        self.hangs = hangs;
        stack(strip.slices, None, None)
    }
}

impl Strip {
    /// Takes the slices of a range out of the strip.
    pub fn take(&mut self, range: std::ops::Range<usize>) -> Vec<Slice> {
        self.slices
            .get_mut(range)
            .map_or_else(Vec::new, |slices| slices.iter_mut().map(std::mem::take).collect())
    }
}

/// Places slices below each other, with a header above them if asked for.
pub(in crate::compose) fn stack(
    slices: Vec<Slice>,
    header: Option<Slice>,
    grid: Option<Grid>,
) -> Stack {
    let mut cursor = Cursor::new(grid);
    let mut out = Stack::default();
    let mut panels = Panels::default();
    out.items.reserve(slices.iter().map(|slice| slice.items.len()).sum());
    for mut slice in header.into_iter().chain(slices) {
        let top = cursor.place(&slice);
        panels.note(&slice, top, &mut out.items);
        for item in &mut slice.items {
            shift(item, Length::ZERO, top);
        }
        out.items.append(&mut slice.items);
        out.height = cursor.bottom();
        out.depth = slice.depth;
        out.lines = out.lines.saturating_add(slice.lines);
        out.outline.extend(slice.outline.map(|entry| (entry, top)));
        let figures = slice.figures.drain(..);
        out.figures.extend(figures.map(|(node, rect)| (node, moved(rect, Length::ZERO, top))));
    }
    panels.finish(&mut out.items);
    out
}

/// Borders and fills behind runs of slices.
#[derive(Default)]
struct Panels {
    open: Option<(crate::compose::slice::Panel, Rect, usize)>,
}

impl Panels {
    fn note(&mut self, slice: &Slice, top: Length, items: &mut Vec<Item>) {
        let Some(panel) = slice.panel else { return self.finish(items) };
        let rect = Rect::new(panel.left, top, panel.width, slice.height);
        match &mut self.open {
            Some((open, area, _)) if open.id == panel.id => *area = area.union(rect),
            _ => {
                self.finish(items);
                self.open = Some((panel, rect, items.len()));
            }
        }
    }

    /// Paints the panel below the items that came since it was opened.
    fn finish(&mut self, items: &mut Vec<Item>) {
        let Some((panel, rect, at)) = self.open.take() else { return };
        let item = super::super::panels::panel_item(panel, rect);
        items.insert(at.min(items.len()), item);
    }
}

/// Moves an item.
pub(in crate::compose) fn shift(item: &mut Item, dx: Length, dy: Length) {
    match &mut item.kind {
        ItemKind::Glyphs(at, _) => *at = at.shifted(dx, dy),
        ItemKind::Rule { from, to, .. } => {
            *from = from.shifted(dx, dy);
            *to = to.shifted(dx, dy);
        }
        ItemKind::Path { path, .. } => shift_path(path, dx, dy),
        ItemKind::Image(_, rect) | ItemKind::Link { rect, .. } => *rect = moved(*rect, dx, dy),
    }
}

fn shift_path(path: &mut Path, dx: Length, dy: Length) {
    let go = |point: &mut Point| *point = point.shifted(dx, dy);
    for segment in &mut path.segments {
        match segment {
            Segment::Move(point) | Segment::Line(point) => go(point),
            Segment::Curve(a, b, c) => [a, b, c].into_iter().for_each(go),
            Segment::Close => {}
        }
    }
}

/// A rectangle moved.
pub(in crate::compose) fn moved(rect: Rect, dx: Length, dy: Length) -> Rect {
    Rect { origin: rect.origin.shifted(dx, dy), size: rect.size }
}
