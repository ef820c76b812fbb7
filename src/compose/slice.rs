//! Slices: set pieces of the flow that never break, and what ending a page
//! after each of them costs.
//!
//! Vertical positions follow one rule everywhere: a line reaches from the
//! cap height of its face down to its baseline, baselines of a paragraph are
//! `leading` apart, and the first line of a column has its capitals at the
//! column's top edge. Boxes (tables, pictures, panels) count with their edges.

use super::document::Item;
use super::tags::NodeId;
use crate::color::ColorId;
use crate::geom::Rect;
use crate::unit::Length;

/// A set piece of the flow. Its items are relative to the left edge of the
/// column and its own top.
#[derive(Clone, Debug, Default)]
pub(super) struct Slice {
    /// From the bottom of what stands above to its top: leading less cap
    /// height for lines, nothing for boxes.
    pub lead: Length,
    /// From its top (cap height of a line) to its bottom (baseline).
    pub height: Length,
    /// Descenders below the bottom; kept free only above boxes.
    pub depth: Length,
    /// White space above; collapses with the space below what precedes.
    pub before: Length,
    /// White space below.
    pub after: Length,
    /// White space above that does not collapse.
    pub extra: Length,
    /// What is painted.
    pub items: Vec<Item>,
    /// Ending the page here.
    pub end: PageEnd,
    /// Border and fill behind it, shared with its neighbours of the same id.
    pub panel: Option<Panel>,
    /// The header that is repeated when a page starts with it.
    pub header: Option<usize>,
    /// Its outline entry.
    pub outline: Option<usize>,
    /// Lines of text in it.
    pub lines: u16,
    /// Whether its baseline snaps to the grid.
    pub snap: bool,
    /// Figures in it: element and rectangle, relative like the items.
    pub figures: Vec<(NodeId, Rect)>,
}

impl Slice {
    /// What page breaks depend on, with nothing to paint.
    pub fn bare(&self) -> Self {
        let Self { lead, height, depth, before, after, extra, .. } = *self;
        let Self { end, panel, header, outline, lines, snap, .. } = *self;
        let (items, figures) = (Vec::new(), Vec::new());
        Self {
            lead,
            height,
            depth,
            before,
            after,
            extra,
            items,
            end,
            panel,
            header,
            outline,
            lines,
            snap,
            figures,
        }
    }
}

/// Border and fill of a panel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Panel {
    /// Slices of one panel share it.
    pub id: usize,
    /// Frame line.
    pub border: Option<(Length, ColorId)>,
    /// Fill.
    pub fill: Option<ColorId>,
    /// Left edge from the column's.
    pub left: Length,
    /// Its width.
    pub width: Length,
}

/// Ending a page after a slice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PageEnd {
    /// The page ends here.
    Forced,
    /// It may end here with these faults.
    Faults(Faults),
}

impl Default for PageEnd {
    fn default() -> Self {
        Self::Faults(Faults::default())
    }
}

impl PageEnd {
    /// Adds to the faults; a forced end stays forced.
    pub fn add(&mut self, change: impl FnOnce(&mut Faults)) {
        if let Self::Faults(faults) = self {
            change(faults);
        }
    }
}

/// What is wrong with a page end.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Faults {
    /// The first line of a paragraph stays behind alone.
    pub orphan: bool,
    /// The last line of a paragraph goes over alone.
    pub widow: bool,
    /// The last line ends in a hyphen.
    pub hyphen: bool,
    /// What must stay together is parted.
    pub keep: bool,
    /// The edge of a list or table is parted from the rest.
    pub edge: bool,
}

impl Faults {
    /// The price of the faults, on the scale of
    /// [`fill_cost`](super::pages::fill_cost), with that of a hyphen.
    pub fn cost(self, hyphen: u64) -> u64 {
        let priced = [
            (self.orphan, 1_200),
            (self.widow, 1_800),
            (self.hyphen, hyphen),
            (self.keep, 1_000_000),
            (self.edge, 300),
        ];
        priced.into_iter().filter(|(on, _)| *on).map(|(_, cost)| cost).sum()
    }
}

/// All slices of a flow.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    /// In order.
    pub slices: Vec<Slice>,
    /// Table headers that are repeated, as artifacts.
    pub headers: Vec<Slice>,
    /// Outline entries: text and level.
    pub outline: Vec<(String, u8)>,
    /// The first slice of each block, where the strip is that of a flow.
    pub starts: Vec<usize>,
    /// White space waiting for the next slice.
    extra: Length,
    /// Panels so far.
    panels: usize,
}

impl Strip {
    /// Adds a slice; white space that waits goes above it.
    pub fn push(&mut self, mut slice: Slice) {
        slice.extra += std::mem::take(&mut self.extra);
        self.slices.push(slice);
    }

    /// Adds white space that does not collapse.
    pub fn space(&mut self, space: Length) {
        self.extra += space;
    }

    /// The slices of a block of the flow.
    pub fn slices_of(&self, block: usize) -> Option<std::ops::Range<usize>> {
        let start = *self.starts.get(block)?;
        let end = self.starts.get(block + 1).copied();
        Some(start..end.unwrap_or(self.slices.len()))
    }

    /// The block of the flow that a slice is of; of blocks without slices the
    /// last one that begins there has it.
    pub fn block_of(&self, slice: usize) -> Option<usize> {
        self.starts.partition_point(|start| *start <= slice).checked_sub(1)
    }

    /// A new panel number.
    pub fn panel(&mut self) -> usize {
        self.panels += 1;
        self.panels
    }
}
