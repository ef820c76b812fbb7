//! A flow whose first page has a column of another width than the pages after
//! it: what stands before the turn of the page is set in one width, what
//! follows in the other, and the block that goes over in both.

use super::Setter;
use crate::compose::block::{Block, BlockKind};
use crate::compose::slice::Strip;
use crate::unit::Length;

/// Where page one ends in a flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::compose) struct Turn {
    /// The last block that stands on page one, at least in part.
    pub block: usize,
    /// So many of its slices stand there; `None` for all.
    pub slices: Option<usize>,
}

/// How a block goes over to the next page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::compose) struct Over {
    /// Slices in the width of the page it begins on.
    pub slices: usize,
    /// Width of the column on the next page.
    pub width: Length,
}

impl Setter<'_> {
    /// Does something in a column of another width.
    pub(in crate::compose) fn at_width<T>(
        &mut self,
        width: Length,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = std::mem::replace(&mut self.width, width);
        let done = work(self);
        self.width = outer;
        done
    }

    /// Width of the column in which a slice of the block at hand stands.
    pub(super) fn width_of(&self, slice: usize) -> Length {
        match self.over {
            Some(over) if slice >= over.slices => over.width,
            _ => self.width,
        }
    }

    /// Sets all blocks in the width of the setter up to the turn, after it in
    /// another. Also tells how many slices stand before the turn.
    pub(in crate::compose) fn turned(
        &mut self,
        blocks: &[Block],
        turn: Turn,
        follow: Length,
    ) -> (Strip, usize) {
        let mut strip = Strip::default();
        let mut end = 0;
        for (index, block) in blocks.iter().enumerate() {
            let previous = index.checked_sub(1).and_then(|i| blocks.get(i));
            strip.starts.push(strip.slices.len());
            if index > turn.block {
                self.at_width(follow, |setter| setter.block(block, previous, &mut strip));
            } else if index < turn.block {
                self.block(block, previous, &mut strip);
            } else {
                let over = turn.slices.map(|slices| Over { slices, width: follow });
                end = self.last_block(block, previous, over, &mut strip);
            }
        }
        (strip, end)
    }

    /// Sets the last block of page one, which may go over. Tells where in the
    /// strip the page ends: a paragraph whose last lines are wider may come
    /// out shorter than it was.
    pub(in crate::compose) fn last_block(
        &mut self,
        block: &Block,
        previous: Option<&Block>,
        over: Option<Over>,
        strip: &mut Strip,
    ) -> usize {
        let first = strip.slices.len();
        let is_text = matches!(block.kind, BlockKind::Text(_));
        if let Some(part) = block.beside.as_ref().filter(|part| part.part > 0) {
            self.follows_figure(part);
        }
        self.over = over.filter(|_| is_text);
        self.block(block, previous, strip);
        self.over = None;
        let Some(over) = over else { return strip.slices.len() };
        let end = strip.slices.len().min(first + over.slices);
        if !is_text && end < strip.slices.len() {
            strip.slices.truncate(end);
            self.rest(block, over, strip);
        }
        end
    }

    /// Sets the rows of a table or of figures that went over.
    fn rest(&mut self, block: &Block, over: Over, strip: &mut Strip) {
        let mut rest = Block { new_page: false, outline: None, ..block.clone() };
        rest.keep.with_previous = false;
        let from = strip.slices.len();
        let mut before = over.slices;
        if let BlockKind::Sheet(figures) = &mut rest.kind {
            // How many stand side by side depends on the width.
            let placed = over.slices * self.sheet_columns(figures.len());
            figures.drain(..placed.min(figures.len()));
            before = 0;
        }
        self.at_width(over.width, |setter| setter.block(&rest, None, strip));
        strip.slices.drain(from..(from + before).min(strip.slices.len()));
    }

    /// Measures the hanging columns so that they suit both widths.
    pub(in crate::compose) fn measure_hangs_for(&mut self, blocks: &[Block], other: Length) {
        let width = self.width.min(other);
        self.at_width(width, |setter| setter.measure_hangs(blocks));
    }
}
