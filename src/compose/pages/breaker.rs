//! Total fit over page breaks (M. F. Plass, Optimal Pagination Techniques,
//! 1981, ch. 2): the cheapest way through all legal page ends. Prices are
//! never negative, so the ends are gone on from by price (E. W. Dijkstra, A
//! Note on Two Problems in Connexion with Graphs, 1959): ends that leave most
//! of a page empty are dearer than the whole way and are never looked at.
//!
//! Every slice may end a page at a price; nothing is forbidden outright, so
//! a solution always exists and what could not be avoided is reported.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::cursor::{Cursor, Grid};
use crate::compose::slice::{Faults, PageEnd, Slice, Strip};
use crate::unit::Length;

/// No page holds more slices than this; the search stays linear.
const MAX_SLICES_PER_PAGE: usize = 2_000;
/// Price of one more page.
const PAGE_COST: u64 = 300;
/// Price of a final page with a single line.
const LONELY_COST: u64 = 20_000;
/// Price of each line missing to a decent final page.
const SHORT_COST: u64 = 400;
/// Price of a hyphen at the end of a page as long as the paragraph may still
/// be broken again without it: as much as an eighth of the page left empty.
pub(in crate::compose) const HYPHEN: u64 = 150;
/// The same where no setting is without it: as much as a third of the page,
/// and less than any other fault that parts a paragraph.
pub(in crate::compose) const DEAR_HYPHEN: u64 = 1_100;
/// Lines a final page should have.
const DECENT_LINES: u32 = 4;

/// The columns to fill.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::compose) struct Columns {
    /// Height of the column on page one.
    pub first: Length,
    /// Height of the column on all other pages.
    pub follow: Length,
    /// Baseline grid.
    pub grid: Option<Grid>,
    /// Price of a hyphen at the end of a page.
    pub hyphen: u64,
}

/// What one page holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::compose) struct PagePlan {
    /// Slices on it.
    pub slices: Range<usize>,
    /// Faults of its end, for the report.
    pub faults: Faults,
    /// Whether the page ends a part: the last one or one before a forced end.
    pub ends_part: bool,
    /// Lines of text on it.
    pub lines: u32,
    /// How much sticks out below the column.
    pub over: Length,
}

impl PagePlan {
    /// A page of a flow without anything in it.
    pub fn empty() -> Self {
        let faults = Faults::default();
        Self { slices: 0..0, faults, ends_part: true, lines: 0, over: Length::ZERO }
    }

    /// Whether it holds the last line of a part and nothing else; page one may.
    pub fn is_lonely(&self) -> bool {
        self.ends_part && self.lines == 1 && self.slices.start > 0
    }
}

/// Price of leaving a part of a page empty: the square of the percentage.
pub(in crate::compose) fn fill_cost(free: Length, height: Length) -> u64 {
    let height = height.units().max(1);
    let percent = (free.units().max(0).saturating_mul(100) / height).min(100) as u64;
    percent * percent
}

/// The cheapest way to a break so far.
#[derive(Clone, Copy, Debug)]
struct Best {
    cost: u64,
    from: usize,
    faults: Faults,
    ends_part: bool,
    lines: u32,
    over: Length,
}

/// Divides the strip into pages; empty for an empty strip.
pub(in crate::compose) fn paginate(strip: &Strip, columns: Columns) -> Vec<PagePlan> {
    let mut search = Search::first_page(strip, columns);
    search.complete();
    trace_back(&search.best)
}

/// The price of each end that page one may have, in order.
pub(in crate::compose) fn first_ends(strip: &Strip, columns: Columns) -> Vec<(usize, u64)> {
    let best = Search::first_page(strip, columns).best;
    best.iter().enumerate().filter_map(|(end, found)| Some((end, (*found)?.cost))).collect()
}

/// As [`paginate`], where page one holds just so many slices, and the price
/// of all pages; `None` when they do not fit on it.
pub(in crate::compose) fn paginate_after(
    strip: &Strip,
    columns: Columns,
    end: usize,
) -> Option<(u64, Vec<PagePlan>)> {
    let mut search = Search::first_page(strip, columns);
    search.best.iter_mut().enumerate().filter(|(at, _)| *at != end).for_each(|(_, b)| *b = None);
    search.complete();
    let cost = search.best.last().copied().flatten()?.cost;
    Some((cost, trace_back(&search.best)))
}

/// The ways found so far.
struct Search<'a> {
    strip: &'a Strip,
    columns: Columns,
    /// The cheapest way to the end of each slice, by how many slices come
    /// before it.
    best: Vec<Option<Best>>,
}

/// Ends to go on from with what they cost, the cheapest first.
type Open = BinaryHeap<Reverse<(u64, usize)>>;

impl<'a> Search<'a> {
    /// All ends of page one.
    fn first_page(strip: &'a Strip, columns: Columns) -> Self {
        let best = vec![None; strip.slices.len() + 1];
        let mut search = Self { strip, columns, best };
        search.extend(0, 0, &mut Open::new());
        search
    }

