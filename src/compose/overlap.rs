//! Frames whose text or pictures stand on those of the flow.

use super::document::{Item, ItemKind};
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::geom::{Point, Rect};
use crate::model::layout::Frame;
use crate::unit::Length;

/// Watches for frames that are painted over by the flow, and names each once.
#[derive(Default)]
pub(super) struct Overlaps {
    named: Vec<Origin>,
}

/// What a frame paints within the region of the flow.
pub(super) struct Intruder<'f> {
    frame: &'f Frame,
    ink: Vec<Rect>,
}

impl<'f> Intruder<'f> {
    /// The frame at its place, if its box reaches into the region at all.
    pub fn new(
        frame: &'f Frame,
        at: Point,
        height: Length,
        items: &[Item],
        region: Rect,
    ) -> Option<Self> {
        if !meet(Rect { origin: at, size: crate::geom::Size::new(frame.width, height) }, region) {
            return None;
        }
        let ink = items.iter().filter_map(ink).map(|rect| super::set::moved(rect, at.x, at.y));
        let ink: Vec<Rect> = ink.filter(|rect| meet(*rect, region)).collect();
        (!ink.is_empty()).then_some(Self { frame, ink })
    }
}

impl Overlaps {
    /// Reports the intruders that meet an item of the flow of this page.
    pub fn report(
        &mut self,
        page: usize,
        intruders: &[Intruder<'_>],
        flow: &[Item],
        diags: &mut Diagnostics,
    ) {
        for intruder in intruders {
            let origin = &intruder.frame.origin;
            let mut inks = flow.iter().filter_map(ink);
            let meets = inks.any(|there| intruder.ink.iter().any(|here| meet(*here, there)));
            if !meets || self.named.contains(origin) {
                continue;
            }
            self.named.push(origin.clone());
            let message = format!("what stands in a frame stands on the text of page {page}");
            diags.push(
                Diagnostic::warning("frame-over-text", message)
                    .at(origin)
                    .hint("move the frame into the margin, widen the margin, or let the text begin below the frame with `push`"),
            );
        }
    }
}

/// Where text and pictures are seen for certain: letters between baseline and
/// capitals. Rules, panels and links may well lie on each other.
fn ink(item: &Item) -> Option<Rect> {
    match &item.kind {
        ItemKind::Glyphs(at, run) => {
            let height = run.size.scale(65, 100);
            Some(Rect::new(at.x, at.y - height, run.width(), height))
        }
        ItemKind::Image(_, rect) => Some(*rect),
        ItemKind::Rule { .. } | ItemKind::Path { .. } | ItemKind::Link { .. } => None,
    }
}

/// Whether two rectangles share an area.
fn meet(a: Rect, b: Rect) -> bool {
    let overlap = |low: Length, high: Length| high - low > Length::ZERO;
    overlap(a.left().max(b.left()), a.right().min(b.right()))
        && overlap(a.top().max(b.top()), a.bottom().min(b.bottom()))
}
