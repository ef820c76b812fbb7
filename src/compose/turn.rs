//! Where page one ends when its column is narrower or wider than those of the
//! pages after it.
//!
//! Which lines stand on page one depends on their width, and their width on
//! where they stand. So page one is set in its own width first. Each of its
//! cheapest ends is then tried: what stands before keeps its lines, the block
//! that goes over is set in both widths, what follows stands in the width of
//! the other pages (set once for all ends) and is divided into pages. The
//! cheapest whole wins. There is nothing to iterate, and the work grows with
//! the length of the text: it is set twice, the block that goes over once
//! more for each end that is tried.

use super::block::Block;
use super::pages::{Columns, Cursor, PagePlan, first_ends, paginate, paginate_after};
use super::set::{Over, Setter, Turn, mind_previous};
use super::slice::{PageEnd, Slice, Strip};
use crate::diag::Diagnostics;
use crate::unit::Length;

/// So many ends of page one are tried.
const CANDIDATES: usize = 6;

/// Widths of the column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Widths {
    /// On page one.
    pub first: Length,
    /// On all other pages.
    pub follow: Length,
}

/// A flow that is to be divided into pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow<'f> {
    /// What is to be set.
    pub blocks: &'f [Block],
    /// The columns to fill.
    pub columns: Columns,
    /// Their widths.
    pub widths: Widths,
}

/// A flow, set and divided into pages.
#[derive(Clone, Debug)]
pub(super) struct Divided {
    /// All slices.
    pub strip: Strip,
    /// What each page holds.
    pub plans: Vec<PagePlan>,
    /// Where the width of the column changes, if it does: the turn and the
    /// number of slices before it.
    pub turned: Option<(Turn, usize)>,
    /// What was found on the way.
    pub found: Diagnostics,
}

/// Sets the blocks and divides them into pages.
pub(super) fn divide(setter: &mut Setter<'_>, flow: Flow<'_>) -> Divided {
    let (divided, found) = quietly(setter, |setter| in_its_widths(setter, flow));
    Divided { found, ..divided }
}

fn in_its_widths(setter: &mut Setter<'_>, flow: Flow<'_>) -> Divided {
    let Flow { blocks, columns, widths } = flow;
    if widths.first == widths.follow {
        return in_one_width(setter, blocks, columns);
    }
    setter.width = widths.first;
    setter.measure_hangs_for(blocks, widths.follow);
    let (turn, _) = quietly(setter, |setter| flow.find_turn(setter));
    if let Some(turn) = turn {
        let set = |setter: &mut Setter<'_>| setter.turned(blocks, turn, widths.follow);
        let ((strip, end), found) = quietly(setter, set);
        if let Some((_, plans)) = paginate_after(&strip, columns, end) {
            setter.diags.extend(found);
            return Divided { strip, plans, turned: Some((turn, end)), found: Diagnostics::new() };
        }
    }
    // Nothing fits on page one as it should: one width that suits all pages.
    setter.width = widths.first.min(widths.follow);
    in_one_width(setter, blocks, columns)
}

fn in_one_width(setter: &mut Setter<'_>, blocks: &[Block], columns: Columns) -> Divided {
    let strip = setter.strip(blocks);
    let plans = paginate(&strip, columns);
    Divided { strip, plans, turned: None, found: Diagnostics::new() }
}

