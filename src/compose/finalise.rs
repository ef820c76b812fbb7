//! Finalising: pages out of plans, with artwork, frames and page numbers.

use super::artwork::Backdrop;
use super::collect::{Collector, FrameSet};
use super::config::Config;
use super::document::{ArtifactKind, Item, ItemKind, OutlineEntry, Owner, Page};
use super::fields::PageNumber;
use super::fonts::FontBook;
use super::furniture::{PlacedFrame, place_frame};
use super::overlap::{Intruder, Overlaps};
use super::pages::{PagePlan, repeated_header};
use super::set::{Setter, Stack, TOO_WIDE, moved, shift, stack};
use super::slice::Strip;
use super::tags::{NodeId, TagTree};
use super::{Flowed, Masters, Side};
use crate::diag::Diagnostic;
use crate::geom::{Point, Rect};
use crate::model::layout::Frame;
use crate::unit::Length;

/// Pages with what they taught about the tag tree.
pub(super) struct Finished {
    /// The pages.
    pub pages: Vec<Page>,
    /// Outline entries in order.
    pub outline: Vec<OutlineEntry>,
}

/// Builds one page after the other.
pub(super) struct Finaliser<'f, 'a> {
    pub config: &'f Config<'a>,
    pub fonts: &'f mut FontBook<'a>,
    pub setter: Setter<'f>,
    pub masters: Masters,
    pub tags: &'f mut TagTree,
    pub outline: Vec<OutlineEntry>,
    pub overlaps: Overlaps,
}

impl Finaliser<'_, '_> {
    /// All pages; an empty flow still gets its letterhead.
    pub fn finish(mut self, mut flowed: Flowed) -> Finished {
        let mut plans = std::mem::take(&mut flowed.plans);
        if plans.is_empty() {
            plans.push(PagePlan::empty());
        }
        let count = plans.len();
        let mut pages = Vec::with_capacity(count);
        for (index, plan) in plans.iter().enumerate() {
            let number = PageNumber { page: index + 1, pages: count };
            let items = self.page(number, plan, &mut flowed.strip);
            let page = &self.config.layout.page;
            pages.push(Page { size: page.size, bleed: page.bleed, items });
        }
        Finished { pages, outline: self.outline }
    }

    fn page(&mut self, number: PageNumber, plan: &PagePlan, strip: &mut Strip) -> Vec<Item> {
        let index = number.page - 1;
        let mut items = Vec::new();
        let backdrop = self.backdrop(index);
        items.extend(backdrop.items);
        self.note_figures(index, backdrop.figures.into_iter());
        let frames = self.frames(number);
        let side = if index == 0 { &self.masters.first } else { &self.masters.follow };
        let region = side.region;
        let banner = side.banner.clone();
        let grid = side.grid;
        let layout = self.config.layout;
        let master = if index == 0 { &layout.first } else { &layout.follow };
        let mut intruders = Vec::new();
        for (frame, placed) in master.frames.iter().zip(frames) {
            let PlacedFrame { stack, at } = placed;
            intruders.extend(Intruder::new(frame, at, stack.height, &stack.items, region));
            self.put(index, stack, at, &mut items, strip);
        }
        if let Some(banner) = banner {
            self.put(index, banner.stack, banner.at, &mut items, strip);
        }
        let header = repeated_header(strip, plan.slices.start).cloned();
        let slices = strip.take(plan.slices.clone());
        let flow = stack(slices, header, grid);
        let before = items.len();
        self.put(index, flow, region.origin, &mut items, strip);
        let flow = items.get(before..).unwrap_or_default();
        self.overlaps.report(number.page, &intruders, flow, self.setter.diags);
        self.setter.trace_page(region, self.config.layout.page.size, &mut items);
        items
    }

    /// Page one consumes its artwork; later pages share theirs.
    fn backdrop(&mut self, index: usize) -> Backdrop {
        match index {
            0 => std::mem::take(&mut self.masters.first.backdrop),
            _ => self.masters.follow.backdrop.clone(),
        }
    }

