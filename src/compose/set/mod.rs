//! Setting: from blocks to a strip of slices at a column width.

mod aside;
mod beside;
mod figure;
mod hang;
mod initial;
mod line;
mod over;
mod paragraph;
mod rebreak;
mod stack;
mod table;
mod trace;

use std::collections::BTreeMap;

use super::block::{Block, BlockKind};
use super::collect::LinkTarget;
use super::document::{ArtifactKind, Item, ItemKind, Owner};
use super::slice::{PageEnd, Slice, Strip};
use crate::color::ColorId;
use crate::diag::Diagnostics;
use crate::geom::Point;
use crate::text::{Scratch, Typesetter};
use crate::unit::Length;

pub(super) use beside::Planned;
pub(super) use over::{Over, Turn};
pub(super) use rebreak::{Ease, Rebreak};
pub(super) use stack::{Stack, moved, shift, stack};
pub(super) use table::TOO_WIDE;
pub(super) use trace::Ink;

/// How much tighter than its styles a release is set.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Tightening {
    /// Taken off the leading, per mille.
    pub leading: u16,
    /// Taken off the tracking, per mille of an em.
    pub tracking: u16,
    /// Added to the height of the column.
    pub margin: Length,
}

/// Sets blocks in one column.
pub(super) struct Setter<'s> {
    /// Breaks paragraphs.
    pub typesetter: &'s Typesetter,
    /// Its buffers.
    pub scratch: &'s mut Scratch,
    /// Findings.
    pub diags: &'s mut Diagnostics,
    /// Contents of links by content node, ascending.
    pub links: &'s [LinkTarget],
    /// The line under links, where they are underlined.
    pub link_line: Option<(Length, ColorId)>,
    /// Width of the column.
    pub width: Length,
    /// Height of the lowest column, for pictures.
    pub height: Length,
    /// Lines of this leading stand on the baseline grid.
    pub grid: Option<Length>,
    /// How much tighter.
    pub tight: Tightening,
    /// Whether the items are part of the letterhead.
    pub letterhead: bool,
    /// When the block at hand goes over to a page of another width.
    pub over: Option<Over>,
    /// Widths of the hanging columns.
    pub hangs: Vec<Length>,
    /// Figures with text beside them that were planned so far.
    pub besides: Vec<Planned>,
    /// The width of the column in which those of them that have text beside
    /// them were set last.
    pub standing: BTreeMap<usize, Length>,
    /// Colours of the debug layer, when there is one.
    pub ink: Option<Ink>,
}

impl Setter<'_> {
    /// Sets all blocks.
    pub fn strip(&mut self, blocks: &[Block]) -> Strip {
        self.measure_hangs(blocks);
        let mut strip = Strip::default();
        for (index, block) in blocks.iter().enumerate() {
            let previous = index.checked_sub(1).and_then(|i| blocks.get(i));
            strip.starts.push(strip.slices.len());
            self.block(block, previous, &mut strip);
        }
        strip
    }

    /// Sets a block; what stands before it learns what it asks for.
    pub fn block(&mut self, block: &Block, previous: Option<&Block>, strip: &mut Strip) {
        mind_previous(block, strip);
        let first = strip.slices.len();
        match &block.kind {
            BlockKind::Text(text) => self.paragraph(block, text, previous, strip),
            BlockKind::Table(table) => self.table(block, table, strip),
            BlockKind::Figures(figures) => self.figures(block, figures, strip),
            BlockKind::Sheet(figures) => self.sheet(block, figures, strip),
            BlockKind::Logo { image, height, width, nodes } => {
                strip.push(self.logo(block, *image, (*width, *height), *nodes));
            }
            BlockKind::Rule { width, color } => strip.push(self.rule(block, *width, *color)),
            BlockKind::Space(length) => strip.space(*length),
        }
        mind_keeps(block, first, strip);
        register_outline(block, first, strip);
    }

    /// A rule over the width of the column.
    fn rule(&self, block: &Block, width: Length, color: ColorId) -> Slice {
        let mid = width / 2;
        let kind = ItemKind::Rule {
            from: Point::new(Length::ZERO, mid),
            to: Point::new(self.width, mid),
            width,
            color,
        };
        let mut slice = Slice { height: width, ..Slice::default() };
        slice.items.push(self.decoration(kind));
        (slice.before, slice.after) = spaces(block);
        slice
    }

    /// An item that is nobody's content.
    fn decoration(&self, kind: ItemKind) -> Item {
        let owner = Owner::Artifact(ArtifactKind::Layout);
        Item { kind, owner, letterhead: self.letterhead, origin: None }
    }
}

/// White space above and below a block.
fn spaces(block: &Block) -> (Length, Length) {
    block.space.unwrap_or((block.style.space_before, block.style.space_after))
}

/// Forces or prices the page end before the block.
pub(super) fn mind_previous(block: &Block, strip: &mut Strip) {
    let Some(last) = strip.slices.last_mut() else { return };
    if block.new_page {
        last.end = PageEnd::Forced;
    } else if block.keep.with_previous {
        last.end.add(|faults| faults.keep = true);
    }
}

/// Prices what ending the page after the block parts.
fn mind_keeps(block: &Block, first: usize, strip: &mut Strip) {
    if strip.slices.len() <= first {
        return;
    }
    if let Some(last) = strip.slices.last_mut() {
        last.end.add(|faults| {
            faults.keep |= block.keep.with_next;
            faults.edge |= block.keep.prefer_next;
        });
    }
}

fn register_outline(block: &Block, first: usize, strip: &mut Strip) {
    let Some(entry) = &block.outline else { return };
    if let Some(slice) = strip.slices.get_mut(first) {
        slice.outline = Some(strip.outline.len());
        strip.outline.push(entry.clone());
    }
}