    /// Goes on from the ends of page one until nothing cheaper is left.
    fn complete(&mut self) {
        let end = self.strip.slices.len();
        let known = self.best.iter().enumerate().take(end);
        let mut open: Open =
            known.filter_map(|(at, found)| Some(Reverse(((*found)?.cost, at)))).collect();
        while let Some(Reverse((cost, start))) = open.pop() {
            let cost_to = |at: usize| self.best.get(at).copied().flatten().map(|best| best.cost);
            if cost_to(end).is_some_and(|least| least <= cost) {
                return;
            }
            // Not if a cheaper way to it was found after this one.
            if cost_to(start) == Some(cost) {
                self.extend(start, cost, &mut open);
            }
        }
    }

    /// Tries every end of a page that starts at `start`.
    fn extend(&mut self, start: usize, base: u64, open: &mut Open) {
        let Self { strip, columns, .. } = *self;
        let height = if start == 0 { columns.first } else { columns.follow };
        let mut cursor = Cursor::new(columns.grid);
        if let Some(header) = repeated_header(strip, start) {
            cursor.place(header);
        }
        let mut lines = 0u32;
        let slices = strip.slices.iter().enumerate().skip(start).take(MAX_SLICES_PER_PAGE);
        for (index, slice) in slices {
            cursor.place(slice);
            let bottom = cursor.bottom();
            let fits = height.fits(bottom);
            if index > start && !fits {
                return;
            }
            lines += u32::from(slice.lines);
            let last = index + 1 == strip.slices.len();
            let (cost, faults, ends_part) = match slice.end {
                PageEnd::Faults(faults) if !last => (
                    fill_cost(height - bottom, height) + faults.cost(columns.hyphen),
                    faults,
                    false,
                ),
                PageEnd::Forced | PageEnd::Faults(_) => {
                    (short_cost(lines, start), Faults::default(), true)
                }
            };
            let cost = base.saturating_add(cost).saturating_add(PAGE_COST);
            let over = if fits { Length::ZERO } else { (bottom - height).max(Length::ZERO) };
            let way = Best { cost, from: start, faults, ends_part, lines, over };
            self.relax(index + 1, way, open);
            if ends_part && !last {
                return;
            }
        }
    }

    /// Takes a way to an end if it is cheaper than the one known, or as cheap
    /// from an earlier page start.
    fn relax(&mut self, at: usize, way: Best, open: &mut Open) {
        let Some(entry) = self.best.get_mut(at) else { return };
        let better = |known: Best| (way.cost, way.from) < (known.cost, known.from);
        if entry.is_none_or(better) {
            *entry = Some(way);
            open.push(Reverse((way.cost, at)));
        }
    }
}

/// Price of few lines on a page that ends a part; page one may be short.
fn short_cost(lines: u32, start: usize) -> u64 {
    match lines {
        _ if start == 0 => 0,
        1 => LONELY_COST,
        _ => u64::from(DECENT_LINES.saturating_sub(lines)) * SHORT_COST,
    }
}

/// The table header to repeat above a slice that starts a page.
pub(in crate::compose) fn repeated_header(strip: &Strip, start: usize) -> Option<&Slice> {
    let index = strip.slices.get(start)?.header?;
    strip.headers.get(index)
}

fn trace_back(best: &[Option<Best>]) -> Vec<PagePlan> {
    let mut plans = Vec::new();
    let mut at = best.len().saturating_sub(1);
    while at > 0 {
        let Some(Some(found)) = best.get(at) else { break };
        plans.push(PagePlan {
            slices: found.from..at,
            faults: found.faults,
            ends_part: found.ends_part,
            lines: found.lines,
            over: found.over,
        });
        at = found.from;
    }
    plans.reverse();
    plans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::slice::Slice;
    use proptest::prelude::*;

    /// Goes on from every end, in order of their places.
    fn exhaustive(strip: &Strip, columns: Columns) -> Vec<PagePlan> {
        let mut search = Search::first_page(strip, columns);
        for start in 1..strip.slices.len() {
            if let Some(Some(found)) = search.best.get(start).copied() {
                search.extend(start, found.cost, &mut Open::new());
            }
        }
        trace_back(&search.best)
    }

    fn slice() -> impl Strategy<Value = Slice> {
        (0..40_i64, any::<bool>(), any::<bool>(), 0..12_u8).prop_map(
            |(height, widow, keep, end)| {
                let mut slice = Slice {
                    lead: Length::pt(3),
                    height: Length::pt(height),
                    lines: 1,
                    ..Slice::default()
                };
                slice.end.add(|faults| (faults.widow, faults.orphan) = (widow, keep));
                if end == 0 {
                    slice.end = PageEnd::Forced;
                }
                slice
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_passed_over_changes_nothing(
            slices in proptest::collection::vec(slice(), 0..60),
            (first, follow) in (20..200_i64, 20..200_i64),
        ) {
            let mut strip = Strip::default();
            slices.into_iter().for_each(|slice| strip.push(slice));
            let (first, follow) = (Length::pt(first), Length::pt(follow));
            let columns = Columns { first, follow, grid: None, hyphen: HYPHEN };
            prop_assert_eq!(paginate(&strip, columns), exhaustive(&strip, columns));
        }
    }
}