/// Does something with findings of its own.
fn quietly<T>(
    setter: &mut Setter<'_>,
    work: impl FnOnce(&mut Setter<'_>) -> T,
) -> (T, Diagnostics) {
    let outer = std::mem::take(setter.diags);
    let done = work(setter);
    (done, std::mem::replace(setter.diags, outer))
}

impl Flow<'_> {
    /// The best end of page one.
    fn find_turn(&self, setter: &mut Setter<'_>) -> Option<Turn> {
        let page = self.first_page(setter);
        let mut ends = first_ends(&page, self.columns);
        ends.sort_by_key(|(end, cost)| (*cost, std::cmp::Reverse(*end)));
        ends.truncate(CANDIDATES);
        let turns: Vec<(Turn, u64)> = ends
            .iter()
            .filter_map(|(end, cost)| Some((turn_before(*end, &page)?, *cost)))
            .collect();
        let from = turns.iter().map(|(turn, _)| turn.block + 1).min()?;
        let rest = self.follow_pages(from, setter);
        let mut best: Option<(u64, Turn)> = None;
        for (turn, least) in turns {
            if best.is_some_and(|(cost, _)| cost <= least) {
                break;
            }
            let cost = self.price(turn, &page, (&rest, from), setter);
            if let Some(cost) = cost
                && best.is_none_or(|(known, _)| cost < known)
            {
                best = Some((cost, turn));
            }
        }
        best.map(|(_, turn)| turn)
    }

    /// Sets blocks in the width of page one until it is full, and one more,
    /// which may ask not to be parted from what it follows.
    fn first_page(&self, setter: &mut Setter<'_>) -> Strip {
        let mut strip = Strip::default();
        let mut cursor = Cursor::new(self.columns.grid);
        let mut full = false;
        for (index, block) in self.blocks.iter().enumerate() {
            let from = strip.slices.len();
            strip.starts.push(from);
            setter.block(block, self.before(index), &mut strip);
            let forced = from.checked_sub(1).and_then(|last| strip.slices.get(last));
            let forced = forced.is_some_and(|slice| slice.end == PageEnd::Forced);
            let new = strip.slices.get(from..).unwrap_or_default();
            if forced || (full && !new.is_empty()) {
                break;
            }
            for slice in new {
                cursor.place(slice);
                full |= !self.columns.first.fits(cursor.bottom());
            }
        }
        strip
    }

    /// Sets the blocks from one on in the width of the later pages.
    fn follow_pages(&self, from: usize, setter: &mut Setter<'_>) -> Strip {
        let mut strip = Strip::default();
        for (index, block) in self.blocks.iter().enumerate().skip(from) {
            strip.starts.push(strip.slices.len());
            setter.at_width(self.widths.follow, |setter| {
                setter.block(block, self.before(index), &mut strip);
            });
        }
        strip
    }

    fn before(&self, index: usize) -> Option<&Block> {
        index.checked_sub(1).and_then(|i| self.blocks.get(i))
    }

    /// What all pages cost with a turn; `None` when page one has no room.
    fn price(
        &self,
        turn: Turn,
        page: &Strip,
        (rest, from): (&Strip, usize),
        setter: &mut Setter<'_>,
    ) -> Option<u64> {
        let own = page.slices_of(turn.block)?;
        let mut strip = Strip::default();
        strip.headers.extend(page.headers.iter().map(Slice::bare));
        let before = page.slices.get(..own.start)?;
        strip.slices.extend(before.iter().map(Slice::bare));
        let over = turn.slices.map(|slices| Over { slices, width: self.widths.follow });
        let block = self.blocks.get(turn.block)?;
        let end = setter.last_block(block, self.before(turn.block), over, &mut strip);
        if let (Some(first), Some(known)) =
            (strip.slices.get_mut(own.start), page.slices.get(own.start))
        {
            first.extra = known.extra;
        }
        if let Some(next) = self.blocks.get(turn.block + 1) {
            mind_previous(next, &mut strip);
        }
        let headers = strip.headers.len();
        let start = rest.starts.get(turn.block + 1 - from).copied();
        let after = start.map_or(&[][..], |at| rest.slices.get(at..).unwrap_or_default());
        strip.headers.extend(rest.headers.iter().map(Slice::bare));
        strip.slices.extend(after.iter().map(|slice| {
            let header = slice.header.map(|header| header + headers);
            Slice { header, ..slice.bare() }
        }));
        paginate_after(&strip, self.columns, end).map(|(cost, _)| cost)
    }
}

/// The turn before the slice with this number, on page one.
fn turn_before(end: usize, page: &Strip) -> Option<Turn> {
    let block = page.block_of(end.checked_sub(1)?)?;
    let slices = page.slices_of(block)?;
    Some(Turn { block, slices: (end < slices.end).then(|| end - slices.start) })
}