    fn frames(&mut self, number: PageNumber) -> Vec<PlacedFrame> {
        let first = number.page == 1;
        let layout = self.config.layout;
        let (master, side) = if first {
            (&layout.first, &mut self.masters.first)
        } else {
            (&layout.follow, &mut self.masters.follow)
        };
        let side: Side = if first { std::mem::take(side) } else { side.clone() };
        if first {
            // The region is still needed for the flow of this page.
            self.masters.first = Side { frames: Vec::new(), placed: Vec::new(), ..side.clone() };
        }
        let parts = master.frames.iter().zip(side.frames).zip(side.placed);
        parts
            .map(|((frame, set), placed)| match set.numbered.is_empty() {
                true => placed,
                false => self.renumbered(frame, &set, number),
            })
            .collect()
    }

    fn renumbered(&mut self, frame: &Frame, set: &FrameSet, number: PageNumber) -> PlacedFrame {
        let mut collector = Collector::new(self.config, self.fonts, self.setter.diags);
        let blocks = collector.renumbered(frame, set, number);
        place_frame(&mut self.setter, self.config, frame, &blocks)
    }

    /// Puts a column onto a page.
    fn put(
        &mut self,
        page: usize,
        mut column: Stack,
        at: Point,
        items: &mut Vec<Item>,
        strip: &Strip,
    ) {
        column.items.iter_mut().for_each(|item| shift(item, at.x, at.y));
        self.mind_safe_margin(page, &column.items);
        items.append(&mut column.items);
        let figures = column.figures.into_iter();
        self.note_figures(page, figures.map(|(node, rect)| (node, moved(rect, at.x, at.y))));
        for (entry, top) in column.outline {
            if let Some((title, level)) = strip.outline.get(entry) {
                let (title, y) = (title.clone(), at.y + top);
                self.outline.push(OutlineEntry { title, level: *level, page, y });
            }
        }
    }

    /// Reports text above or below the paper: of the flow there is none, but a
    /// frame is as high as its text. Whether there is any.
    fn mind_paper(&mut self, page: usize, items: &[Item]) -> bool {
        let height = self.config.layout.page.size.height;
        let mut lost = items.iter().filter(|item| match &item.kind {
            ItemKind::Glyphs(at, _) => at.y < Length::ZERO || at.y > height,
            _ => false,
        });
        let Some(first) = lost.next() else { return false };
        let count = 1 + lost.count();
        let pieces = if count == 1 { "piece" } else { "pieces" };
        let message = format!("{count} {pieces} of text would stand off page {}", page + 1);
        let finding = Diagnostic::error("text-off-page", message)
            .hint("shorten the text of the frame, set it smaller, or move the frame");
        self.setter.diags.push(match &first.origin {
            Some(origin) => finding.at(origin),
            None => finding,
        });
        true
    }

    /// Reports text that cutting might hurt, once a page.
    fn mind_safe_margin(&mut self, page: usize, items: &[Item]) {
        if self.mind_paper(page, items) {
            return;
        }
        let setup = &self.config.layout.page;
        let margin = setup.safe_margin;
        let near = items.iter().find(|item| {
            let ItemKind::Glyphs(at, run) = &item.kind else { return false };
            if item.owner == Owner::Artifact(ArtifactKind::Layout) {
                // Of the debug layer.
                return false;
            }
            let right = at.x + run.width();
            !at.x.fits(margin)
                || !(setup.size.width - margin).fits(right)
                || !(at.y - run.size.scale(7, 10)).fits(margin)
                || !(setup.size.height - margin).fits(at.y)
        });
        let Some(item) = near else { return };
        // That a table is too wide is told of the table.
        let wide = |d: &Diagnostic| d.code == TOO_WIDE && d.origin == item.origin;
        if self.setter.diags.iter().any(wide) {
            return;
        }
        let message = format!("text on page {} is nearer than {margin} to the trim", page + 1);
        let finding = Diagnostic::warning("text-near-trim", message)
            .hint("move it inwards, or make `safe_margin` of the layout smaller");
        self.setter.diags.push(match &item.origin {
            Some(origin) => finding.at(origin),
            None => finding,
        });
    }

    fn note_figures(&mut self, page: usize, figures: impl Iterator<Item = (NodeId, Rect)>) {
        for (figure, rect) in figures {
            if let Some(node) = self.tags.get_mut(figure)
                && let super::tags::NodeKind::Element(element) = &mut node.kind
            {
                element.bbox = Some((page, rect));
            }
        }
    }
}
